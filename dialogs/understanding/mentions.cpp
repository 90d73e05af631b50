#include "dialogs/understanding/mentions.hpp"

#include "dialogs/understanding/phrase_table.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t tokens_of_a_text = 4'000;

struct SoughtWord {
    Token token;
    bool any_ending = false;
};

/// `formal complaint*`: two words, the second with any ending.
std::vector<SoughtWord> sought_words(std::string_view phrase) {
    std::vector<SoughtWord> words;
    for (std::size_t begin = 0; begin <= phrase.size();) {
        const auto end = std::min(phrase.find(' ', begin), phrase.size());
        auto part = phrase.substr(begin, end - begin);
        const auto any_ending = part.ends_with('*');
        if (any_ending) part.remove_suffix(1);
        const auto first = words.size();
        for (auto& token : tokens_of(part, tokens_of_a_text)) {
            if (token.is_part()) words.push_back({std::move(token), false});
        }
        if (any_ending && words.size() > first) words.back().any_ending = true;
        begin = end + 1;
    }
    return words;
}

/// Thai, Chinese and their like write no blanks between words.
bool is_without_blanks(const std::string& word) {
    return !word.empty() && static_cast<unsigned char>(word.front()) >= 0xE0;  // U+0800 and above
}

bool is_sought(const Token& said, const SoughtWord& word, Tier tier) {
    const auto& written = form(said, tier);
    const auto& wanted = form(word.token, tier);
    if (wanted.empty()) return false;
    if (is_without_blanks(wanted)) return written.find(wanted) != std::string::npos;
    return word.any_ending ? written.starts_with(wanted) : written == wanted;
}

bool stands_at(const std::vector<const Token*>& text, std::size_t at,
               const std::vector<SoughtWord>& words, Tier tier) {
    if (words.empty() || at + words.size() > text.size()) return false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_sought(*text[at + i], words[i], tier)) return false;
    }
    return true;
}

}  // namespace

bool mentions_any(std::string_view text, const std::vector<std::string>& phrases) {
    const auto tokens = tokens_of(text, tokens_of_a_text);
    std::vector<const Token*> parts;
    for (const auto& token : tokens) {
        if (token.is_part()) parts.push_back(&token);
    }
    return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
        const auto words = sought_words(phrase);
        for (std::size_t at = 0; at < parts.size(); ++at) {
            if (stands_at(parts, at, words, Tier::exact) ||
                stands_at(parts, at, words, Tier::loose))
                return true;
        }
        return false;
    });
}

}  // namespace dialogs
