// What may be chosen: `choices`, `list`, `other`, `shuffle`.
#include "dialogs/reading/list_reader.hpp"
#include "dialogs/reading/question_reader.hpp"

#include <algorithm>

namespace dialogs {

void QuestionReader::read_choices(const YamlEntry& entry) {
    if (parts_.source.tell_if_empty(entry)) return;
    note_place("choices", entry.value);
    if (entry.value.is_sequence()) {
        for (const auto& item : entry.value.items)
            read_listed_choice(item);
    } else if (const auto* choices = parts_.source.map(entry)) {
        for (const auto& choice : choices->entries)
            read_choice(choice);
    }
}

/// `list: FILE.csv`: choices, items or statements from a table beside the script.
void QuestionReader::read_list(const YamlEntry& entry) {
    if (!type_ || is_foreign_key(*type_, "list")) return;
    for (const auto* inline_key : {"choices", "items", "seed"}) {
        if (step_.find(inline_key) == nullptr || is_foreign_key(*type_, inline_key)) continue;
        return parts_.source.error(entry.key, "wrong-key",
                                   fmt::format("a question has either its own `{}` or those of a `list`", inline_key));
    }
    note_place("choices", entry.value);
    if (*type_ == Type::place) {
        question_.list = read_place_list(parts_, entry).value_or("");
        return;
    }
    const auto costs = *type_ == Type::budget ? Costs::needed : Costs::optional;
    question_.options = read_option_list(parts_, entry, "ask." + question_.name, costs);
    const auto taken = std::find_if(question_.options.begin(), question_.options.end(),
                                    [&](const Option& option) { return is_taken(option.key); });
    if (taken != question_.options.end()) tell_taken_key(entry.value, taken->key);
}

/// In a list each text is its own key.
void QuestionReader::read_listed_choice(const YamlNode& item) {
    if (!item.is_scalar() || item.value.empty()) {
        const bool is_cut = item.is_map() && item.entries.size() == 1 && !item.flow;
        parts_.source.error(
            item, is_cut ? "yaml-colon" : "wrong-kind",
            is_cut ? "a text with `: ` in it is read as another key: put the text in double quotes"
                   : "each choice of a list is a text");
        return;
    }
    add_option(item, parts_.texts.plain(context("choices." + item.value), item), std::nullopt);
}

void QuestionReader::read_choice(const YamlEntry& choice) {
    const auto path = context("choices." + choice.key.value);
    if (!choice.value.is_map())
        return add_option(choice.key, parts_.texts.plain(path, choice), std::nullopt);
    if (parts_.source.tell_if_cut_by_comma(choice.value)) return;
    choice_text_ = {};
    choice_when_.reset();
    choice_path_ = path;
    static constexpr KeyRow<QuestionReader> choice_rows[] = {
        {"text", &QuestionReader::read_choice_text, Need::required},
        {"when", &QuestionReader::read_choice_when},
    };
    read_keys(parts_.source, choice.value, std::span<const KeyRow<QuestionReader>>(choice_rows),
              *this, "a choice");
    add_option(choice.key, std::move(choice_text_), std::move(choice_when_));
}

void QuestionReader::read_choice_text(const YamlEntry& entry) {
    choice_text_ = parts_.texts.plain(choice_path_, entry);
}

void QuestionReader::read_choice_when(const YamlEntry& entry) {
    if (parts_.source.word(entry))
        choice_when_ = parts_.texts.condition(entry.value, Expression::Wanted::condition);
}

/// True of keys that are answers of another kind: the way out, the end of the taps, what may be thought of a statement.
bool QuestionReader::is_taken(std::string_view key) const {
    if (key == "na" || (key == "other" && step_.find("other") != nullptr)) return true;
    if (question_.type == Type::choices) return key == done_key;
    return question_.type == Type::statements &&
           std::find(opinion_names.begin(), opinion_names.end(), key) != opinion_names.end();
}

void QuestionReader::add_option(const YamlNode& key, Text label, std::optional<Expression> when) {
    const auto is_same = [&](const Option& other) { return other.key == key.value; };
    if (std::any_of(question_.options.begin(), question_.options.end(), is_same)) {
        return parts_.source.error(key, "duplicate-name",
                                   fmt::format("the choice `{}` stands here twice", key.value));
    }
    if (is_taken(key.value)) tell_taken_key(key, key.value);
    question_.options.push_back(Option{key.value, std::move(label), std::move(when)});
}

void QuestionReader::tell_taken_key(const YamlNode& at, const std::string& key) {
    parts_.source.error(
        at, "bad-name",
        fmt::format("`{}` is no key for a {}: answers of that name have a meaning already", key,
                    question_.type == Type::statements ? "statement" : "choice"));
}

void QuestionReader::read_other(const YamlEntry& entry) {
    const bool is_flag =
        entry.value.is_scalar() && (entry.value.value == "true" || entry.value.value == "false");
    if (is_flag) {
        question_.other = entry.value.value == "true";
        return;
    }
    question_.other_text = parts_.texts.plain(context("other"), entry);
    question_.other = true;
}

void QuestionReader::read_shuffle(const YamlEntry& entry) {
    question_.shuffle = parts_.source.flag(entry).value_or(false);
}

}  // namespace dialogs
