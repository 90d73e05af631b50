#include "dialogs/reading/question_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace dialogs {

namespace {

using Type = QuestionType;

/// A key of `ask` that only some types have.
struct OwnKey {
    std::string_view key;
    std::initializer_list<Type> types;
};

constexpr OwnKey own_keys[] = {
    {"labels", {Type::nps, Type::scale, Type::smiley, Type::yes_no}},
    {"min", {Type::scale, Type::choices, Type::number, Type::year, Type::date}},
    {"max", {Type::scale, Type::choices, Type::number, Type::year, Type::date, Type::text}},
    {"integer", {Type::number}},
    {"unit", {Type::number}},
    {"choices", {Type::choice, Type::choices, Type::rank, Type::points}},
    {"list",
     {Type::choice, Type::choices, Type::place, Type::rank, Type::points, Type::budget,
      Type::statements}},
    {"other", {Type::choice, Type::choices}},
    {"shuffle", {Type::choice, Type::choices}},
    {"join", {Type::text}},
    {"top", {Type::rank}},
    {"total", {Type::points}},
    {"items", {Type::budget}},
    {"ceiling", {Type::budget}},
    {"at_least", {Type::budget}},
    {"brief", {Type::budget}},
    {"na",
     {Type::nps, Type::scale, Type::smiley, Type::yes_no, Type::choice, Type::choices, Type::number, Type::year,
      Type::date, Type::language, Type::text, Type::place, Type::rank, Type::points, Type::budget, Type::photo,
      Type::voice, Type::location}},  // of a statement, passing is the way out
    {"seed", {Type::statements}},
    {"per_round", {Type::statements}},
};

constexpr Type all_types[] = {Type::nps,    Type::scale,    Type::smiley,  Type::yes_no,
                              Type::choice, Type::choices,  Type::number,  Type::year,
                              Type::date,   Type::language, Type::text,    Type::place,
                              Type::rank,   Type::points,   Type::budget,  Type::statements,
                              Type::photo,  Type::voice,    Type::location};

template <class Range>
bool holds(const Range& range, Type type) {
    return std::find(std::begin(range), std::end(range), type) != std::end(range);
}

std::vector<std::string> numbers(double from, double to) {
    std::vector<std::string> values;
    for (double value = from; value <= to; ++value)
        values.push_back(fmt::format("{:.0f}", value));
    return values;
}

std::vector<std::string> scale_values(const Question& question) {
    const auto* min = std::get_if<double>(&question.min);
    const auto* max = std::get_if<double>(&question.max);
    const bool has_ends = min != nullptr && max != nullptr && *max - *min < scale_values_max;
    return has_ends ? numbers(*min, *max) : std::vector<std::string>();
}

}  // namespace

std::vector<std::string> type_names() {
    std::vector<std::string> names;
    for (const auto type : all_types)
        names.emplace_back(name_of(type));
    return names;
}

bool is_foreign_key(QuestionType type, std::string_view key) {
    const auto* own = std::find_if(std::begin(own_keys), std::end(own_keys),
                                   [&](const OwnKey& one) { return one.key == key; });
    return own != std::end(own_keys) && !holds(own->types, type);
}

std::vector<std::string> closed_values(const Question& question) {
    switch (question.type) {
        case Type::nps:
            return numbers(0, 10);
        case Type::smiley:
            return numbers(1, 5);
        case Type::yes_no:
            return {"true", "false"};
        case Type::scale:
            return scale_values(question);
        case Type::statements:
            return {opinion_names.begin(), opinion_names.end()};
        case Type::choice:
        case Type::choices:
        case Type::rank:
        case Type::points:
        case Type::budget:
            break;
        default:
            return {};
    }
    std::vector<std::string> values;
    for (const auto& option : question.options)
        values.push_back(option.key);
    if (question.other) values.emplace_back("other");
    return values;
}

}  // namespace dialogs
