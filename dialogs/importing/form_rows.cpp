// Rows of a form that are steps of a script: questions, notes, groups and repeats.
#include "dialogs/importing/form_importer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dialogs {

namespace {

using Kind = FormType::Kind;

constexpr int rounds_max = 50;  // a script's repeat has no more

// Headers of the survey that some row reads, by what kind of row.
const std::set<std::string_view> step_headers{"type", "name", "relevant", "disabled"};
const std::set<std::string_view> note_headers{"type", "name", "relevant", "disabled", "label", "required"};
const std::set<std::string_view> repeat_headers{"type", "name", "relevant", "disabled", "repeat_count"};
const std::set<std::string_view> question_headers{"type",     "name",       "relevant",   "disabled",
                                                  "label",    "hint",       "required",   "constraint",
                                                  "constraint_message",     "choice_filter"};
const std::set<std::string_view> range_headers{"type",     "name",       "relevant",   "disabled",
                                               "label",    "hint",       "required",   "constraint",
                                               "constraint_message",     "parameters"};

OutlineNode leaf(std::string key, std::string value, const FormCell& cell) {
    return {.key = std::move(key), .value = std::move(value), .cell = cell, .inside = {}};
}

OutlineNode item(const FormCell& cell) { return {.key = {}, .value = {}, .cell = cell, .inside = {}}; }

bool is_yes(std::string_view text) {
    return text == "yes" || text == "true" || text == "true()" || text == "TRUE" || text == "Yes" || text == "1";
}
bool is_no(std::string_view text) {
    return text == "no" || text == "false" || text == "false()" || text == "FALSE" || text == "No" || text == "0";
}

/// The pattern with a dash for each name: what may be said where a name cannot be known.
std::string without_names(std::string pattern) {
    for (auto at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at))
        pattern.replace(at, pattern.find('}', at) + 1 - at, "-");
    return pattern;
}

}  // namespace

void FormImporter::read_row(const SheetRow& row) {
    const auto cell = survey_->cell(row, "type");
    if (!cell) {
        losses_.push_back({.sheet = "survey", .row = row.number, .column = {}, .header = {},
                           .text = "a row without a type is nothing"});
        return;
    }
    const auto type = form_type(cell->text);
    switch (type.kind) {
        case Kind::question: return read_question(row, type, *cell);
        case Kind::note: return read_note(row);
        case Kind::begin_group:
        case Kind::begin_repeat: return begin_group(row, type);
        case Kind::end_group:
        case Kind::end_repeat: return end_group(*cell, type.kind);
        case Kind::none: lose(*cell, type.why_not);
    }
}

void FormImporter::add_step(OutlineNode step) {
    if (open_.empty()) return steps_.push_back(std::move(step));
    auto& inside = open_.back().step.inside;
    const auto steps =
        std::find_if(inside.begin(), inside.end(), [](const OutlineNode& one) { return one.key == "steps"; });
    steps->inside.push_back(std::move(step));
}

void FormImporter::begin_group(const SheetRow& row, const FormType& type) {
    const auto cell = *survey_->cell(row, "type");
    const auto name = survey_->cell(row, "name");
    auto step = item(cell);
    const bool is_repeat = type.kind == Kind::begin_repeat;
    step.inside.push_back(leaf("group", name ? names_.well_formed(name->text) : "", cell));
    if (is_repeat) begin_repeat(row, cell, step);
    add_when(row, step);
    step.inside.push_back({.key = "steps", .value = {}, .cell = cell, .inside = {}});
    for (const auto& [language, label] : survey_->texts(row, "label"))
        lose(label, "the label of a group is not said: write a note where it should be");
    auto known = is_repeat ? repeat_headers : step_headers;
    known.insert("label");
    lose_others(row, known);
    open_.push_back({std::move(step), is_repeat ? Kind::end_repeat : Kind::end_group});
}

/// Where the form says how many rounds; else its questions are asked once.
void FormImporter::begin_repeat(const SheetRow& row, const FormCell& cell, OutlineNode& step) {
    const auto count = survey_->cell(row, "repeat_count");
    if (!count)
        return lose(cell, "a repeat without a repeat_count has no end in a script: its questions are asked once");
    const auto name = survey_->cell(row, "name");
    const auto made = names_.add_question(name ? name->text : "round", FormName::Kind::number);
    int rounds = 0;
    const auto* end = count->text.data() + count->text.size();
    const auto read = std::from_chars(count->text.data(), end, rounds);
    step.inside.front() = leaf("repeat", made, cell);
    if (read.ec == std::errc() && read.ptr == end && rounds >= 1 && rounds <= rounds_max) {
        step.inside.push_back(leaf("most", std::to_string(rounds), *count));
        return;
    }
    const auto wanted = condition_from_xpath(count->text + " > 0", names_for(nullptr));
    const auto suffix = std::string_view(" > 0");
    if (!wanted || !wanted->ends_with(suffix)) {
        step.inside.front() = leaf("group", made, cell);
        return lose(*count, "this number of rounds has no counterpart: the questions are asked once");
    }
    const auto number = wanted->substr(0, wanted->size() - suffix.size());
    step.inside.push_back(leaf("most", std::to_string(rounds_max), *count));
    step.inside.push_back(leaf("while", yaml_text(fmt::format("{} < {}", made, number)), *count));
    if (!survey_->cell(row, "relevant")) step.inside.push_back(leaf("when", yaml_text(*wanted), *count));
}

