#include "dialogs/understanding/words.hpp"

#include "dialogs/texts/catalog.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t tokens_of_a_word = 24;  // one that is said alone, with courtesy and signs beside it

using Match = PhraseTable<Meaning>::Match;

bool is_longer(const std::optional<Match>& a, std::size_t end) { return a && a->end > end; }

}  // namespace

Words::Words(const Catalog& catalog, const Language& spoken, const std::vector<Language>& languages)
    : spoken_(&catalog.vocabulary(spoken)) {
    for (const auto& language : languages) {
        const auto* other = &catalog.vocabulary(language);
        if (other != spoken_ && std::find(others_.begin(), others_.end(), other) == others_.end())
            others_.push_back(other);
    }
}

std::optional<FoundWord> Words::at(const Tokens& tokens, std::size_t at) const {
    auto own = spoken_->phrases().longest(tokens, at, Tier::exact);
    const auto loose = spoken_->phrases().longest(tokens, at, Tier::loose);
    if (is_longer(loose, own ? own->end : at)) own = loose;
    auto found = foreign_at(tokens, at, own ? own->end : at);
    if (!found && own) found = FoundWord{.end = own->end, .meaning = *own->value};
    return found;
}

std::optional<FoundWord> Words::foreign_at(const Tokens& tokens, std::size_t at, std::size_t own_end) const {
    std::optional<FoundWord> found;
    bool differs = false;
    for (const auto* other : others_) {
        const auto match = other->phrases().longest(tokens, at, Tier::exact);
        if (!is_longer(match, own_end) || (found && match->end < found->end)) continue;
        if (!found || match->end > found->end) {
            found = FoundWord{.end = match->end, .meaning = *match->value, .foreign = true};
            differs = false;
        } else if (!found->meaning.merge(*match->value)) {
            differs = true;
        }
    }
    if (differs) found->meaning = Meaning{.roles = Role::ordinary};
    return found;
}

bool says_only(const Words& words, std::string_view reply, Role role) {
    const auto tokens = tokens_of(reply, tokens_of_a_word);
    if (tokens.size() == tokens_of_a_word) return false;
    bool is_said = false;
    for (std::size_t at = 0; at < tokens.size();) {
        if (!tokens[at].is_part()) {
            ++at;
            continue;
        }
        const auto found = words.at(tokens, at);
        if (!found || !found->meaning.roles.any_of(role | Role::courtesy | Role::filler)) return false;
        is_said = is_said || found->meaning.roles.has(role);
        at = found->end;
    }
    return is_said;
}

}  // namespace dialogs
