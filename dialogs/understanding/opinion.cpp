// statements: the number of a line, a word of agreeing, disagreeing or passing, a thumb.
#include "dialogs/understanding/emoji.hpp"
#include "dialogs/understanding/types.hpp"

namespace dialogs {
namespace {

/// A mere yes or no is no opinion: of a statement that denies something it may mean either.
std::optional<Candidate> opinion_candidate(const ClosedQuestion& question, const Tokens& tokens, const Piece& piece) {
    if (piece.meaning.roles.any_of(Role::yes | Role::no)) return std::nullopt;
    if (piece.kind != Piece::Kind::emoji) return choice_type().candidate(question, tokens, piece);
    const auto thumb = thumb_of_emoji(tokens[piece.first].exact);
    if (!thumb) return std::nullopt;
    return Candidate{.value = *thumb ? "agree" : "disagree", .loud = true};
}

}  // namespace

ClosedType opinion_type() {
    return {.nearness = Nearness::beginnings_and_typing_errors, .candidate = &opinion_candidate, .value = &key_value};
}

}  // namespace dialogs
