// Messages of one resident that overtake each other.
#include "bot/turns/hearing.hpp"

#include <charconv>
#include <sstream>
#include <string_view>

namespace bot {
namespace {

constexpr int words_of_a_comment = 3;  // as for `comment` in a script

std::int64_t number_of(const std::optional<dialogs::Instant>& at) {
    return at ? at->time_since_epoch().count() : -1;
}

std::optional<dialogs::Instant> instant_of(std::int64_t number) {
    if (number < 0) return std::nullopt;
    return dialogs::Instant(dialogs::Span(number));
}

/// A number and the blank behind it, off the front.
std::optional<std::int64_t> take_number(std::string_view& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end == text.data() + text.size()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return number;
}

}  // namespace

Heard heard_from(const std::string& stored) {
    std::string_view rest = stored;
    const auto asked = take_number(rest);
    const auto question = take_number(rest);
    const auto sent = take_number(rest);
    if (!asked || !question || !sent) return {};
    return {.asked = instant_of(*asked),
            .unclear_question = static_cast<int>(*question),
            .unclear_sent = instant_of(*sent),
            .unclear_text = std::string(rest)};
}

std::string to_stored(const Heard& heard) {
    if (heard == Heard{}) return {};
    return std::to_string(number_of(heard.asked)) + ' ' + std::to_string(heard.unclear_question) + ' ' +
           std::to_string(number_of(heard.unclear_sent)) + ' ' + heard.unclear_text;
}

bool is_late(const Heard& heard, std::optional<dialogs::Instant> sent) {
    return sent && heard.asked && *sent < *heard.asked;
}

bool has_words(const std::string& text) {
    std::istringstream in(text);
    std::string word;
    int words = 0;
    while (in >> word) ++words;
    return words >= words_of_a_comment;
}

}  // namespace bot
