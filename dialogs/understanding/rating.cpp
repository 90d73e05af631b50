// nps and scale: whole numbers in a range, in digits or words, `4/5` where 5 is the best.
#include "dialogs/understanding/types.hpp"

#include <cmath>

namespace dialogs {
namespace {

std::optional<Candidate> rating_candidate(const ClosedQuestion& question, const Tokens&, const Piece& piece) {
    using Kind = WrittenNumber::Kind;
    const auto& shape = question.shape;
    const double min = shape.min.value_or(0);
    const double max = shape.max.value_or(10);
    if (const auto number = piece.plain_number()) return number_in_range(shape, *number, min, max);
    if (piece.kind != Piece::Kind::number) return std::nullopt;
    const auto& number = piece.number;
    switch (number.kind) {
        case Kind::decimal:
            if (number.value != std::floor(number.value)) return Candidate{};
            return number_in_range(shape, number.value, min, max);
        case Kind::ratio:
            if (number.best != max) return Candidate{};
            return number_in_range(shape, number.value, min, max);
        case Kind::grouped:
        case Kind::vague: return Candidate{};
        default: return std::nullopt;
    }
}

}  // namespace

ClosedType rating_type() {
    return {.nearness = Nearness::exact, .candidate = &rating_candidate, .value = &number_value};
}

}  // namespace dialogs
