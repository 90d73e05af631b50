// Languages by the names that people call them.
#include "dialogs/texts/catalog.hpp"
#include "dialogs/understanding/reserved_words.hpp"
#include "dialogs/understanding/vocabulary.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t name_tokens_max = 8;

std::string key_of(std::string_view words, Tier tier) {
    const auto tokens = tokens_of(words, name_tokens_max);
    return phrase_key(tokens, 0, tokens.size(), tier);
}

/// The language's code, its own name and its names in the language spoken.
std::vector<std::string> names_of(const Language& language, const Vocabulary& spoken, const Catalog& catalog) {
    std::vector<std::string> names{language, own_name(language, catalog)};
    const auto found = spoken.names.find(language);
    if (found != spoken.names.end()) names.insert(names.end(), found->second.begin(), found->second.end());
    return names;
}

}  // namespace

std::optional<Language> find_language(std::string_view words, const Language& spoken,
                                      std::span<const Language> offered, const Catalog& catalog) {
    const auto& vocabulary = catalog.vocabulary(spoken);
    for (const auto tier : {Tier::exact, Tier::loose}) {
        const auto wanted = key_of(words, tier);
        if (wanted.empty()) return std::nullopt;
        for (const auto& language : offered) {
            const auto names = names_of(language, vocabulary, catalog);
            const auto is_wanted = [&](const std::string& name) { return key_of(name, tier) == wanted; };
            if (std::any_of(names.begin(), names.end(), is_wanted)) return language;
        }
    }
    return std::nullopt;
}

std::string own_name(const Language& language, const Catalog& catalog) {
    const auto& languages = catalog.languages();
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) return language;
    const auto& name = catalog.vocabulary(language).own_name;
    return name.empty() ? language : name;
}

}  // namespace dialogs
