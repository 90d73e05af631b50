// Several choices by their buttons: each tap adds or takes back one, "done" ends it; a channel that
// collects them itself sends them at once, one a line (or parted by blanks, where no key has any).
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/turn.hpp"
#include "dialogs/texts/catalog.hpp"
#include "dialogs/texts/written_values.hpp"

#include <algorithm>

namespace dialogs {
namespace {

using Keys = std::vector<std::string>;

Keys parted(std::string_view text, std::string_view signs) {
    Keys parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find_first_of(signs, begin), text.size());
        if (end > begin) parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool has_button(const Message& message, const std::string& value) {
    return std::any_of(message.choices.begin(), message.choices.end(),
                       [&](const Choice& choice) { return choice.value == value; });
}

void toggle(Keys& keys, const std::string& key) {
    const auto found = std::find(keys.begin(), keys.end(), key);
    found == keys.end() ? static_cast<void>(keys.push_back(key))
                        : static_cast<void>(keys.erase(found));
}

std::string labels_of(const Turn& turn, const Question& question, const Keys& keys,
                      const Language& language) {
    Keys labels;
    for (const auto& key : keys)
        labels.push_back(
            label_of(turn.script, question, key, language, turn.input, turn.names.texts()));
    return WrittenValues(language).list(labels);
}

/// Says what is chosen so far, with all the buttons again.
void tell_picked(Turn& turn, const OpenAsk& open) {
    auto message = question_message(turn, *open.question, *open.asked, turn.state.open);
    const auto labels = labels_of(turn, *open.question, open.asked->picked, message.language);
    const auto& catalog = *turn.input.catalog;
    message.hint.clear();
    message.text =
        labels.empty()
            ? catalog.text(message.language, "picked_none")
            : catalog.text(message.language, "picked",
                           std::vector<std::pair<std::string, std::string>>{{"choices", labels}});
    turn.emit(Tell{.message = std::move(message), .purpose = Tell::Purpose::service});
}

/// By value: what was picked goes with the state's own list.
void settle_picked(Turn& turn, const OpenAsk& open, Keys keys) {
    const auto raw = labels_of(turn, *open.question, keys, turn.state.language);
    if (!is_count_wanted(turn, *open.question, keys.size())) {
        auto reprompt = reprompt_message(turn, *open.question, *open.asked, turn.state.open,
                                         Reading{.kind = Reading::Kind::wrong_count});
        return not_understood(turn, *open.question, raw, std::move(reprompt));
    }
    turn.state.asked[static_cast<std::size_t>(turn.state.open) - 1].picked.clear();
    settle_open(turn, *open.question,
                Reading{.kind = Reading::Kind::value, .value = std::move(keys)}, raw);
}

}  // namespace

bool is_count_wanted(const Turn& turn, const Question& question, std::size_t count) {
    const auto range = range_of(question, turn);
    return count > 0 && range.has(static_cast<double>(count));
}

std::vector<std::string> tapped_keys(const Message& message, const std::string& tapped) {
    if (has_button(message, tapped)) return {tapped};
    for (const std::string_view signs : {"\n", " ,"}) {
        auto keys = parted(tapped, signs);
        const auto are_keys = std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
            return has_button(message, key) && key != "na" && key != done_value;
        });
        std::sort(keys.begin(), keys.end());
        const auto are_different = std::adjacent_find(keys.begin(), keys.end()) == keys.end();
        if (keys.size() > 1 && are_keys && are_different) return keys;
    }
    return {};
}

void pick(Turn& turn, const OpenAsk& open, const std::string& tapped) {
    const auto& question = *open.question;
    const auto message = question_message(turn, question, *open.asked, turn.state.open);
    const auto keys = tapped_keys(message, tapped);
    if (keys.empty()) return turn.tell_service("button_is_old");
    if (keys.size() > 1) return settle_picked(turn, open, keys);
    if (tapped == done_value) return settle_picked(turn, open, open.asked->picked);
    auto& picked = turn.state.asked[static_cast<std::size_t>(turn.state.open) - 1].picked;
    toggle(picked, tapped);
    const auto max = range_of(question, turn).max;
    const auto is_full = max && static_cast<double>(picked.size()) >= *max;
    is_full ? settle_picked(turn, open, picked) : tell_picked(turn, open);
}

bool ends_picking(const Turn& turn, const OpenAsk& open, const std::string& text) {
    if (open.question->type != QuestionType::choices || open.asked->picked.empty()) return false;
    return says_only(words_of_script(turn), text, Role::done);
}

std::optional<Value> picked_anew(const Turn& turn, const Message& message, const Question& question,
                                 const std::string& tapped) {
    auto keys = tapped_keys(message, tapped);
    if (keys.empty() || tapped == done_value) return std::nullopt;
    if (tapped == "na") return NotApplicable{};
    if (keys.size() == 1) {
        const auto value = turn.names.value(question.name);
        const auto* before = std::get_if<Keys>(&value);
        auto after = before == nullptr ? Keys() : *before;
        toggle(after, tapped);
        keys = std::move(after);
    }
    return is_count_wanted(turn, question, keys.size()) ? std::optional<Value>(keys) : std::nullopt;
}

}  // namespace dialogs
