// The types that understand.cpp's table lists; each in a file of its own.
#pragma once

#include "dialogs/understanding/closed_question.hpp"

namespace dialogs {

[[nodiscard]] ClosedType rating_type();  ///< nps, scale
[[nodiscard]] ClosedType smiley_type();
[[nodiscard]] ClosedType yes_no_type();
[[nodiscard]] ClosedType choice_type();
[[nodiscard]] ClosedType number_type();

/// Any words, up to the question's length.
[[nodiscard]] Reading read_text(const AnswerShape& shape, std::string_view reply);

}  // namespace dialogs
