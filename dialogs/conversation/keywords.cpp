// Finding the script whose keyword opens a message.
#include "dialogs/conversation/advance.hpp"
#include "dialogs/texts/render_text.hpp"
#include "dialogs/understanding/phrase_table.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t tokens_of_a_keyword = 16;
constexpr std::size_t tokens_looked_at = 64;  // a keyword stands at the beginning

bool is_word_or_number(const Token& token) { return token.is_word() || token.is_number(); }

Tokens words_only(Tokens tokens) {
    std::erase_if(tokens, [](const Token& token) { return !is_word_or_number(token); });
    return tokens;
}

/// The message as words: what keywords are compared with.
struct Opened {
    explicit Opened(std::string_view its_text)
        : text(its_text), words(words_only(tokens_of(its_text, tokens_looked_at))) {}

    std::string_view text;
    Tokens words;

    /// What follows the first `count` words, without the signs between.
    [[nodiscard]] std::string behind(std::size_t count) const {
        return words.size() > count ? std::string(text.substr(words[count].begin)) : std::string();
    }
};

bool begins_with(const Opened& message, const Tokens& keyword, Tier tier) {
    if (keyword.empty() || keyword.size() > message.words.size()) return false;
    return phrase_key(message.words, 0, keyword.size(), tier) ==
           phrase_key(keyword, 0, keyword.size(), tier);
}

/// The number of words in the keyword of that script and language that opens the message; 0: none
/// does.
std::size_t words_matched(const Script& script, const Language& language, const Opened& message,
                          Tier tier) {
    const auto found = script.keywords.find(language);
    if (found == script.keywords.end()) return 0;
    std::size_t longest = 0;
    for (const auto& keyword : found->second) {
        const auto words = words_only(tokens_of(keyword, tokens_of_a_keyword));
        const auto is_alone = words.size() == message.words.size();
        if (!begins_with(message, words, tier) || (!is_alone && script.opening.empty())) continue;
        longest = std::max(longest, words.size());
    }
    return longest;
}

std::string title_of(const Script& script, const Language& language) {
    for (const auto& tag : fallback_chain(language)) {
        if (const auto found = script.title.find(tag); found != script.title.end())
            return found->second;
    }
    const auto source = script.title.find(script.source_language());
    return source == script.title.end() ? script.id : source->second;
}

std::vector<Language> spoken_first(const Script& script, const Language& spoken) {
    std::vector<Language> languages{spoken};
    for (const auto& [language, words] : script.keywords) {
        if (language != spoken) languages.push_back(language);
    }
    return languages;
}

}  // namespace

std::optional<KeywordMatch> match_keyword(const std::vector<const Script*>& scripts,
                                          std::string_view message, const Language& language) {
    const Opened opened(message);
    if (opened.words.empty()) return std::nullopt;
    for (const auto tier : {Tier::exact, Tier::loose}) {
        for (const auto* script : scripts) {
            for (const auto& tag : spoken_first(*script, language)) {
                // Another language's words count in tier one only.
                if (tier == Tier::loose && tag != language) continue;
                const auto count = words_matched(*script, tag, opened, tier);
                if (count == 0) continue;
                return KeywordMatch{.script = script->id,
                                    .title = title_of(*script, language),
                                    .opening = opened.behind(count),
                                    .language = tag};
            }
        }
    }
    return std::nullopt;
}

}  // namespace dialogs
