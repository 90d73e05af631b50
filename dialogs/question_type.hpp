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

/// How the answers of a type are offered.
enum class Offer {
    nothing,  ///< the resident writes, or sends a file
    values,   ///< buttons; without them the text and its hint say how to answer (nps, yes-no)
    choices,  ///< buttons, or numbered lines
    lines     ///< numbered lines on every channel (rank, points)
};
[[nodiscard]] Offer offer_of(QuestionType type);

/// True where the answers are offered line by line: numbered, with keys of their own.
[[nodiscard]] bool has_lines(QuestionType type);

/// The kind of value its answers have.
[[nodiscard]] ValueType value_type_of(QuestionType type);

}  // namespace dialogs
