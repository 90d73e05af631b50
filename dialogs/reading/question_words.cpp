// Words for values: `labels`, `na`, `accept`.
#include "dialogs/reading/question_reader.hpp"

#include <algorithm>

namespace dialogs {

namespace {

using Type = QuestionType;

/// `yes` and `no` of labels and accept are the values true and false.
std::string value_of_label(Type type, const std::string& key) {
    if (type != Type::yes_no) return key;
    return key == "yes" ? "true" : key == "no" ? "false" : key;
}

}  // namespace

void QuestionReader::read_labels(const YamlEntry& entry) {
    const auto* labels = parts_.source.map(entry);
    if (labels == nullptr) return;
    note_place("labels", entry.value);
    for (const auto& label : labels->entries) {
        const auto value = value_of_label(question_.type, label.key.value);
        question_.labels[value] = parts_.texts.plain(context("labels." + label.key.value), label);
        label_keys_[value] = &label.key;
    }
}

/// `na: en tiedä`, or on a scale `na: 0` with its words in `labels`.
void QuestionReader::read_na(const YamlEntry& entry) {
    const bool is_number = entry.value.is_scalar() && !entry.value.value.empty() &&
                           entry.value.value.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number || question_.type != Type::scale) {
        question_.na = parts_.texts.plain(context("na"), entry);
        return;
    }
    question_.na_number = parts_.source.whole(entry, {0, 99}).value_or(0);
    const auto label = question_.labels.find(entry.value.value);
    if (label == question_.labels.end()) {
        parts_.source.error(
            entry.value, "missing-key",
            fmt::format("the words for {} stand in `labels`, which lacks them", entry.value.value));
        return;
    }
    question_.na = std::move(label->second);
    question_.labels.erase(label);
}

void QuestionReader::read_accept(const YamlEntry& entry) {
    const auto* accept = parts_.source.map(entry);
    if (accept == nullptr) return;
    for (const auto& row : accept->entries) {
        const auto words = parts_.source.words(row);
        if (words.empty()) continue;
        const auto value = value_of_label(question_.type, row.key.value);
        const Placer place = [at = parts_.source.place(row.value)](std::size_t) { return at; };
        accept_keys_[value] = &row.key;
        read_synonyms(context("accept." + row.key.value), words, place, question_.accept[value]);
    }
}

/// Synonyms are translated as one line, parted by `|`.
void QuestionReader::read_synonyms(const std::string& path, const std::vector<std::string>& words,
                                   const Placer& place,
                                   std::map<Language, std::vector<std::string>>& into) {
    const auto lines =
        parts_.translations.translate(path, fmt::format("{}", fmt::join(words, "|")), place);
    for (const auto& [language, line] : lines) {
        for (std::size_t begin = 0; begin <= line.size();) {
            const auto end = std::min(line.find('|', begin), line.size());
            if (end > begin) into[language].push_back(line.substr(begin, end - begin));
            begin = end + 1;
        }
    }
}

void QuestionReader::check_words() {
    for (const auto& [value, key] : label_keys_) {
        const bool is_na = question_.na && value == std::to_string(question_.na_number);
        if (!is_na || question_.labels.contains(value)) check_value(value, *key, "labels");
    }
    for (const auto& [value, key] : accept_keys_)
        check_value(value, *key, "accept");
}

/// Labels and synonyms belong to values that the question has.
void QuestionReader::check_value(const std::string& value, const YamlNode& key,
                                 std::string_view where) {
    const auto* places = parts_.script.place_list(question_.list);
    const auto values = question_.type == Type::language ? parts_.script.languages
                        : places != nullptr              ? places->ids()
                                                         : closed_values(question_);
    if (values.empty() || std::find(values.begin(), values.end(), value) != values.end()) return;
    if (value == "na" && question_.na) return;
    parts_.source.error(key, "unknown-choice",
                        fmt::format("`{}` speaks of {}, which is no answer to this question{}",
                                    where, key.value, did_you_mean(key.value, values)));
}

}  // namespace dialogs
