// `kuulolla chat FILE`: talks a script through in the terminal, without a database or a network.
#include "bot/chat_printer.hpp"
#include "bot/command_line.hpp"
#include "bot/commands.hpp"
#include "bot/terminal_scripts.hpp"
#include "dialogs/channel_kind.hpp"
#include "dialogs/conversation/simulator.hpp"
#include "dialogs/iso_time.hpp"
#include "dialogs/texts/code_points.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

namespace bot {
namespace {

using nlohmann::json;

constexpr std::string_view default_start = "2026-01-15T12:00:00+02:00";

struct ChatOptions {
    std::string file;
    std::string language;
    std::string channel = "sms";
    std::vector<std::string> given;
    std::vector<std::string> profile;
    std::string at{default_start};
    std::vector<std::filesystem::path> locales;
    bool as_json = false;
};

/// Wrong use, told on standard error before the exit.
struct WrongUse {
    std::string message;
};

struct Pair {
    std::string name;
    std::string value;
};

std::optional<Pair> pair_in(const std::string& written) {
    const auto sign = written.find('=');
    if (sign == std::string::npos || sign == 0) return std::nullopt;
    return Pair{written.substr(0, sign), written.substr(sign + 1)};
}

dialogs::Result<dialogs::Value, WrongUse> fact_value(const dialogs::Script& script,
                                                     const Pair& pair) {
    if (!dialogs::simulated_fact(script, pair.name)) {
        return dialogs::failure(WrongUse{fmt::format("the script knows no fact {}", pair.name)});
    }
    auto value = dialogs::simulated_value(script, pair.name, pair.value);
    if (!value)
        return dialogs::failure(WrongUse{fmt::format("{} cannot be {}", pair.name, pair.value)});
    return std::move(*value);
}

dialogs::Result<dialogs::Value, WrongUse> profile_value(const dialogs::Script& script,
                                                        const Pair& pair) {
    const auto field = script.profile.find(pair.name);
    if (field == script.profile.end()) {
        return dialogs::failure(
            WrongUse{fmt::format("the script declares no profile field {}", pair.name)});
    }
    auto value = dialogs::value_of_fact(field->second, pair.value);
    if (!value)
        return dialogs::failure(WrongUse{fmt::format("{} cannot be {}", pair.name, pair.value)});
    return std::move(*value);
}

using ReadValue = dialogs::Result<dialogs::Value, WrongUse> (*)(const dialogs::Script&,
                                                                const Pair&);

/// Reads NAME=VALUE pairs into the map; the first wrong one is told.
std::optional<WrongUse> read_pairs(const std::vector<std::string>& written,
                                   const dialogs::Script& script, ReadValue read,
                                   std::map<std::string, dialogs::Value>& into) {
    for (const auto& one : written) {
        const auto pair = pair_in(one);
        if (!pair) return WrongUse{fmt::format("{} is not NAME=VALUE", one)};
        auto value = read(script, *pair);
        if (!value) return value.error();
        into.insert_or_assign(pair->name, std::move(*value));
    }
    return std::nullopt;
}

dialogs::Result<dialogs::SimulatorOptions, WrongUse> simulator_options(
    const ChatOptions& options, const dialogs::Script& script) {
    dialogs::SimulatorOptions simulated{.channel = options.channel};
    if (!options.language.empty()) {
        if (!script.speaks(options.language)) {
            return dialogs::failure(
                WrongUse{fmt::format("the script does not speak {}", options.language)});
        }
        simulated.language = options.language;
    }
    const auto kinds = dialogs::channel_kinds();
    if (std::find(kinds.begin(), kinds.end(), options.channel) == kinds.end()) {
        return dialogs::failure(
            WrongUse{fmt::format("there is no kind of channel {}; there are {}", options.channel,
                                 fmt::join(kinds, ", "))});
    }
    const auto at = dialogs::instant_from_iso(options.at);
    if (!at)
        return dialogs::failure(
            WrongUse{fmt::format("{} is not a time like {}", options.at, default_start)});
    simulated.at = *at;
    if (auto wrong = read_pairs(options.given, script, &fact_value, simulated.given))
        return dialogs::failure(*wrong);
    if (auto wrong = read_pairs(options.profile, script, &profile_value, simulated.profile)) {
        return dialogs::failure(*wrong);
    }
    return simulated;
}

/// Valid UTF-8 without a carriage return at its end, whatever was typed.
std::string cleaned(std::string line) {
    if (line.ends_with('\r')) line.pop_back();
    std::string valid;
    for (std::size_t at = 0; at < line.size();) {
        dialogs::append_code_point(valid, dialogs::next_code_point(line, at));
    }
    return valid;
}

class Chat {
public:
    Chat(const dialogs::Script& script, const dialogs::Catalog& catalog,
         dialogs::SimulatorOptions options, ChatPrinter& printer)
        : script_(script),
          catalog_(catalog),
          options_(std::move(options)),
          printer_(printer),
          simulator_(std::make_unique<dialogs::Simulator>(script_, catalog_, options_)) {}

