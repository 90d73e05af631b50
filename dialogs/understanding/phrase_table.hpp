// Phrases and what they stand for, found in a reply by their tokens: whole words only, spaces do not matter.
#pragma once

#include "dialogs/text_map.hpp"
#include "dialogs/understanding/tokens.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

/// A phrase that grows from a token on, a word at a time; signs within it are stepped over.
class GrowingPhrase {
  public:
    /// `over_signs` also steps over commas and their like, as a label may have them.
    GrowingPhrase(const Tokens& tokens, std::size_t at, Tier tier, bool over_signs)
        : tokens_(tokens), tier_(tier), over_signs_(over_signs), first_(at), end_(at) {}

    /// Takes the next word; false where none follows.
    [[nodiscard]] bool grow();

    [[nodiscard]] std::string_view key() const { return words_ == 1 ? form(tokens_[first_], tier_) : joined_; }
    [[nodiscard]] std::size_t first() const { return first_; }
    [[nodiscard]] std::size_t end() const { return end_; }  ///< behind its last token
    [[nodiscard]] std::size_t words() const { return words_; }
    [[nodiscard]] const Token& last_word() const { return tokens_[end_ - 1]; }

    /// True where its tokens may stand for a phrase written as one word (`kaksi kymmentä`).
    [[nodiscard]] bool may_be_one_word() const;

  private:
    const Tokens& tokens_;
    Tier tier_;
    bool over_signs_;
    std::size_t first_;
    std::size_t end_;
    std::size_t words_ = 0;
    std::string joined_;  ///< its key, from the second word on
};

/// The first two bytes of what may have any ending, and how long such beginnings are: few lengths are worth a look.
class Beginnings {
  public:
    void add(std::string_view beginning);
    /// The lengths of beginnings that start as the text does, the longest first.
    [[nodiscard]] std::span<const std::size_t> lengths(std::string_view text) const;

