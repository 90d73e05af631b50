// place: one of a list by its names, as the index finds them; or one of those that were offered, by
// its number.
#include "dialogs/blanks.hpp"
#include "dialogs/understanding/judging.hpp"
#include "dialogs/understanding/place_index.hpp"
#include "dialogs/understanding/types.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t place_reply_tokens_max = 200;

using PlaceRow = std::vector<Judged>;

/// What the index looks at: the words, and which of them say nothing by themselves.
PlaceReply words_for_index(const PlaceRow& row, const Tokens& tokens) {
    constexpr auto doubting = Role::negation | Role::alternative | Role::no;
    PlaceReply reply;
    for (const auto& judged : row) {
        const auto& piece = judged.piece;
        if (!piece.label && piece.meaning.roles.any_of(doubting)) reply.is_doubtful = true;
        for (auto at = piece.first; at < piece.last; ++at) {
            if (!tokens[at].is_part()) continue;
            reply.words.push_back(tokens[at]);
            reply.idle.push_back(judged.neutral);
        }
    }
    return reply;
}

PlaceFound look_up(const ClosedQuestion& question, const PlaceReply& reply) {
    const auto& index = *question.shape.places;
    std::vector<std::size_t> offered;
    for (const auto& id : question.shape.offered)
        if (const auto at = index.find_id(id)) offered.push_back(*at);
    return offered.empty() ? index.find(reply) : index.find_among(reply, offered);
}

/// `ei`, `ei kiitos`, `ei mikään`: of those offered, none.
bool is_mere_no(const PlaceRow& row) {
    constexpr auto none_said = Role::no | Role::negation | Role::not_value | Role::dont_know;
    bool says_no = false;
    for (const auto& judged : row) {
        const auto is_no = !judged.piece.label && judged.piece.meaning.roles.any_of(none_said);
        if (!is_no && !judged.neutral) return false;
        says_no = says_no || is_no;
    }
    return says_no;
}

/// A line by its number or its words: `none` is no id.
Reading as_line(Reading reading) {
    const auto* value = std::get_if<std::string>(&reading.value);
    const bool is_none = value != nullptr && *value == none_value;
    return is_none ? Reading{.kind = Reading::Kind::none} : reading;
}

}  // namespace

Reading read_place(const ClosedQuestion& question, const ClosedType& type, std::string_view reply) {
    if (auto way_out = read_way_out(question, reply); way_out.kind == Reading::Kind::value)
        return way_out;
    if (is_exactly_one(question, type, reply)) return as_line(read_closed(question, type, reply));
    const auto tokens = tokens_of(reply, place_reply_tokens_max);
    const auto row = judge(question, type, tokens);
    if (!question.shape.offered.empty() && is_mere_no(row)) return {.kind = Reading::Kind::none};
    const auto found = look_up(question, words_for_index(row, tokens));
    const auto& index = *question.shape.places;
    if (found.kind == PlaceFound::Kind::sure) {
        Reading reading{.kind = Reading::Kind::value, .value = index.id(found.places.front())};
        if (!found.is_bare) reading.comment = std::string(without_blank_ends(reply));
        return reading;
    }
    const auto line = read_closed(question, type, reply);
    const bool is_line =
        line.kind == Reading::Kind::value && (!line.comment || found.places.empty());
    if (is_line) return as_line(line);
    if (found.kind == PlaceFound::Kind::nothing) return {};
    Reading reading{.kind = Reading::Kind::unsure};
    for (const auto place : found.places)
        reading.near.push_back(index.id(place));
    return reading;
}

bool is_exactly_place(const ClosedQuestion& question, const ClosedType& type,
                      std::string_view reply) {
    if (is_exactly_one(question, type, reply)) return true;
    const auto tokens = tokens_of(reply, place_reply_tokens_max);
    const auto found =
        question.shape.places->find(words_for_index(judge(question, type, tokens), tokens));
    return found.kind == PlaceFound::Kind::sure && found.is_whole && found.is_bare;
}

}  // namespace dialogs