    int run() {
        printer_.print(simulator_->start());
        printer_.prompt();
        for (std::string line; std::getline(std::cin, line); printer_.prompt()) {
            line = cleaned(std::move(line));
            if (line == "/quit") break;
            if (!obey(line)) hear(line);
        }
        return exit_fine;
    }

private:
    /// False where the line is no command of the simulator.
    bool obey(const std::string& line) {
        const auto blank = line.find(' ');
        const auto word = line.substr(0, blank);
        const auto argument = blank == std::string::npos ? std::string() : line.substr(blank + 1);
        if (const auto reply = dialogs::simulated_reply(line)) {
            printer_.print(simulator_->receive(*reply));
        } else if (word == "/wait") {
            wait(argument);
        } else if (word == "/given") {
            change_fact(argument);
        } else if (word == "/state") {
            printer_.print_state(dialogs::to_state_json(simulator_->state()));
        } else {
            return false;
        }
        return true;
    }

    void wait(const std::string& written) {
        const auto span = dialogs::span_from_text(written);
        if (!span)
            return printer_.print_error(
                fmt::format("{} is not a span of time like 30m, 49h or 7d", written));
        printer_.print(simulator_->wait(*span));
    }

    void change_fact(const std::string& written) {
        const auto pair = pair_in(written);
        if (!pair) return printer_.print_error(fmt::format("{} is not NAME=VALUE", written));
        auto value = fact_value(script_, *pair);
        if (!value) return printer_.print_error(value.error().message);
        printer_.print(simulator_->change_fact(pair->name, std::move(*value)));
    }

    /// The script's keyword as the first thing said begins it anew, as it would on a phone.
    void hear(const std::string& line) {
        const auto is_first = !std::exchange(has_heard_, true);
        const auto language = options_.language.value_or(script_.source_language());
        if (is_first && dialogs::begins_by_keyword(script_, line, language)) {
            simulator_ = std::make_unique<dialogs::Simulator>(script_, catalog_, options_);
        }
        printer_.print(simulator_->receive(dialogs::TextReply{line}));
    }

    const dialogs::Script& script_;
    const dialogs::Catalog& catalog_;
    dialogs::SimulatorOptions options_;
    ChatPrinter& printer_;
    std::unique_ptr<dialogs::Simulator> simulator_;
    bool has_heard_ = false;
};

int refuse(const std::string& message) {
    fmt::print(stderr, "kuulolla chat: {}\n", message);
    return exit_wrong_use;
}

int chat(const ChatOptions& options) {
    const auto file = find_script(options.file);
    if (!file) return exit_wrong_use;
    const Sources sources({}, options.locales);
    const auto catalog = load_catalog(sources);
    if (!catalog) return exit_wrong_use;
    const auto read = sources.read(*file);
    if (!read.script || dialogs::has_errors(read.diagnostics)) {
        for (const auto& diagnostic : read.diagnostics)
            fmt::print(stderr, "{}\n", dialogs::to_line(diagnostic));
        return exit_failed;
    }
    auto simulated = simulator_options(options, *read.script);
    if (!simulated) return refuse(simulated.error().message);
    ChatPrinter printer(options.as_json ? ChatPrinter::Form::json : ChatPrinter::Form::people,
                        isatty(STDIN_FILENO) != 0);
    return Chat(*read.script, *catalog, std::move(*simulated), printer).run();
}

}  // namespace

int run_chat(int argc, char** argv) {
    ChatOptions options;
    CLI::App app(
        "Talks a script through. A line is a message; /tap VALUE, /wait 49h, /given NAME=VALUE, "
        "/state, /quit.",
        "kuulolla chat");
    app.add_option("FILE", options.file, "a script, or the id of a shipped one")->required();
    app.add_option("--language", options.language, "one of the script's (default: the first)");
    app.add_option("--channel", options.channel, "the kind of channel")->capture_default_str();
    app.add_option("--given", options.given, "NAME=VALUE: a fact, or what an effect answers")
        ->allow_extra_args(false);
    app.add_option("--profile", options.profile, "NAME=VALUE: a field of the resident's profile")
        ->allow_extra_args(false);
    app.add_option("--at", options.at, "when it begins")->capture_default_str();
    app.add_option("--locales", options.locales, "a folder of locales, before the program's own")
        ->allow_extra_args(false);
    app.add_flag("--json", options.as_json, "one JSON object a line");
    if (const auto code = parse_arguments(app, argc, argv)) return *code;
    return chat(options);
}

}  // namespace bot