  private:
    static constexpr std::size_t start_bytes = 2;
    TextMap<std::vector<std::size_t>> lengths_;
};

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
        const auto tokens = words_only(tokens_of(phrase, tokens_max));
        if (tokens.empty() || word_count(tokens) > words_max) return false;
        for (const auto tier : {Tier::exact, Tier::loose}) put(open, tokens, value, tier);
        most_words_ = std::max(most_words_, tokens.size());
        if (open || tokens.size() > 1) note_head(tokens.front());
        if (tokens.front().cut) note_run(tokens);
        return true;
    }

    /// Makes a word a possible first part of one written apart.
    void add_head(std::string_view word) {
        const auto tokens = tokens_of(word, words_max);
        if (!tokens.empty()) note_head(tokens.front());
        most_words_ = std::max(most_words_, parts_max);
    }

    /// From now on accents make the word: one that is written with them is compared in tier one alone.
    void heed_tones() { tones_ = true; }

    /// The longest phrase that begins at the token.
    [[nodiscard]] std::optional<Match> longest(const Tokens& tokens, std::size_t at, Tier tier,
                                               bool over_signs = false) const {
        if (empty() || tokens[at].exact.empty() || !tokens[at].is_part()) return std::nullopt;
        if (tier == Tier::loose && tones_ && tokens[at].is_word() && tokens[at].exact != tokens[at].loose)
            return std::nullopt;
        const bool is_head = over_signs || heads_.contains(tier == Tier::exact ? tokens[at].exact : tokens[at].loose);
        const auto most = over_signs ? most_words_ + parts_max : is_head ? most_words_ : std::size_t{1};
        std::optional<Match> best;
        for (GrowingPhrase phrase(tokens, at, tier, over_signs); phrase.words() < most && phrase.grow();) {
            if (tokens[at].cut && !runs_.contains(phrase.key())) break;
            if (const auto* entry = find(phrase, tier))
                best = Match{.end = phrase.end(), .words = static_cast<int>(phrase.words()), .value = &entry->value};
            if (phrase.key().size() > most_bytes_) break;
        }
        return best;
    }

    [[nodiscard]] const Value* exactly(std::string_view phrase) const {
        const auto tokens = words_only(tokens_of(phrase, tokens_max));
        const auto found = phrases_.exact.find(phrase_key(tokens, 0, tokens.size(), Tier::exact));
        return found == phrases_.exact.end() ? nullptr : &found->second.value;
    }

    [[nodiscard]] bool empty() const { return phrases_.exact.empty() && beginnings_.exact.empty(); }

    /// Calls `visit(key, value, is_open)` for each phrase in each tier, as it is compared.
    template <class Visit>
    void for_each_key(Visit visit) const {
        for (const auto* map : {&phrases_.exact, &phrases_.loose})
            for (const auto& [key, entry] : *map) visit(std::string_view(key), entry.value, false);
        for (const auto* map : {&beginnings_.exact, &beginnings_.loose})
            for (const auto& [key, entry] : *map) visit(std::string_view(key), entry.value, true);
    }

    /// True of a word that phrases of several words begin with.
    [[nodiscard]] bool is_head(std::string_view word) const { return heads_.contains(word); }

  private:
    static constexpr std::size_t words_max = 16;  // a label is a line, not a story
    static constexpr std::size_t tokens_max = words_max * 4;
    static constexpr std::size_t parts_max = 4;   // kaksi kymmentä yksi is three

    struct Entry {
        Value value;
        std::size_t words = 1;
        bool ambiguous = false;
    };
    struct Forms {
        TextMap<Entry> exact;
        TextMap<Entry> loose;
        [[nodiscard]] const TextMap<Entry>& in(Tier tier) const { return tier == Tier::exact ? exact : loose; }
        [[nodiscard]] TextMap<Entry>& in(Tier tier) { return tier == Tier::exact ? exact : loose; }
    };

    /// A run of letters written without blanks counts as one word.
    static std::size_t word_count(const Tokens& tokens) {
        return static_cast<std::size_t>(
            std::count_if(tokens.begin(), tokens.end(), [](const Token& token) { return !token.is_within_run(); }));
    }

    static Tokens words_only(Tokens tokens) {
        std::erase_if(tokens, [](const Token& token) { return !token.is_part(); });
        return tokens;
    }

    void put(bool open, const Tokens& tokens, const Value& value, Tier tier) {
        auto key = phrase_key(tokens, 0, tokens.size(), tier);
        most_bytes_ = std::max(most_bytes_, key.size());
        if (open) open_.add(key);
        const auto [entry, is_new] = (open ? beginnings_ : phrases_).in(tier).try_emplace(std::move(key));
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

    /// All beginnings of a phrase of a script without blanks: its letters are many, few begin anything.
    void note_run(const Tokens& tokens) {
        for (std::size_t last = 1; last <= tokens.size(); ++last) {
            runs_.insert(phrase_key(tokens, 0, last, Tier::exact));
            runs_.insert(phrase_key(tokens, 0, last, Tier::loose));
        }
    }

    const Entry* find(const GrowingPhrase& phrase, Tier tier) const {
        const auto& whole = phrases_.in(tier);
        const auto found = whole.find(phrase.key());
        return found != whole.end() && fits(found->second, phrase) ? &found->second : find_beginning(phrase, tier);
    }

    const Entry* find_beginning(const GrowingPhrase& phrase, Tier tier) const {
        const auto& map = beginnings_.in(tier);
        if (map.empty()) return nullptr;
        const bool is_alone = phrase.end() - phrase.first() == 1;
        const auto key = phrase.key();
        const auto fixed = key.size() - form(phrase.last_word(), tier).size();
        for (const auto length : open_.lengths(key)) {
            if (length > key.size()) continue;
            if (length <= fixed) break;
            const auto found = map.find(key.substr(0, length));
            if (found != map.end() && !found->second.ambiguous && (found->second.words == 1) == is_alone)
                return &found->second;
        }
        return nullptr;
    }

    static bool fits(const Entry& entry, const GrowingPhrase& phrase) {
        const bool is_one_token = phrase.end() - phrase.first() == 1;
        return !entry.ambiguous && (is_one_token || entry.words > 1 || phrase.may_be_one_word());
    }

    Forms phrases_;
    Forms beginnings_;
    using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;
    TextSet heads_;    ///< first words of phrases of several
    TextSet runs_;     ///< beginnings of phrases in scripts without blanks
    Beginnings open_;  ///< of `beginnings_`, both tiers
    std::size_t most_words_ = 1;
    std::size_t most_bytes_ = 0;
    bool tones_ = false;
};

}  // namespace dialogs
