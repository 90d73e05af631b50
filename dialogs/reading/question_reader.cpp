// `ask:` and its keys.
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/question_keys.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <algorithm>
#include <cmath>

namespace dialogs {

namespace {

using Type = QuestionType;

constexpr int text_max_most = 10'000;

/// `yes` and `no` of labels and accept are the values true and false.
std::string value_of_label(Type type, const std::string& key) {
    if (type != Type::yes_no) return key;
    return key == "yes" ? "true" : key == "no" ? "false" : key;
}

class QuestionReader {
public:
    QuestionReader(ScriptParts& parts, const YamlNode& step, const std::string& path)
        : parts_(parts), step_(step), path_(path) {}

    Question run() {
        const auto& ask = *step_.find("ask");
        if (const auto name = parts_.source.word(ask)) {
            question_.name = *name;
            is_named_ = check_name(parts_.source, ask.value);
            if (is_named_) check_unique(ask.value);
        }
        find_type();
        check_own_keys();
        read_keys(parts_.source, step_, std::span<const KeyRow<QuestionReader>>(rows), *this,
                  "a question");
        check_values();
        add_names();
        return std::move(question_);
    }

private:
    static const KeyRow<QuestionReader> rows[31];

    void check_unique(const YamlNode& name) {
        const auto [place, is_new] =
            parts_.read.key_places.emplace("ask." + question_.name, parts_.source.place(name));
        if (is_new) return;
        parts_.source.error(
            name, "duplicate-name",
            fmt::format("the question `{}` is asked already in line {}: each has a name of its own",
                        question_.name, place->second.line));
    }

    void find_type() {
        const auto* entry = step_.find("type");
        const auto name = entry == nullptr ? std::nullopt : parts_.source.word(*entry);
        if (!name) return;
        type_ = question_type(*name);
        if (!type_) {
            parts_.source.error(entry->value, "unknown-type",
                                fmt::format("there is no type of answer `{}`{}", *name,
                                            did_you_mean(*name, type_names())));
        } else if (!is_carried(*type_)) {
            tell_not_yet(parts_.source, entry->value, *name);
        }
        question_.type = type_.value_or(Type::text);
    }

    void check_own_keys() {
        if (!type_) return;
        for (const auto& entry : step_.entries) {
            if (!is_foreign_key(*type_, entry.key.value)) continue;
            parts_.source.error(entry.key, "wrong-key",
                                fmt::format("`{}` is no key of a question of the type `{}`",
                                            entry.key.value, name_of(*type_)));
        }
        if (*type_ == Type::scale) {
            need_key("min");
            need_key("max");
        }
        if (*type_ == Type::choice && step_.find("list") == nullptr) need_key("choices");
    }

    void need_key(std::string_view key) {
        if (step_.find(key) != nullptr) return;
        parts_.source.error(
            step_.entries.front().key, "missing-key",
            fmt::format("a question of the type `{}` needs the key `{}`", name_of(*type_), key));
    }

    [[nodiscard]] std::string context(std::string_view key) const {
        return fmt::format("ask.{}.{}", question_.name, key);
    }

    void read_nothing(const YamlEntry&) {}
    void read_text(const YamlEntry& entry) {
        parts_.read.key_places.emplace(path_ + ".text", parts_.source.place(entry.value));
        question_.text = parts_.texts.table(context("text"), entry);
    }
    void read_hint(const YamlEntry& entry) {
        parts_.read.key_places.emplace(path_ + ".hint", parts_.source.place(entry.value));
        question_.hint = parts_.texts.table(context("hint"), entry);
    }
    void read_more(const YamlEntry& entry) {
        question_.more = parts_.texts.table(context("more"), entry);
    }
    void read_invalid(const YamlEntry& entry) {
        question_.invalid = parts_.texts.table(context("invalid"), entry);
    }

    void read_labels(const YamlEntry& entry) {
        const auto* labels = parts_.source.map(entry);
        if (labels == nullptr) return;
        parts_.read.key_places.emplace(path_ + ".labels", parts_.source.place(entry.value));
        for (const auto& label : labels->entries) {
            const auto value = value_of_label(question_.type, label.key.value);
            question_.labels[value] =
                parts_.texts.plain(context("labels." + label.key.value), label);
            label_keys_[value] = &label.key;
        }
    }

    /// `na: en tiedä`, or on a scale `na: 0` with its words in `labels`.
    void read_na(const YamlEntry& entry) {
        const bool is_number =
            entry.value.is_scalar() && !entry.value.value.empty() &&
            entry.value.value.find_first_not_of("0123456789") == std::string::npos;
        if (!is_number || question_.type != Type::scale) {
            question_.na = parts_.texts.plain(context("na"), entry);
            return;
        }
        question_.na_number = parts_.source.whole(entry, {0, 99}).value_or(0);
        const auto label = question_.labels.find(entry.value.value);
        if (label == question_.labels.end()) {
            parts_.source.error(entry.value, "missing-key",
                                fmt::format("the words for {} stand in `labels`, which lacks them",
                                            entry.value.value));
            return;
        }
        question_.na = std::move(label->second);
        question_.labels.erase(label);
    }

