// What may be answered: choices with their filters, and constraints as bounds.
#include "dialogs/importing/form_importer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace dialogs {

namespace {

/// One comparison of `.` with a constant.
struct FormBound {
    bool is_least = false;
    bool is_strict = false;
    std::string value;
    bool is_length = false;  ///< of string-length(.)
};

std::string_view trimmed_view(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
    return text;
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_of("0123456789") != std::string_view::npos &&
           text.find_first_not_of("0123456789.-") == std::string_view::npos && text.rfind('-') + 1 <= 1;
}

/// `18`, `today()`, `date('2020-01-01')` as a script's bound; empty where it is none of these.
std::string bound_value(std::string_view text) {
    if (is_number(text)) return std::string(text);
    if (text == "today()" || text == "now()") return "today";
    constexpr std::string_view date = "date('";
    if (text.starts_with(date) && text.ends_with("')"))
        return std::string(text.substr(date.size(), text.size() - date.size() - 2));
    return {};
}

std::optional<FormBound> read_bound(std::string_view part) {
    const auto sign = part.find_first_of("<>");
    if (sign == std::string_view::npos) return std::nullopt;
    const bool has_equal = part.substr(sign + 1, 1) == "=";
    auto left = trimmed_view(part.substr(0, sign));
    auto right = trimmed_view(part.substr(sign + (has_equal ? 2 : 1)));
    bool is_least = part[sign] == '>';
    if (bound_value(left) != "") {
        std::swap(left, right);
        is_least = !is_least;
    }
    const bool is_length = left == "string-length(.)";
    const auto value = bound_value(right);
    if (value.empty() || (left != "." && !is_length)) return std::nullopt;
    return FormBound{.is_least = is_least, .is_strict = !has_equal, .value = value, .is_length = is_length};
}

/// The bounds that all must hold; nullopt where the constraint is anything else.
std::optional<std::vector<FormBound>> read_bounds(std::string_view constraint) {
    std::vector<FormBound> bounds;
    constexpr std::string_view word = " and ";
    for (std::size_t begin = 0; begin <= constraint.size();) {
        const auto end = std::min(constraint.find(word, begin), constraint.size());
        const auto bound = read_bound(constraint.substr(begin, end - begin));
        if (!bound) return std::nullopt;
        bounds.push_back(*bound);
        begin = end + word.size();
    }
    return bounds;
}

OutlineNode answer_key(std::string key, std::string value, const FormCell& cell) {
    return {.key = std::move(key), .value = std::move(value), .cell = cell, .inside = {}};
}

}  // namespace

FormNames FormImporter::names_for(const SheetRow* choice) const {
    FormNames names;
    names.question = [this](std::string_view name) { return names_.question(name); };
    names.key = [](std::string_view, std::string_view key) { return ImportedNames::choice_key(key); };
    if (choice != nullptr)
        names.column = [this, choice](std::string_view header) -> std::optional<std::string> {
            const auto cell = choices_->cell(*choice, header);
            return cell ? cell->text : std::string();
        };
    return names;
}

void FormImporter::add_choices(const SheetRow& row, const FormType& type, const std::string& name,
                               OutlineNode& step) {
    const auto cell = *survey_->cell(row, "type");
    const auto list = lists_.find(type.list);
    if (list == lists_.end()) return lose(cell, fmt::format("the sheet `choices` has no list `{}`", type.list));
    const auto filter = survey_->cell(row, "choice_filter");
    OutlineNode choices{.key = "choices", .value = {}, .cell = cell, .inside = {}};
    std::set<std::string> keys;
    for (const auto& choice : list->second) {
        const auto key = ImportedNames::choice_key(choice.name);
        const auto first = *choices_->cell(*choice.row, "name");
        if (!keys.insert(key).second) {
            lose(first, fmt::format("the choice `{}` stands in its list twice", choice.name));
            continue;
        }
        if (key != choice.name) lose(first, fmt::format("the choice is called `{}` in the script", key));
        std::map<Language, std::string> words;
        for (const auto& [language, label] : choices_->texts(*choice.row, "label"))
            words[language.empty() ? languages_.front() : language] = pattern_of(label);
        if (words.empty()) {
            lose(first, "the choice has no label: its name stands in its place");
            words[languages_.front()] = choice.name;
        }
        if (!words.contains(languages_.front())) {
            lose(first, fmt::format("the choice has no label in {}: another stands in its place", languages_.front()));
            words[languages_.front()] = words.begin()->second;
        }
        const auto& text = words[languages_.front()];
        auto value = yaml_text(text);
        std::string spare;
        if (filter) {
            const auto condition = condition_from_xpath(filter->text, names_for(choice.row));
            if (condition) {
                spare = value;
                value = fmt::format("{{text: {}, when: {}}}", value, yaml_text(*condition));
            } else {
                lose(*filter, fmt::format("{}: the choice `{}` is always offered", condition.error(), choice.name));
            }
        }
        choices.inside.push_back(answer_key(key, std::move(value), first));
        choices.inside.back().spare = std::move(spare);
        translations_[{fmt::format("ask.{}.choices.{}", name, key), text}] = std::move(words);
    }
    step.inside.push_back(std::move(choices));
    if (type.has_other) step.inside.push_back(answer_key("other", "true", cell));
}

void FormImporter::add_constraint(const SheetRow& row, const FormType& type, OutlineNode& step) {
    const auto cell = survey_->cell(row, "constraint");
    if (!cell) return;
    const auto bounds = read_bounds(cell->text);
    const bool is_ranged = type.type == QuestionType::number || type.type == QuestionType::date;
    if (!bounds) return lose(*cell, "a script bounds an answer by `min` and `max` only: any answer is taken");
    for (const auto& bound : *bounds) {
        auto value = bound.value;
        if (bound.is_strict) {
            const bool can_step = (type.is_whole || bound.is_length) && is_number(value) &&
                                  value.find('.') == std::string::npos && value.size() < 9;
            if (can_step) value = std::to_string(std::stol(value) + (bound.is_least ? 1 : -1));
            else lose(*cell, fmt::format("`{}` itself is taken, too: a script's bounds are inclusive", bound.value));
        }
        if (bound.is_length && type.type == QuestionType::text && !bound.is_least) {
            step.inside.push_back(answer_key("max", value, *cell));
        } else if (is_ranged && !bound.is_length) {
            const bool is_day = !is_number(value) && value != "today";
            if (is_day) value = yaml_text("'" + value + "'");
            step.inside.push_back(answer_key(bound.is_least ? "min" : "max", value, *cell));
        } else {
            lose(*cell, "this bound has no counterpart for such a question");
        }
    }
}

/// `start=1 end=5 step=1`.
void FormImporter::add_range(const SheetRow& row, OutlineNode& step) {
    const auto cell = survey_->cell(row, "parameters");
    if (!cell) return;
    std::istringstream words(cell->text);
    for (std::string word; words >> word;) {
        const auto equal = word.find('=');
        const auto key = word.substr(0, equal);
        const auto value = equal == std::string::npos ? std::string() : word.substr(equal + 1);
        if ((key == "start" || key == "end") && is_number(value)) {
            step.inside.push_back(answer_key(key == "start" ? "min" : "max", value, *cell));
        } else if (key == "step" && value == "1") {
            step.inside.push_back(answer_key("integer", "true", *cell));
        } else {
            lose(*cell, fmt::format("`{}` has no counterpart", word));
        }
    }
}

}  // namespace dialogs
