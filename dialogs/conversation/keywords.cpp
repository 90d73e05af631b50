// Finding the script whose keyword opens a message.
#include "dialogs/conversation/keywords.hpp"

#include "dialogs/blanks.hpp"
#include "dialogs/understanding/folding.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dialogs {
namespace {

constexpr std::size_t tokens_of_a_keyword = 48;  // sixteen words; letters, where it is written without blanks
constexpr std::size_t tokens_looked_at = 64;  // a keyword stands at the beginning

bool is_word_or_number(const Token& token) { return token.is_word() || token.is_number(); }

Tokens words_only(Tokens tokens) {
    std::erase_if(tokens, [](const Token& token) { return !is_word_or_number(token); });
    return tokens;
}

std::string title_of(const Script& script, const Language& language) {
    for (const auto& tag : fallback_chain(language)) {
        if (const auto found = script.title.find(tag); found != script.title.end())
            return found->second;
    }
    const auto source = script.title.find(script.source_language());
    return source == script.title.end() ? script.id : source->second;
}

/// What may stand behind a poster's code.
bool is_code_end(char c) { return is_blank_sign(c) || c == ',' || c == '.' || c == ':' || c == ';' || c == '!'; }

/// The values that the fact may have, where they are few and named: a choice's keys, a list's ids.
std::vector<std::string> codes_of(const Script& script, const Fact& fact) {
    if (fact.type != ValueType::key) return {};
    if (fact.list.empty()) return fact.keys;
    std::vector<std::string> codes;
    const auto list = script.places.find(fact.list);
    if (list == script.places.end()) return codes;
    for (const auto& place : list->second.places)
        codes.push_back(place.id);
    return codes;
}

}  // namespace

std::optional<PosterCode> poster_code(const Script& script, std::string_view behind_keyword) {
    const auto* const end = std::find_if(behind_keyword.begin(), behind_keyword.end(), is_code_end);
    const auto written = fold_exactly(behind_keyword.substr(0, static_cast<std::size_t>(end - behind_keyword.begin())));
    if (written.empty()) return std::nullopt;
    for (const auto& [name, fact] : script.given) {
        for (const auto& code : codes_of(script, fact)) {
            if (fold_exactly(code) != written) continue;
            const auto* const rest = std::find_if_not(end, behind_keyword.end(), is_code_end);
            return PosterCode{.fact = name, .value = code, .opening = std::string(rest, behind_keyword.end())};
        }
    }
    return std::nullopt;
}

/// The message as words: what keywords are compared with.
struct KeywordTable::Opened {
    explicit Opened(std::string_view its_text)
        : text(its_text), words(words_only(tokens_of(its_text, tokens_looked_at))) {}

    std::string_view text;
    Tokens words;

    /// What follows the first `count` words, without the signs between.
    [[nodiscard]] std::string behind(std::size_t count) const {
        return words.size() > count ? std::string(text.substr(words[count].begin)) : std::string();
    }
};

KeywordTable::KeywordTable(const std::vector<const Script*>& scripts) {
    std::size_t place = 0;
    for (std::size_t at = 0; at < scripts.size(); ++at) {
        for (const auto& [language, keywords] : scripts[at]->keywords) {
            for (const auto& keyword : keywords)
                add(keyword, {scripts[at], &language, at, place, 0});
            ++place;
        }
    }
}

void KeywordTable::add(std::string_view text, Keyword keyword) {
    const auto words = words_only(tokens_of(text, tokens_of_a_keyword));
    if (words.empty()) return;
    keyword.words = words.size();
    exact_[phrase_key(words, 0, words.size(), Tier::exact)].push_back(keyword);
    loose_[phrase_key(words, 0, words.size(), Tier::loose)].push_back(keyword);
    words_most_ = std::max(words_most_, words.size());
}

/// Of the first script that has one, in the language spoken rather than another, the longest.
const KeywordTable::Keyword* KeywordTable::best(const Opened& opened, const Language& language,
                                                Tier tier) const {
    const auto& words = opened.words;
    const auto is_foreign = [&](const Keyword& keyword) { return *keyword.language != language; };
    const auto rank = [&](const Keyword& keyword) {
        return std::tuple(keyword.script_place, is_foreign(keyword), keyword.place,
                          tokens_looked_at - keyword.words);
    };
    const auto counts = [&](const Keyword& keyword, std::size_t count) {
        // What follows a keyword must be wanted; another language's words count in tier one only.
        if (keyword.words != count || (tier == Tier::loose && is_foreign(keyword))) return false;
        if (count == words.size() || !keyword.script->opening.empty()) return true;
        const auto code = poster_code(*keyword.script, opened.behind(count));
        return code && code->opening.empty();
    };
    const auto& keywords = tier == Tier::exact ? exact_ : loose_;
    const Keyword* best = nullptr;
    for (std::size_t count = 1; count <= std::min(words_most_, words.size()); ++count) {
        const auto found = keywords.find(phrase_key(words, 0, count, tier));
        if (found == keywords.end()) continue;
        for (const auto& keyword : found->second) {
            const auto is_better = best == nullptr || rank(keyword) < rank(*best);
            if (counts(keyword, count) && is_better) best = &keyword;
        }
    }
    return best;
}

std::optional<KeywordMatch> KeywordTable::match(std::string_view message,
                                                const Language& language) const {
    if (empty()) return std::nullopt;
    const Opened opened(message);
    const auto* keyword = best(opened, language, Tier::exact);
    if (keyword == nullptr) keyword = best(opened, language, Tier::loose);
    if (keyword == nullptr) return std::nullopt;
    KeywordMatch match{.script = keyword->script->id,
                       .title = title_of(*keyword->script, language),
                       .opening = opened.behind(keyword->words),
                       .language = *keyword->language};
    if (auto code = poster_code(*keyword->script, match.opening)) {
        match.given.emplace(std::move(code->fact), std::move(code->value));
        match.opening = std::move(code->opening);
    }
    return match;
}

std::optional<KeywordMatch> match_keyword(const std::vector<const Script*>& scripts,
                                          std::string_view message, const Language& language) {
    return KeywordTable(scripts).match(message, language);
}

}  // namespace dialogs
