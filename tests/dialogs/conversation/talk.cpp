#include "tests/dialogs/conversation/talk.hpp"

#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace tests {
namespace {

using nlohmann::json;

constexpr std::string_view head = R"(script: talk
title: Puhe
languages: [fi, sv]
stream: feedback
basis: public-task
)";

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', '/');
    return text;
}

/// The question, with the round it is in: `name[2]`.
std::string question_in(const json& event) {
    auto name = event.at("question").get<std::string>();
    if (event.contains("round")) name += "[" + event.at("round").get<std::string>() + "]";
    return name;
}

std::string written(const json& event) {
    const auto kind = event.at("event").get<std::string>();
    if (kind == "message") return "< " + one_line(event.at("text").get<std::string>());
    if (kind == "answer") {
        auto line = "= " + question_in(event) + " " + event.at("value").dump();
        if (event.at("comment").is_string()) line += " (" + event.at("comment").dump() + ")";
        return line;
    }
    if (kind == "unclear") {
        return "? " + event.at("question").get<std::string>() + " " +
               std::to_string(event.at("try").get<int>()) +
               (event.at("kept").get<bool>() ? " kept" : "");
    }
    if (kind == "effect")
        return "* " + event.at("do").get<std::string>() +
               (event.contains("urgent") ? " urgent" : "");
    if (kind == "command") return "! " + event.at("word").get<std::string>();
    if (kind == "withdrawn") return "- " + question_in(event);
    if (kind == "waiting") {
        const auto& until = event.at("until");
        return "~ " + (until.is_string() ? until.get<std::string>() : std::string("?"));
    }
    if (kind == "ended") return "# " + event.at("outcome").get<std::string>();
    return kind + ": " + event.value("message", "");
}

void write(const std::vector<json>& events, std::string& into) {
    for (const auto& event : events)
        into += written(event) + "\n";
}

/// `/tap VALUE`, or `/tap N VALUE` of the N-th question asked.
dialogs::TapReply tap_in(const std::string& line) {
    std::istringstream words(line.substr(std::string_view("/tap ").size()));
    std::string first;
    std::string second;
    words >> first >> second;
    if (second.empty()) return {.question = 0, .value = first};
    return {.question = std::stoi(first), .value = second};
}

std::vector<json> happen(const dialogs::Script& script, dialogs::Simulator& simulator, const std::string& line) {
    if (line.rfind("/tap ", 0) == 0) return simulator.receive(tap_in(line));
    if (line.rfind("/wait ", 0) == 0)
        return simulator.wait(*dialogs::span_from_text(line.substr(6)));
    if (line.rfind("/given ", 0) == 0) {
        const auto sign = line.find('=');
        const auto name = line.substr(7, sign - 7);
        return simulator.change_fact(name, *dialogs::simulated_value(script, name, line.substr(sign + 1)));
    }
    return simulator.receive(dialogs::TextReply{line});
}

std::string play(const dialogs::Script& script, dialogs::Simulator& simulator, std::string_view lines) {
    std::string story;
    std::istringstream in{std::string(lines)};
    auto begun = false;
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        const auto by_keyword = !begun && line.rfind("KEYWORD ", 0) == 0;
        if (!begun && !by_keyword) write(simulator.start(), story);
        begun = true;
        if (by_keyword) line = line.substr(8);
        story += "> " + line + "\n";
        write(happen(script, simulator, line), story);
    }
    if (!begun) write(simulator.start(), story);
    return story;
}

}  // namespace

dialogs::Script script_of(std::string_view body, const std::map<std::string, std::string>& beside) {
    const auto nothing = [](const std::string&) -> std::optional<dialogs::SourceFile> {
        return std::nullopt;
    };
    const auto find_beside = [&](const std::string& name) -> std::optional<dialogs::SourceFile> {
        const auto found = beside.find(name);
        return found == beside.end() ? std::nullopt : std::optional(dialogs::SourceFile{name, found->second});
    };
    auto read = dialogs::read_script({"talk.yaml", std::string(head) + std::string(body)}, find_beside,
                                     nothing);
    for (const auto& diagnostic : read.diagnostics)
        UNSCOPED_INFO(dialogs::to_line(diagnostic));
    REQUIRE(!dialogs::has_errors(read.diagnostics));
    REQUIRE(read.script.has_value());
    return std::move(*read.script);
}

dialogs::Instant noon() {
    using namespace std::chrono;
    return sys_days(year(2026) / 1 / 15) + hours(10);
}

std::string talk(const dialogs::Script& script, std::string_view lines,
                 dialogs::SimulatorOptions options) {
    dialogs::Simulator simulator(script, shipped_catalog(), std::move(options));
    return "\n" + play(script, simulator, lines);
}

dialogs::Conversation state_behind(const dialogs::Script& script, std::string_view lines) {
    dialogs::Simulator simulator(script, shipped_catalog(), {.at = noon()});
    static_cast<void>(play(script, simulator, lines));
    return simulator.state();
}

}  // namespace tests
