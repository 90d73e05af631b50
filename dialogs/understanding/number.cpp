// number: digits of every script, thousands and decimals, number words up to a hundred, with the question's unit.
#include "dialogs/understanding/types.hpp"

#include <cmath>
#include <limits>

namespace dialogs {
namespace {

bool is_negative(const Tokens& tokens, const Piece& piece) {
    if (piece.first == 0 || !tokens[piece.first].glued || !tokens[piece.first - 1].is_sign("-")) return false;
    return !tokens[piece.first - 1].glued;
}

/// 9.30 is a decimal only where the question's unit is written after it.
bool unit_follows(const ClosedQuestion& question, const Tokens& tokens, const Piece& piece) {
    return question.unit.stands_at(tokens, piece.last);
}

Candidate fitting(const AnswerShape& shape, double number) {
    if (shape.whole && number != std::floor(number)) return {};
    constexpr double endless = std::numeric_limits<double>::infinity();
    return number_in_range(shape, number, shape.min.value_or(-endless), shape.max.value_or(endless));
}

std::optional<Candidate> number_candidate(const ClosedQuestion& question, const Tokens& tokens, const Piece& piece) {
    using Kind = WrittenNumber::Kind;
    const auto& shape = question.shape;
    if (piece.kind == Piece::Kind::word && piece.plain_number()) return fitting(shape, *piece.plain_number());
    if (piece.kind != Piece::Kind::number) return std::nullopt;
    const double value = is_negative(tokens, piece) ? -piece.number.value : piece.number.value;
    switch (piece.number.kind) {
        case Kind::plain:
        case Kind::decimal:
        case Kind::grouped: return fitting(shape, value);
        case Kind::clock_or_decimal: return unit_follows(question, tokens, piece) ? fitting(shape, value) : Candidate{};
        case Kind::ratio:
        case Kind::vague: return Candidate{};
        default: return std::nullopt;
    }
}

}  // namespace

ClosedType number_type() {
    return {.nearness = Nearness::exact, .candidate = &number_candidate, .value = &number_value};
}

}  // namespace dialogs
