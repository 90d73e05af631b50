// The program: picks the command. Each command has a file of its own.
#include "bot/commands.hpp"

#include <array>
#include <cstdio>
#include <exception>
#include <string_view>

#include <fmt/format.h>
#include <unicode/locid.h>

namespace {

struct Command {
    std::string_view name;
    std::string_view does;
    int (*run)(int argc, char** argv);
};

constexpr std::array commands{
    Command{"serve", "the service", &bot::run_serve},
    Command{"demo", "the service with everything built in, and phones in the browser", &bot::run_demo},
    Command{"channel", "check a channel with its provider; its log", &bot::run_channel},
    Command{"chat", "talk a script through in the terminal", &bot::run_chat},
    Command{"check", "say what is wrong with scripts, and run their tests", &bot::run_check},
    Command{"locale", "texts for translators: extract, merge, report", &bot::run_locale},
    Command{"graph", "draw a script", &bot::run_graph},
    Command{"import", "make a script of a form: xlsform", &bot::run_import},
    Command{"schema", "the script language as a JSON Schema, for editors", &bot::run_schema},
    Command{"export", "answers out of a store, as lines of JSON or CSV", &bot::run_export},
    Command{"user", "user vault-key: a key for the addresses", &bot::run_user},
};

void print_help(std::FILE* out) {
    fmt::print(out, "kuulolla COMMAND …\n\n");
    for (const auto& command : commands) fmt::print(out, "  {:<10} {}\n", command.name, command.does);
    fmt::print(out, "\nkuulolla COMMAND --help tells more.\n");
}

int run(int argc, char** argv) {
    const std::string_view name = argc > 1 ? argv[1] : "";
    if (name == "--help" || name == "-h" || name == "help") {
        print_help(stdout);
        return bot::exit_fine;
    }
    if (name == "--version") {
        fmt::print("kuulolla {}\n", KUULOLLA_VERSION);
        return bot::exit_fine;
    }
    for (const auto& command : commands) {
        if (command.name == name) return command.run(argc - 1, argv + 1);
    }
    if (!name.empty()) fmt::print(stderr, "kuulolla: there is no command {}\n", name);
    print_help(stderr);
    return bot::exit_wrong_use;
}

}  // namespace

int main(int argc, char** argv) {
    // What ICU lacks for a language it must not take from the process's locale.
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale::setDefault(icu::Locale::getRoot(), status);
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        fmt::print(stderr, "kuulolla: {}\n", error.what());
        return bot::exit_failed;
    }
}
