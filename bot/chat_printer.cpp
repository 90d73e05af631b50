#include "bot/chat_printer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>

namespace bot {
namespace {

using nlohmann::json;

constexpr int columns_of_a_bubble = 64;

std::string text_of(const json& event, const char* key) {
    const auto found = event.find(key);
    return found != event.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int code_points(std::string_view text) {
    auto count = 0;
    for (const auto c : text)
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return count;
}

/// Lines of at most so many characters, broken at blanks.
std::vector<std::string> wrapped(std::string_view text) {
    std::vector<std::string> lines(1);
    std::string word;
    const auto end_word = [&] {
        if (word.empty()) return;
        const auto fits = code_points(lines.back()) + 1 + code_points(word) <= columns_of_a_bubble;
        if (!lines.back().empty() && !fits) lines.emplace_back();
        if (!lines.back().empty()) lines.back() += ' ';
        lines.back() += word;
        word.clear();
    };
    for (const auto c : text) {
        if (c != ' ' && c != '\n') {
            word += c;
            continue;
        }
        end_word();
        if (c == '\n') lines.emplace_back();
    }
    end_word();
    return lines;
}

std::string buttons(const json& choices) {
    std::string row;
    for (const auto& choice : choices)
        row += fmt::format("[{}] ", text_of(choice, "label"));
    return row;
}

std::string message_bubble(const json& event) {
    std::string bubble = "\n";
    for (const auto& line : wrapped(text_of(event, "text")))
        bubble += fmt::format("  │ {}\n", line);
    const auto is_sms = event.contains("segments");
    if (is_sms) {
        const auto segments = event.value("segments", 1);
        return bubble + fmt::format("  └ {} {}, {}", segments,
                                    segments == 1 ? "segment" : "segments",
                                    text_of(event, "encoding"));
    }
    return bubble + "  └ " +
           (event.contains("choices") ? buttons(event["choices"]) : std::string());
}

std::string answer_line(const json& event) {
    auto line =
        fmt::format("  ✓ {} = {}", text_of(event, "question"), event.value("value", json()).dump());
    if (const auto comment = text_of(event, "comment"); !comment.empty())
        line += fmt::format("  (“{}”)", comment);
    return line;
}

/// The event's keys but its name, for what has no form of its own.
std::string other_line(const json& event) {
    std::string line = "  · " + text_of(event, "event");
    for (const auto& [key, value] : event.items()) {
        if (key != "event")
            line += fmt::format("  {}={}", key,
                                value.is_string() ? value.get<std::string>() : value.dump());
    }
    return line;
}

struct Row {
    std::string_view event;
    std::string (*print)(const json& event);
};

constexpr std::array rows{
    Row{"message", &message_bubble},
    Row{"answer", &answer_line},
};

}  // namespace

std::string as_people_read(const json& event) {
    const auto name = text_of(event, "event");
    for (const auto& row : rows) {
        if (row.event == name) return row.print(event);
    }
    return other_line(event);
}

void ChatPrinter::print(const std::vector<json>& events) const {
    for (const auto& event : events)
        print_one(event);
}

void ChatPrinter::print_one(const json& event) const {
    const auto line = form_ == Form::people
                          ? as_people_read(event)
                          : event.dump(-1, ' ', false, json::error_handler_t::replace);
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

void ChatPrinter::print_error(std::string_view message) const {
    print_one({{"event", "error"}, {"message", message}});
}

void ChatPrinter::print_state(const std::string& state) const {
    if (form_ == Form::json) {
        fmt::print("{{\"event\":\"state\",\"state\":{}}}\n", state);
    } else {
        fmt::print("{}\n", json::parse(state).dump(2));
    }
    std::fflush(stdout);
}

void ChatPrinter::prompt() const {
    if (!prompts_ || form_ == Form::json) return;
    fmt::print("\n> ");
    std::fflush(stdout);
}

}  // namespace bot
