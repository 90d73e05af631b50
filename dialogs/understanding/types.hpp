// The types that understand.cpp's table lists; each in a file of its own.
#pragma once

#include "dialogs/understanding/closed_question.hpp"

namespace dialogs {

[[nodiscard]] ClosedType rating_type();  ///< nps, scale
[[nodiscard]] ClosedType smiley_type();
[[nodiscard]] ClosedType yes_no_type();
[[nodiscard]] ClosedType choice_type();
[[nodiscard]] ClosedType opinion_type();  ///< statements
[[nodiscard]] ClosedType number_type();
[[nodiscard]] ClosedType several_type();  ///< choices, rank, budget
[[nodiscard]] ClosedType year_type();
[[nodiscard]] ClosedType way_out_type();  ///< nothing but `na`

/// Any words, up to the question's length.
[[nodiscard]] Reading read_text(const AnswerShape& shape, std::string_view reply);

/// Several lines at once.
[[nodiscard]] Reading read_several(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);
[[nodiscard]] bool is_exactly_several(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);

/// As `read_closed`; a lone number out of range is told as such.
[[nodiscard]] Reading read_or_outside(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);
[[nodiscard]] Reading read_year(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);
[[nodiscard]] Reading read_date(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);
[[nodiscard]] bool is_exactly_date(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);
[[nodiscard]] Reading read_points(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);

/// A place by its names, or one of those offered.
[[nodiscard]] Reading read_place(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);
[[nodiscard]] bool is_exactly_place(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);

/// `na`, where it is offered and nothing else is said.
[[nodiscard]] Reading read_way_out(const ClosedQuestion& question, std::string_view reply);
[[nodiscard]] bool is_exactly_way_out(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);
/// A text, where a way out is offered beside it.
[[nodiscard]] Reading read_free_text(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);
/// Words where a picture, a voice message or a place is wanted.
[[nodiscard]] Reading read_sent(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);

}  // namespace dialogs
