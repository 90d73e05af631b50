// What reads the replies to a question: made once for all who are asked the same in the same words.
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/turn.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>

namespace dialogs {
namespace {

/// True where the text says the same in every conversation.
bool is_fixed(const Text& text) {
    const auto is_plain = [](const auto& pattern) {
        return pattern.second.find('{') == std::string::npos;
    };
    const auto is_wording_fixed = [&](const Text::Wording& wording) {
        return !wording.when &&
               std::all_of(wording.patterns.begin(), wording.patterns.end(), is_plain);
    };
    return std::all_of(text.wordings.begin(), text.wordings.end(), is_wording_fixed);
}

/// True where the words for the question's values are the same in every conversation.
bool has_fixed_words(const Question& question) {
    const auto is_label_fixed = [](const auto& label) { return is_fixed(label.second); };
    const auto is_option_fixed = [](const Option& option) { return is_fixed(option.label); };
    return (!question.na || is_fixed(*question.na)) && is_fixed(question.other_text) &&
           std::all_of(question.labels.begin(), question.labels.end(), is_label_fixed) &&
           std::all_of(question.options.begin(), question.options.end(), is_option_fixed);
}

template <class Number>
void append_bytes(std::string& key, Number number) {
    const auto bytes = std::bit_cast<std::array<char, sizeof number>>(number);
    key.append(bytes.data(), bytes.size());
}

void append_day(std::string& key, Date day) {
    append_bytes(key, std::chrono::sys_days(day).time_since_epoch().count());
}

void append_bound(std::string& key, const std::optional<double>& bound) {
    key += bound ? '=' : '-';
    if (bound) append_bytes(key, *bound);
}

void append_bound(std::string& key, const std::optional<Date>& bound) {
    key += bound ? '=' : '-';
    if (bound) append_day(key, *bound);
}

/// All that the shape of an answer depends on, where the words are fixed.
std::string key_of(const Turn& turn, const Question& question, const Asked& asked) {
    constexpr char between = '\x1f';
    const auto range = range_of(question, turn);
    const auto days = days_of(question, turn);
    std::string key;
    append_bound(key, range.min);
    append_bound(key, range.max);
    append_bound(key, days.earliest);
    append_bound(key, days.latest);
    append_day(key, turn.input.today);
    const std::array<std::string_view, 4> parts{turn.script.id, turn.script.version, asked.path,
                                                turn.state.language};
    for (const auto part : parts)
        key.append(part).push_back(between);
    key += language_of(turn, question, question.text, offered_values(turn, question, asked));
    for (const auto& value : asked.shown)
        key.append(1, between).append(value);
    return key;
}

}  // namespace

std::shared_ptr<const AnswerReader> reader_of(const Turn& turn, const Question& question,
                                              const Asked& asked) {
    const auto make = [&] {
        return std::make_shared<const AnswerReader>(shape_of(turn, question, asked),
                                                    *turn.input.catalog);
    };
    auto* readers = turn.input.readers;
    if (readers == nullptr || !has_fixed_words(question)) return make();
    const auto key = key_of(turn, question, asked);
    if (const auto* kept = readers->find(key)) return *kept;
    return readers->keep(key, make());
}

}  // namespace dialogs
