#include "dialogs/understanding/phrase_table.hpp"

namespace dialogs {
namespace {

constexpr std::size_t joined_bytes_min = 6;  // shorter ones come about by chance: "se is" is not seis


/// A hyphen or full stop inside a word (a.m.), or (where labels are compared) any sign but a line break.
bool may_step_over(const Tokens& tokens, std::size_t at, bool over_signs) {
    if (tokens[at].kind != Token::Kind::sign || tokens[at].exact == "\n") return false;
    if (over_signs) return true;
    const bool is_inside = tokens[at].glued && at + 1 < tokens.size() && tokens[at + 1].glued;
    return is_inside && (tokens[at].exact == "-" || tokens[at].exact == ".");
}

}  // namespace

const std::string& form(const Token& token, Tier tier) {
    return tier == Tier::exact || !token.is_word() ? token.exact : token.loose;
}

std::string phrase_key(const Tokens& tokens, std::size_t first, std::size_t last, Tier tier) {
    std::string key;
    bool after_number = false;
    for (auto at = first; at < last; ++at) {
        if (!tokens[at].is_part()) continue;
        if (after_number && tokens[at].is_number()) key += ' ';
        key += form(tokens[at], tier);
        after_number = tokens[at].is_number();
    }
    return key;
}

std::vector<std::size_t> phrase_ends(const Tokens& tokens, std::size_t at, std::size_t words_max, bool over_signs) {
    std::vector<std::size_t> ends;
    while (ends.size() < words_max && at < tokens.size()) {
        if (!tokens[at].is_part() || tokens[at].exact.empty()) break;
        ends.push_back(++at);
        while (at < tokens.size() && may_step_over(tokens, at, over_signs)) ++at;
    }
    return ends;
}

bool may_be_one_word(const Tokens& tokens, std::size_t first, std::size_t last) {
    std::size_t bytes = 0;
    for (auto at = first; at < last; ++at) {
        if (!tokens[at].is_word()) continue;
        if (tokens[at].exact.size() < 2) return false;
        bytes += tokens[at].exact.size();
    }
    return bytes >= joined_bytes_min;
}

}  // namespace dialogs
