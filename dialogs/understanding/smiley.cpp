// smiley: five faces and their kin, thumbs, 1 to 5, and the words for them.
#include "dialogs/understanding/emoji.hpp"
#include "dialogs/understanding/types.hpp"

namespace dialogs {
namespace {

std::optional<Candidate> smiley_candidate(const ClosedQuestion& question, const Tokens& tokens, const Piece& piece) {
    const auto& token = tokens[piece.first];
    if (piece.kind == Piece::Kind::emoji) {
        const auto face = smiley_of_emoji(token.exact);
        return face ? std::optional(Candidate{.value = value_text(*face), .loud = true}) : std::nullopt;
    }
    if (piece.meaning.smiley) return Candidate{.value = value_text(*piece.meaning.smiley), .loud = true};
    return rating_type().candidate(question, tokens, piece);
}

}  // namespace

ClosedType smiley_type() {
    return {.nearness = Nearness::exact, .candidate = &smiley_candidate, .value = &number_value};
}

}  // namespace dialogs
