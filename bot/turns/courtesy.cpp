// Thanks and their like.
#include "bot/turns/courtesy.hpp"

#include "dialogs/understanding/tokens.hpp"
#include "dialogs/understanding/words.hpp"

namespace bot {

using dialogs::Role;

namespace {

constexpr std::size_t tokens_most = 8;  // who says more wants to say something

bool is_polite(const dialogs::Meaning& meaning) {
    return meaning.roles.has(Role::courtesy) || meaning.roles.has(Role::yes) || meaning.roles.has(Role::filler) ||
           meaning.roles.has(Role::empty);
}

}  // namespace

bool is_courtesy(std::string_view text, const dialogs::Language& language, const dialogs::Catalog& catalog) {
    const auto tokens = dialogs::tokens_of(text, tokens_most + 1);
    if (tokens.size() > tokens_most) return false;
    const dialogs::Words words(catalog, language, {language});
    for (std::size_t at = 0; at < tokens.size();) {
        if (!tokens[at].is_word() && !tokens[at].is_number()) {
            ++at;
            continue;
        }
        const auto found = words.at(tokens, at);
        if (!found || !is_polite(found->meaning)) return false;
        at = found->end;
    }
    return true;
}

}  // namespace bot
