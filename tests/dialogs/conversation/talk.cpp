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

std::string written(const json& event) {
    const auto kind = event.at("event").get<std::string>();
    if (kind == "message") return "< " + one_line(event.at("text").get<std::string>());
    if (kind == "answer") {
        auto line = "= " + event.at("question").get<std::string>() + " " + event.at("value").dump();
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
    if (kind == "saved")
        return "+ " + event.at("field").get<std::string>() + " " + event.at("value").dump();
    if (kind == "withdrawn") return "- " + event.at("question").get<std::string>();
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
    if (first.find_first_not_of("0123456789") != std::string::npos)
        return {.question = 0, .value = line.substr(std::string_view("/tap ").size())};
    if (second.empty()) return {.question = 0, .value = first};
    return {.question = std::stoi(first), .value = second};
}

std::vector<json> happen(dialogs::Simulator& simulator, const std::string& line) {
    if (line.rfind("/tap ", 0) == 0) return simulator.receive(tap_in(line));
    if (line.rfind("/wait ", 0) == 0)
        return simulator.wait(*dialogs::span_from_text(line.substr(6)));
    if (const auto reply = dialogs::simulated_reply(line)) return simulator.receive(*reply);
    return simulator.receive(dialogs::TextReply{line});
}

std::string play(dialogs::Simulator& simulator, std::string_view lines) {
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
        write(happen(simulator, line), story);
    }
    if (!begun) write(simulator.start(), story);
    return story;
}

}  // namespace

dialogs::Script script_of(std::string_view body) {
    const auto nothing = [](const std::string&) -> std::optional<dialogs::SourceFile> {
        return std::nullopt;
    };
    auto read = dialogs::read_script({"talk.yaml", std::string(head) + std::string(body)}, nothing,
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
    return "\n" + play(simulator, lines);
}

dialogs::Conversation state_behind(const dialogs::Script& script, std::string_view lines) {
    dialogs::Simulator simulator(script, shipped_catalog(), {.at = noon()});
    static_cast<void>(play(simulator, lines));
    return simulator.state();
}

}  // namespace tests
