// The way out (`na`) of questions whose answers are written freely or sent: its number, its words,
// `en tiedä`.
#include "dialogs/understanding/judging.hpp"
#include "dialogs/understanding/types.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t way_out_tokens_max = 40;

std::optional<Candidate> number_of_way_out(const ClosedQuestion& question, const Tokens&,
                                           const Piece& piece) {
    const auto number = piece.plain_number();
    if (!number) return std::nullopt;
    const auto line = choice_of_number(question.shape, *number);
    return line.outside ? std::nullopt : std::optional(line);
}

}  // namespace

ClosedType way_out_type() {
    return {.nearness = Nearness::exact, .candidate = &number_of_way_out, .value = &key_value};
}

Reading read_way_out(const ClosedQuestion& question, std::string_view reply) {
    if (!question.shape.has_na) return {};
    const auto row = judge(question, way_out_type(), tokens_of(reply, way_out_tokens_max));
    std::size_t found = 0;
    for (const auto& judged : row) {
        if (judged.candidate && judged.candidate->value == "na")
            ++found;
        else if (judged.candidate || !judged.neutral)
            return {};
    }
    if (found == 0) return {};
    return {.kind = Reading::Kind::value, .value = NotApplicable{}};
}

Reading read_free_text(const ClosedQuestion& question, const ClosedType&, std::string_view reply) {
    auto way_out = read_way_out(question, reply);
    return way_out.kind == Reading::Kind::value ? way_out : read_text(question.shape, reply);
}

Reading read_sent(const ClosedQuestion& question, const ClosedType&, std::string_view reply) {
    return read_way_out(question, reply);  // words are no picture, no voice and no place
}

bool is_exactly_way_out(const ClosedQuestion& question, const ClosedType&, std::string_view reply) {
    return question.shape.has_na && is_exactly_one(question, way_out_type(), reply);
}

}  // namespace dialogs
