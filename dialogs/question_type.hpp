// The types of answer.
#pragma once

#include "dialogs/value.hpp"

#include <optional>
#include <string_view>

namespace dialogs {

enum class QuestionType {
    nps, scale, smiley, yes_no, choice, choices, number, year, date, language,
    text, place, rank, points, budget, statements, photo, voice, location
};

/// As written in scripts: `yes-no`.
[[nodiscard]] std::string_view name_of(QuestionType type);
[[nodiscard]] std::optional<QuestionType> question_type(std::string_view name);

/// The kind of value its answers have.
[[nodiscard]] ValueType value_type_of(QuestionType type);

}  // namespace dialogs