void FormImporter::end_group(const FormCell& cell, Kind kind) {
    if (open_.empty() || open_.back().kind != kind) {
        if (cell.sheet != nullptr) lose(cell, "this ends what has not begun");
        return;
    }
    auto group = std::move(open_.back().step);
    open_.pop_back();
    if (group.inside.back().inside.empty()) return lose(group.cell, "the group has nothing in it that can be asked");
    add_step(std::move(group));
}

void FormImporter::add_when(const SheetRow& row, OutlineNode& step) {
    const auto relevant = survey_->cell(row, "relevant");
    if (!relevant) return;
    const auto condition = condition_from_xpath(relevant->text, names_for(nullptr));
    if (!condition) return lose(*relevant, condition.error() + ": the step is always taken");
    step.inside.push_back(leaf("when", yaml_text(*condition), *relevant));
}

/// A label as a pattern: `${name}` becomes `{name}`; other braces would be taken for names.
std::string FormImporter::pattern_of(const FormCell& cell) {
    std::string pattern;
    for (std::string_view rest = cell.text; !rest.empty();) {
        const auto end = rest.starts_with("${") ? rest.find('}') : std::string_view::npos;
        if (end != std::string_view::npos) {
            const auto name = rest.substr(2, end - 2);
            const auto known = names_.question(name);
            if (!known) lose(cell, fmt::format("the script has no question `{}` to print", name));
            if (pattern.ends_with("'")) pattern.replace(pattern.size() - 1, 1, "’");
            pattern += known ? "{" + known->name + "}" : "…";
            rest.remove_prefix(end + 1);
            continue;
        }
        const char c = rest.front();
        if (c == '{' || c == '}') lose(cell, "a brace would be taken for a name: it is a bracket in the script");
        pattern += c == '{' ? '(' : c == '}' ? ')' : c;
        rest.remove_prefix(1);
    }
    return pattern;
}

/// Adds the key with the text in the source language, and notes the others. False where the row has no such text.
bool FormImporter::add_text(const SheetRow& row, std::string_view header, std::string_view key,
                            const std::string& context, OutlineNode& step) {
    std::map<Language, std::string> words;
    std::optional<FormCell> source;
    for (const auto& [language, cell] : survey_->texts(row, header)) {
        const auto tag = language.empty() ? languages_.front() : language;
        if (std::find(languages_.begin(), languages_.end(), tag) == languages_.end()) {
            lose(cell, fmt::format("no label of the form is in {}: the script does not speak it", tag));
            continue;
        }
        words[tag] = pattern_of(cell);
        if (tag == languages_.front() || !source) source = cell;
    }
    if (!source) return false;
    if (!words.contains(languages_.front())) {
        lose(*source, fmt::format("there is no text in {}: this one stands in its place", languages_.front()));
        words[languages_.front()] = pattern_of(*source);
    }
    const auto& text = words[languages_.front()];
    step.inside.push_back(leaf(std::string(key), yaml_text(text), *source));
    if (const auto spare = without_names(text); spare != text) {
        step.inside.back().spare = yaml_text(spare);
        auto& spares = translations_[{context, spare}];
        for (const auto& [language, pattern] : words) spares[language] = without_names(pattern);
    }
    translations_[{context, text}] = std::move(words);
    return true;
}

void FormImporter::read_note(const SheetRow& row) {
    auto step = item(*survey_->cell(row, "type"));
    const bool has_text = add_text(row, "label", "say", "say", step);
    lose_others(row, note_headers);
    if (!has_text) return lose(step.cell, "a note without a label says nothing");
    add_when(row, step);
    add_step(std::move(step));
}

void FormImporter::read_question(const SheetRow& row, const FormType& type, const FormCell& cell) {
    const bool is_range = cell.text.starts_with("range");
    lose_others(row, is_range ? range_headers : question_headers);
    const auto name = survey_->cell(row, "name");
    if (!name) return lose(cell, "a question needs a name");
    const auto made = names_.question(name->text)->name;
    auto step = item(cell);
    step.inside.push_back(leaf("ask", made, *name));
    add_when(row, step);
    step.inside.push_back(leaf("type", std::string(name_of(type.type)), cell));
    if (type.is_whole) step.inside.push_back(leaf("integer", "true", cell));
    if (!add_text(row, "label", "text", fmt::format("ask.{}.text", made), step))
        return lose(cell, "a question without a label cannot be asked");
    add_text(row, "hint", "hint", fmt::format("ask.{}.hint", made), step);
    add_text(row, "constraint_message", "invalid", fmt::format("ask.{}.invalid", made), step);
    if (!type.list.empty()) add_choices(row, type, made, step);
    if (is_range) add_range(row, step);
    add_constraint(row, type, step);
    const auto required = survey_->cell(row, "required");
    const bool is_required = required && is_yes(required->text);
    if (required && !is_required && !is_no(required->text))
        lose(*required, "whether an answer is needed cannot depend on others: it may be skipped");
    if (!is_required) step.inside.push_back(leaf("optional", "true", required.value_or(cell)));
    add_step(std::move(step));
}

}  // namespace dialogs
