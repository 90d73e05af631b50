// Messages of one resident that overtake each other.
#include "bot/turns/hearing.hpp"

#include <sstream>

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

}  // namespace

Heard heard_from(const std::string& stored) {
    Heard heard;
    if (stored.empty()) return heard;
    std::istringstream in(stored);
    std::int64_t asked = -1;
    std::int64_t unclear = -1;
    in >> heard.question >> asked >> heard.unclear_question >> unclear;
    if (!in) return {};
    in.get();
    std::getline(in, heard.unclear_text, '\0');
    heard.asked = instant_of(asked);
    heard.unclear_sent = instant_of(unclear);
    return heard;
}

std::string to_stored(const Heard& heard) {
    return std::to_string(heard.question) + ' ' + std::to_string(number_of(heard.asked)) + ' ' +
           std::to_string(heard.unclear_question) + ' ' + std::to_string(number_of(heard.unclear_sent)) + ' ' +
           heard.unclear_text;
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
