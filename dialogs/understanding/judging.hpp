// Which pieces of a reply may be its value, and which count, measure, deny or only look like one (rule 6).
#pragma once

#include "dialogs/understanding/closed_question.hpp"

#include <optional>
#include <vector>

namespace dialogs {

/// A piece and what it is to the question.
struct Judged {
    Piece piece;
    std::optional<Candidate> candidate;
    bool after_own_word = false;  ///< of a candidate: `annan 9`, `9 pistettä`
    bool neutral = false;         ///< says nothing beside the value: a sign, courtesy, its unit
    std::size_t words = 1;        ///< how many words it is; without blanks between them, a phrase is one
};

[[nodiscard]] std::vector<Judged> judge(const ClosedQuestion& question, const ClosedType& type, const Tokens& tokens);

/// Pieces of the same clause end at signs; a hyphen between blanks is one, too.
[[nodiscard]] bool ends_clause(const Piece& piece);

}  // namespace dialogs
