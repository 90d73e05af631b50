#include "dialogs/question_type.hpp"

#include <array>

namespace dialogs {
namespace {

struct TypeRow {
    QuestionType type;
    std::string_view name;
    ValueType value;
};

constexpr auto types = std::to_array<TypeRow>({
    {QuestionType::nps, "nps", ValueType::number},
    {QuestionType::scale, "scale", ValueType::number},
    {QuestionType::smiley, "smiley", ValueType::number},
    {QuestionType::yes_no, "yes-no", ValueType::boolean},
    {QuestionType::choice, "choice", ValueType::key},
    {QuestionType::choices, "choices", ValueType::keys},
    {QuestionType::number, "number", ValueType::number},
    {QuestionType::year, "year", ValueType::year},
    {QuestionType::date, "date", ValueType::date},
    {QuestionType::language, "language", ValueType::key},
    {QuestionType::text, "text", ValueType::text},
    {QuestionType::place, "place", ValueType::key},
    {QuestionType::rank, "rank", ValueType::keys},
    {QuestionType::points, "points", ValueType::table},
    {QuestionType::budget, "budget", ValueType::keys},
    {QuestionType::statements, "statements", ValueType::table},
    {QuestionType::photo, "photo", ValueType::text},
    {QuestionType::voice, "voice", ValueType::text},
    {QuestionType::location, "location", ValueType::text},
});

const TypeRow& row_of(QuestionType type) {
    for (const auto& row : types)
        if (row.type == type) return row;
    return types.front();
}

}  // namespace

std::string_view name_of(QuestionType type) { return row_of(type).name; }

std::optional<QuestionType> question_type(std::string_view name) {
    for (const auto& row : types)
        if (row.name == name) return row.type;
    return std::nullopt;
}

ValueType value_type_of(QuestionType type) { return row_of(type).value; }

}  // namespace dialogs
