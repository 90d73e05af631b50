// Phrases and what they stand for, found in a reply by their tokens: whole words only, spaces do not matter.
#pragma once

#include "dialogs/understanding/tokens.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dialogs {

/// How closely words are compared (rule 3).
enum class Tier { exact, loose };

/// A token as it is compared in that tier.
[[nodiscard]] const std::string& form(const Token& token, Tier tier);

/// What a phrase's tokens are joined to: `en tiedä` is `entiedä`; numbers stay apart.
[[nodiscard]] std::string phrase_key(const Tokens& tokens, std::size_t first, std::size_t last, Tier tier);

/// The tokens that a phrase beginning at `at` may cover, signs within it included: their ends, one per word.
/// `over_signs` also steps over commas and their like, as a label may have them.
[[nodiscard]] std::vector<std::size_t> phrase_ends(const Tokens& tokens, std::size_t at, std::size_t words_max,
                                                   bool over_signs);

/// True where two and more tokens may stand for a phrase written as one word (`kaksi kymmentä`).
[[nodiscard]] bool may_be_one_word(const Tokens& tokens, std::size_t first, std::size_t last);

/// A table from phrases to values. `Value` needs `merge(const Value&)`, which returns false where the two differ in
/// sense: in tier two such a phrase means nothing.
template <typename Value>
class PhraseTable {
  public:
    struct Match {
        std::size_t end = 0;  ///< behind its last token
        int words = 0;
        const Value* value = nullptr;
    };

    /// Adds a phrase (a trailing `*` is any ending of its last word). Of one already there, the values are merged.
    /// False where the phrase has no words.
    bool add(std::string_view phrase, const Value& value) {
        const bool open = phrase.ends_with('*');
        if (open) phrase.remove_suffix(1);
        const auto tokens = words_only(tokens_of(phrase, words_max * 4));
        if (tokens.empty() || tokens.size() > words_max) return false;
        auto& forms = open ? beginnings_ : phrases_;
        put(forms.exact, tokens, value, Tier::exact);
        put(forms.loose, tokens, value, Tier::loose);
        longest_ = std::max(longest_, tokens.size());
        if (open || tokens.size() > 1) note_head(tokens.front());
        if (open) note_beginning(tokens);
        return true;
    }

    /// Makes a word a possible first part of one written apart.
    void add_head(std::string_view word) {
        const auto tokens = tokens_of(word, words_max);
        if (!tokens.empty()) note_head(tokens.front());
        longest_ = std::max(longest_, parts_max);
    }

    /// The longest phrase that begins at the token.
    [[nodiscard]] std::optional<Match> longest(const Tokens& tokens, std::size_t at, Tier tier,
                                               bool over_signs = false) const {
        if (tokens[at].exact.empty() || (!tokens[at].is_word() && !tokens[at].is_number())) return std::nullopt;
        const bool is_head = over_signs || heads_.contains(tier == Tier::exact ? tokens[at].exact : tokens[at].loose);
        const auto most = over_signs ? longest_ + parts_max : is_head ? longest_ : std::size_t{1};
        const auto ends = phrase_ends(tokens, at, most, over_signs);
        for (auto end = ends.rbegin(); end != ends.rend(); ++end)
            if (const auto* entry = find(tokens, at, *end, tier))
                return Match{.end = *end, .words = static_cast<int>(ends.rend() - end), .value = &entry->value};
        return std::nullopt;
    }

    [[nodiscard]] const Value* exactly(std::string_view phrase) const {
        const auto tokens = words_only(tokens_of(phrase, words_max));
        const auto found = phrases_.exact.find(phrase_key(tokens, 0, tokens.size(), Tier::exact));
        return found == phrases_.exact.end() ? nullptr : &found->second.value;
    }

    [[nodiscard]] bool empty() const { return phrases_.exact.empty() && beginnings_.exact.empty(); }

  private:
    static constexpr std::size_t words_max = 16;  // a label is a line, not a story
    static constexpr std::size_t parts_max = 4;   // kaksi kymmentä yksi is three

    struct Entry {
        Value value;
        std::size_t words = 1;
        bool ambiguous = false;
    };
    using Map = std::unordered_map<std::string, Entry>;
    struct Forms {
        Map exact;
        Map loose;
    };

    static Tokens words_only(Tokens tokens) {
        std::erase_if(tokens, [](const Token& token) { return !token.is_word() && !token.is_number(); });
        return tokens;
    }

    static void put(Map& map, const Tokens& tokens, const Value& value, Tier tier) {
        const auto [entry, is_new] = map.try_emplace(phrase_key(tokens, 0, tokens.size(), tier));
        if (is_new) {
            entry->second.value = value;
            entry->second.words = tokens.size();
            return;
        }
        entry->second.words = std::max(entry->second.words, tokens.size());
        if (!entry->second.value.merge(value) && tier == Tier::loose) entry->second.ambiguous = true;
    }

    void note_head(const Token& token) {
        heads_.insert(token.exact);
        if (token.is_word()) heads_.insert(token.loose);
    }

    void note_beginning(const Tokens& tokens) {
        starts_.insert(phrase_key(tokens, 0, tokens.size(), Tier::exact).substr(0, start_bytes));
        starts_.insert(phrase_key(tokens, 0, tokens.size(), Tier::loose).substr(0, start_bytes));
        shortest_ = std::min(shortest_, tokens.back().exact.size());
    }

    const Entry* find(const Tokens& tokens, std::size_t first, std::size_t last, Tier tier) const {
        auto key = phrase_key(tokens, first, last, tier);
        const auto& whole = tier == Tier::exact ? phrases_.exact : phrases_.loose;
        const auto found = whole.find(key);
        if (found != whole.end() && fits(found->second, tokens, first, last)) return &found->second;
        return find_beginning(std::move(key), tokens[last - 1], last - first == 1, tier);
    }

    const Entry* find_beginning(std::string key, const Token& last_word, bool is_alone, Tier tier) const {
        const auto& map = tier == Tier::exact ? beginnings_.exact : beginnings_.loose;
        if (map.empty() || !starts_.contains(key.substr(0, start_bytes))) return nullptr;
        const auto& word = tier == Tier::exact || !last_word.is_word() ? last_word.exact : last_word.loose;
        const auto fixed = key.size() - word.size();
        for (; key.size() > fixed && key.size() >= start_bytes; key.pop_back()) {
            const auto found = map.find(key);
            if (found != map.end() && !found->second.ambiguous && (found->second.words == 1) == is_alone)
                return &found->second;
        }
        return nullptr;
    }

    static bool fits(const Entry& entry, const Tokens& tokens, std::size_t first, std::size_t last) {
        return !entry.ambiguous && (last - first == 1 || entry.words > 1 || may_be_one_word(tokens, first, last));
    }

    static constexpr std::size_t start_bytes = 2;

    Forms phrases_;
    Forms beginnings_;
    std::unordered_set<std::string> heads_;   ///< first words of phrases of several
    std::unordered_set<std::string> starts_;  ///< first bytes of what may have any ending
    std::size_t longest_ = 1;
    std::size_t shortest_ = words_max;
};

}  // namespace dialogs
