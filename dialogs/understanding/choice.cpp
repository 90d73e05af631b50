// choice: the number of a line, a label (also its beginning, or with one typing error), a synonym, a key.
#include "dialogs/understanding/types.hpp"

namespace dialogs {
namespace {

/// The one value whose label is itself a yes or a no: any other word for it means it, too (`ei` where `en` is shown).
std::optional<Candidate> choice_of_role(const ClosedQuestion& question, Role role) {
    std::optional<Candidate> found;
    for (std::size_t value = 0; value < question.shape.values.size(); ++value) {
        if (!question.label_roles[value].has(role)) continue;
        if (found) return std::nullopt;
        found = Candidate{.value = question.shape.values[value].value, .loud = true};
    }
    return found;
}

std::optional<Candidate> choice_candidate(const ClosedQuestion& question, const Tokens&, const Piece& piece) {
    if (piece.meaning.roles.has(Role::yes)) return choice_of_role(question, Role::yes);
    if (piece.meaning.roles.has(Role::no)) return choice_of_role(question, Role::no);
    if (const auto number = piece.plain_number()) return choice_of_number(question.shape, *number);
    const bool is_vague = piece.kind == Piece::Kind::number && piece.number.kind != WrittenNumber::Kind::other &&
                          piece.number.kind != WrittenNumber::Kind::clock_or_decimal;
    return is_vague ? std::optional(Candidate{}) : std::nullopt;
}

}  // namespace

ClosedType choice_type() {
    return {.nearness = Nearness::beginnings_and_typing_errors, .candidate = &choice_candidate, .value = &key_value};
}

}  // namespace dialogs
