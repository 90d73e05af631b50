// Reads one `ask`. The keys of every question are in question_reader.cpp; each family of keys that
// only some types have is in a file of its own: question_choices.cpp, question_words.cpp,
// question_numbers.cpp, question_budget.cpp, question_statements.cpp.
#pragma once

#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/question_keys.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <map>
#include <optional>
#include <string>

namespace dialogs {

class QuestionReader {
public:
    QuestionReader(ScriptParts& parts, const YamlNode& step, const std::string& path)
        : parts_(parts), step_(step), path_(path) {}

    [[nodiscard]] Question run();

private:
    using Type = QuestionType;

    static const std::vector<KeyRow<QuestionReader>> rows;

    // question_reader.cpp
    void check_unique(const YamlNode& name);
    void find_type();
    void check_own_keys();
    void need_key(std::string_view key);
    void add_names();
    [[nodiscard]] std::string context(std::string_view key) const;
    void note_place(std::string_view key, const YamlNode& value);
    void read_nothing(const YamlEntry&) {}
    void read_text(const YamlEntry& entry);
    void read_hint(const YamlEntry& entry);
    void read_more(const YamlEntry& entry);
    void read_invalid(const YamlEntry& entry);
    void read_optional(const YamlEntry& entry);
    void read_join(const YamlEntry& entry);
    void read_complete(const YamlEntry& entry);
    void read_sensitive(const YamlEntry& entry);
    void read_within(const YamlEntry& entry);
    void read_comment(const YamlEntry& entry);
    void read_save(const YamlEntry& entry);
    void check_save();
    [[nodiscard]] NameInfo answers() const;

    // question_choices.cpp: choices, list, other, shuffle
    void read_list(const YamlEntry& entry);
    void read_choices(const YamlEntry& entry);
    void read_listed_choice(const YamlNode& item);
    void read_choice(const YamlEntry& choice);
    void read_choice_text(const YamlEntry& entry);
    void read_choice_when(const YamlEntry& entry);
    [[nodiscard]] bool is_taken(std::string_view key) const;
    void add_option(const YamlNode& key, Text label, std::optional<Expression> when);
    void tell_taken_key(const YamlNode& at, const std::string& key);
    void read_other(const YamlEntry& entry);
    void read_shuffle(const YamlEntry& entry);

    // question_statements.cpp: seed, per_round, and what their texts see
    void read_seed(const YamlEntry& entry);
    void read_per_round(const YamlEntry& entry);
    void check_statements();
    [[nodiscard]] std::optional<NameTable::Scope> own_names();

    // question_words.cpp: labels, na, accept
    void read_labels(const YamlEntry& entry);
    void read_na(const YamlEntry& entry);
    void read_accept(const YamlEntry& entry);
    void read_synonyms(const std::string& path, const std::vector<std::string>& words,
                       const Placer& place, std::map<Language, std::vector<std::string>>& into);
    void check_words();
    void check_value(const std::string& value, const YamlNode& key, std::string_view where);

    // question_numbers.cpp: min, max, integer, unit, top, total
    void read_min(const YamlEntry& entry);
    void read_max(const YamlEntry& entry);
    void read_integer(const YamlEntry& entry);
    void read_unit(const YamlEntry& entry);
    void read_top(const YamlEntry& entry);
    void read_total(const YamlEntry& entry);
    [[nodiscard]] Bound read_bound(const YamlEntry& entry);
    [[nodiscard]] Bound read_date_bound(const YamlEntry& entry);
    void check_numbers();
    void check_order(const double* min, const double* max);
    void check_scale(const double* min, const double* max);
    void check_count(std::string_view key, double count);
    [[nodiscard]] double lines() const;

    // question_budget.cpp: items, ceiling, at_least, brief
    void read_items(const YamlEntry& entry);
    void read_item(const YamlEntry& item);
    void read_item_text(const YamlEntry& entry);
    void read_item_cost(const YamlEntry& entry);
    void read_item_about(const YamlEntry& entry);
    void read_ceiling(const YamlEntry& entry);
    void read_at_least(const YamlEntry& entry);
    void read_brief(const YamlEntry& entry);
    void check_budget();

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
    Option item_;
    const YamlNode* save_ = nullptr;
};

}  // namespace dialogs
