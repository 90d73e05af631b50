// yes-no: every language's yes and no, the numbers 1 and 2, thumbs.
#include "dialogs/understanding/emoji.hpp"
#include "dialogs/understanding/types.hpp"

namespace dialogs {
namespace {

Candidate answer(bool is_yes) { return {.value = is_yes ? "true" : "false", .loud = true}; }

Candidate answer_of_number(const AnswerShape& shape, double number) {
    auto shown = choice_of_number(shape, number);
    if (!shown.outside) return shown;
    if (number == 1) return {.value = "true"};
    if (number == 2) return {.value = "false"};
    return shown;
}

std::optional<Candidate> yes_no_candidate(const ClosedQuestion& question, const Tokens& tokens, const Piece& piece) {
    if (piece.kind == Piece::Kind::emoji) {
        const auto thumb = thumb_of_emoji(tokens[piece.first].exact);
        return thumb ? std::optional(answer(*thumb)) : std::nullopt;
    }
    if (piece.meaning.roles.has(Role::yes)) return answer(true);
    if (piece.meaning.roles.has(Role::no)) return answer(false);
    if (const auto number = piece.plain_number()) return answer_of_number(question.shape, *number);
    const bool is_vague = piece.kind == Piece::Kind::number && piece.number.kind != WrittenNumber::Kind::other &&
                          piece.number.kind != WrittenNumber::Kind::clock_or_decimal;
    return is_vague ? std::optional(Candidate{}) : std::nullopt;
}

Value boolean_value(const std::string& value) { return value == "true"; }

}  // namespace

ClosedType yes_no_type() {
    return {.nearness = Nearness::exact, .candidate = &yes_no_candidate, .value = &boolean_value};
}

}  // namespace dialogs