    void read_choices(const YamlEntry& entry) {
        if (parts_.source.tell_if_empty(entry)) return;
        parts_.read.key_places.emplace(path_ + ".choices", parts_.source.place(entry.value));
        if (entry.value.is_sequence()) {
            for (const auto& item : entry.value.items)
                read_listed_choice(item);
        } else if (const auto* choices = parts_.source.map(entry)) {
            for (const auto& choice : choices->entries)
                read_choice(choice);
        }
    }

    /// In a list each text is its own key.
    void read_listed_choice(const YamlNode& item) {
        if (!item.is_scalar() || item.value.empty()) {
            const bool is_cut = item.is_map() && item.entries.size() == 1 && !item.flow;
            parts_.source.error(
                item, is_cut ? "yaml-colon" : "wrong-kind",
                is_cut
                    ? "a text with `: ` in it is read as another key: put the text in double quotes"
                    : "each choice of a list is a text");
            return;
        }
        add_option(item, parts_.texts.plain(context("choices." + item.value), item), std::nullopt);
    }

    void read_choice(const YamlEntry& choice) {
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

    void read_choice_text(const YamlEntry& entry) {
        choice_text_ = parts_.texts.plain(choice_path_, entry);
    }
    void read_choice_when(const YamlEntry& entry) {
        if (parts_.source.word(entry))
            choice_when_ = parts_.texts.condition(entry.value, Expression::Wanted::condition);
    }

    void add_option(const YamlNode& key, Text label, std::optional<Expression> when) {
        const auto is_same = [&](const Option& other) { return other.key == key.value; };
        if (std::any_of(question_.options.begin(), question_.options.end(), is_same)) {
            return parts_.source.error(key, "duplicate-name",
                                       fmt::format("the choice `{}` stands here twice", key.value));
        }
        const bool is_taken =
            key.value == "na" || (key.value == "other" && step_.find("other") != nullptr);
        if (is_taken)
            parts_.source.error(
                key, "bad-name",
                fmt::format(
                    "`{}` is no key for a choice: answers of that name have a meaning already",
                    key.value));
        question_.options.push_back(Option{key.value, std::move(label), std::move(when)});
    }

    void read_other(const YamlEntry& entry) {
        const bool is_flag = entry.value.is_scalar() &&
                             (entry.value.value == "true" || entry.value.value == "false");
        if (is_flag) {
            question_.other = entry.value.value == "true";
            return;
        }
        question_.other_text = parts_.texts.plain(context("other"), entry);
        question_.other = true;
    }

    void read_accept(const YamlEntry& entry) {
        const auto* accept = parts_.source.map(entry);
        if (accept == nullptr) return;
        for (const auto& row : accept->entries) {
            const auto words = parts_.source.words(row);
            if (words.empty()) continue;
            const auto value = value_of_label(question_.type, row.key.value);
            const Placer place = [at = parts_.source.place(row.value)](std::size_t) { return at; };
            accept_keys_[value] = &row.key;
            read_synonyms(context("accept." + row.key.value), words, place,
                          question_.accept[value]);
        }
    }

    /// Synonyms are translated as one line, parted by `|`.
    void read_synonyms(const std::string& path, const std::vector<std::string>& words,
                       const Placer& place, std::map<Language, std::vector<std::string>>& into) {
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

    void read_optional(const YamlEntry& entry) {
        question_.optional = parts_.source.flag(entry).value_or(false);
    }
    void read_complete(const YamlEntry& entry) {
        question_.complete = parts_.source.flag(entry).value_or(false);
    }
    void read_sensitive(const YamlEntry& entry) {
        question_.sensitive = parts_.source.flag(entry).value_or(false);
    }
    void read_shuffle(const YamlEntry& entry) {
        question_.shuffle = parts_.source.flag(entry).value_or(false);
    }
    void read_integer(const YamlEntry& entry) {
        question_.whole = parts_.source.flag(entry).value_or(false);
    }
    void read_unit(const YamlEntry& entry) {
        question_.unit = parts_.source.word(entry).value_or("");
    }
    void read_within(const YamlEntry& entry) { question_.within = parts_.source.span(entry); }

    void read_comment(const YamlEntry& entry) {
        const auto name = parts_.source.word(entry);
        if (!name) return;
        question_.comment = *name;
        parts_.answered_by.push_back(
            {*name, "comment", parts_.source.place(entry.value), parts_.names.position() + 1});
    }

    void read_min(const YamlEntry& entry) { question_.min = read_bound(entry); }
    void read_max(const YamlEntry& entry) {
        if (question_.type == Type::text) {
            question_.text_max =
                parts_.source.whole(entry, {1, text_max_most}).value_or(question_.text_max);
        } else {
            question_.max = read_bound(entry);
        }
    }

    Bound read_bound(const YamlEntry& entry) {
        const auto text = parts_.source.word(entry);
        if (!text) return {};
        if (const auto number = number_from_text(*text)) return *number;
        if (auto expression = parts_.texts.condition(entry.value, Expression::Wanted::any))
            return std::move(*expression);
        return {};
    }

    /// What only makes sense once all keys are read.
    void check_values() {
        const auto* min = std::get_if<double>(&question_.min);
        const auto* max = std::get_if<double>(&question_.max);
        if (min != nullptr && max != nullptr && *min >= *max) {
            parts_.source.error(step_.find("max")->value, "bad-value",
                                "`max` must be more than `min`");
        } else if (question_.type == Type::scale && type_) {
            check_scale(min, max);
        }
        for (const auto& [value, key] : label_keys_) {
            if (question_.na && value == std::to_string(question_.na_number) &&
                !question_.labels.contains(value))
                continue;
            check_value(value, *key, "labels");
        }
        for (const auto& [value, key] : accept_keys_)
            check_value(value, *key, "accept");
    }

    void check_scale(const double* min, const double* max) {
        if (min == nullptr || max == nullptr) return;
        const bool is_whole = std::floor(*min) == *min && std::floor(*max) == *max;
        if (!is_whole || *max - *min >= scale_values_max) {
            parts_.source.error(
                step_.find("max")->value, "bad-value",
                fmt::format("a scale has at most {} whole values", scale_values_max));
        }
    }

    /// Labels and synonyms belong to values that the question has.
    void check_value(const std::string& value, const YamlNode& key, std::string_view where) {
        const auto values = closed_values(question_);
        if (values.empty() || std::find(values.begin(), values.end(), value) != values.end())
            return;
        if (value == "na" && question_.na) return;
        parts_.source.error(key, "unknown-choice",
                            fmt::format("`{}` speaks of {}, which is no answer to this question{}",
                                        where, key.value, did_you_mean(key.value, values)));
    }

    void add_names() {
        if (!is_named_) return;
        const int since = parts_.names.position() + 1;
        NameInfo info{.type = value_type_of(question_.type),
                      .has_na = question_.na.has_value(),
                      .known_from = since};
        if (question_.type == Type::choice || question_.type == Type::choices)
            info.keys = closed_values(question_);
        parts_.names.add(question_.name, info);
        if (question_.other)
            parts_.names.add(question_.name + "_text",
                             {.type = ValueType::text, .known_from = since});
    }

    ScriptParts& parts_;
    const YamlNode& step_;
    const std::string& path_;
    Question question_;
    bool is_named_ = false;
    std::optional<Type> type_;  ///< none where it is missing or unknown
    std::map<std::string, const YamlNode*> label_keys_;
    std::map<std::string, const YamlNode*> accept_keys_;
    std::string choice_path_;
    Text choice_text_;
    std::optional<Expression> choice_when_;
};

const KeyRow<QuestionReader> QuestionReader::rows[31] = {
    {"ask", &QuestionReader::read_nothing, Need::required},
    {"type", &QuestionReader::read_nothing, Need::required},
    {"when", &QuestionReader::read_nothing},
    {"text", &QuestionReader::read_text, Need::required},
    {"hint", &QuestionReader::read_hint},
    {"labels", &QuestionReader::read_labels},
    {"min", &QuestionReader::read_min},
    {"max", &QuestionReader::read_max},
    {"integer", &QuestionReader::read_integer},
    {"unit", &QuestionReader::read_unit},
    {"choices", &QuestionReader::read_choices},
    {"other", &QuestionReader::read_other},
    {"shuffle", &QuestionReader::read_shuffle},
    {"na", &QuestionReader::read_na},
    {"more", &QuestionReader::read_more},
    {"optional", &QuestionReader::read_optional},
    {"invalid", &QuestionReader::read_invalid},
    {"accept", &QuestionReader::read_accept},
    {"comment", &QuestionReader::read_comment},
    {"within", &QuestionReader::read_within},
    {"complete", &QuestionReader::read_complete},
    {"sensitive", &QuestionReader::read_sensitive},
    {"save", &QuestionReader::read_nothing, Need::later},
    {"list", &QuestionReader::read_nothing, Need::later},
    {"join", &QuestionReader::read_nothing, Need::later},
    {"top", &QuestionReader::read_nothing, Need::later},
    {"total", &QuestionReader::read_nothing, Need::later},
    {"items", &QuestionReader::read_nothing, Need::later},
    {"ceiling", &QuestionReader::read_nothing, Need::later},
    {"at_least", &QuestionReader::read_nothing, Need::later},
    {"brief", &QuestionReader::read_nothing, Need::later},
};

}  // namespace

Question read_question(ScriptParts& parts, const YamlNode& step, const std::string& path) {
    return QuestionReader(parts, step, path).run();
}

}  // namespace dialogs
