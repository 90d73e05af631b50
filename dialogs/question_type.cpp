#include "dialogs/question_type.hpp"

#include <array>

namespace dialogs {
namespace {

struct TypeRow {
    QuestionType type;
    std::string_view name;
    ValueType value;
    Offer offer;
};

constexpr auto types = std::to_array<TypeRow>({
    {QuestionType::nps, "nps", ValueType::number, Offer::values},
    {QuestionType::scale, "scale", ValueType::number, Offer::values},
    {QuestionType::smiley, "smiley", ValueType::number, Offer::values},
    {QuestionType::yes_no, "yes-no", ValueType::boolean, Offer::values},
    {QuestionType::choice, "choice", ValueType::key, Offer::choices},
    {QuestionType::choices, "choices", ValueType::keys, Offer::choices},
    {QuestionType::number, "number", ValueType::number, Offer::nothing},
    {QuestionType::year, "year", ValueType::year, Offer::nothing},
    {QuestionType::date, "date", ValueType::date, Offer::nothing},
    {QuestionType::language, "language", ValueType::key, Offer::choices},
    {QuestionType::text, "text", ValueType::text, Offer::nothing},
    {QuestionType::place, "place", ValueType::key, Offer::nothing},
    {QuestionType::rank, "rank", ValueType::keys, Offer::lines},
    {QuestionType::points, "points", ValueType::table, Offer::lines},
    {QuestionType::budget, "budget", ValueType::keys, Offer::lines},
    {QuestionType::statements, "statements", ValueType::table, Offer::values},
    {QuestionType::photo, "photo", ValueType::text, Offer::nothing},
    {QuestionType::voice, "voice", ValueType::text, Offer::nothing},
    {QuestionType::location, "location", ValueType::text, Offer::nothing},
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

Offer offer_of(QuestionType type) { return row_of(type).offer; }

bool has_lines(QuestionType type) {
    const auto offer = offer_of(type);
    return offer == Offer::choices || offer == Offer::lines;
}

ValueType value_type_of(QuestionType type) { return row_of(type).value; }

}  // namespace dialogs
