// Finding a place of a list by what residents call it: whole names, other names, municipalities;
// typing errors in words, never in digits.
#pragma once

#include "dialogs/listed_place.hpp"
#include "dialogs/understanding/tokens.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dialogs {

/// A reply cut into what a name may be made of.
struct PlaceReply {
    Tokens words;              ///< words and numbers only
    std::vector<bool> idle;    ///< beside each: it says nothing by itself (hei, kiitos)
    bool is_doubtful = false;  ///< a denial or an alternative is in it: nothing in it is sure
};

struct PlaceFound {
    enum class Kind { nothing, sure, unsure };
    Kind kind = Kind::nothing;
    std::vector<std::size_t> places{};  ///< sure: the one; unsure: the best, the likeliest first
    bool is_bare = false;               ///< sure: nothing but the place is in the reply
    bool is_whole = false;              ///< sure: one of its whole names is
};

/// The names of one list, made once per script. Some 700 places are searched in well under a
/// millisecond.
class PlaceIndex {
public:
    static constexpr std::size_t offered_max = 3;
    static constexpr std::size_t words_max =
        24;  ///< of a reply: what stands further on names no place

    explicit PlaceIndex(const std::vector<ListedPlace>& places);

    /// The id of the place at that place of the list.
    [[nodiscard]] const std::string& id(std::size_t place) const { return ids_.at(place); }
    /// Where the place of that id is in the list; nullopt where it is not.
    [[nodiscard]] std::optional<std::size_t> find_id(std::string_view id) const;

    /// Sure only where a whole name stands there (one typing error in a word of five letters or
    /// more at most), no other place is as near, and nothing else in the reply may be a place.
    [[nodiscard]] PlaceFound find(const PlaceReply& reply) const;

    /// The same among these places only, each of which was just offered: a word that belongs to one
    /// of them will do.
    [[nodiscard]] PlaceFound find_among(const PlaceReply& reply,
                                        const std::vector<std::size_t>& offered) const;

private:
    using Ids = std::vector<std::uint32_t>;
    struct Word {
        std::string exact;
        std::u32string letters;  ///< as compared in tier two
        std::uint64_t mask = 0;  ///< which letters are in it
        bool is_number = false;
        Ids places{};       ///< that have it in a name or as their municipality
        double weight = 0;  ///< how much it tells
    };
    struct Name {
        std::uint32_t place = 0;
        Ids words{};
    };
    /// Whole phrases, in both tiers.
    struct Phrases {
        std::unordered_map<std::string, Ids> exact{};
        std::unordered_map<std::string, Ids> loose{};
    };
    struct Match {
        std::size_t first = 0;
        std::size_t end = 0;
        const Ids* places = nullptr;
    };
    /// How near a word of the reply is to the words of the index.
    struct Near {
        std::uint32_t word = 0;
        int errors = 0;       ///< 0–2; 3: only its beginning is the same
        double likeness = 0;  ///< 0–1
    };
    struct Seen;

    void add(std::string_view phrase, std::uint32_t place, Phrases& whole, bool is_name);
    [[nodiscard]] static const Ids* find_phrase(const Phrases& whole, const Tokens& words,
                                                std::size_t first, std::size_t last);
    [[nodiscard]] static std::vector<Match> matches(const Phrases& whole, const Tokens& words,
                                                    std::size_t most);
    [[nodiscard]] std::vector<Near> near_words(const Token& token) const;
    [[nodiscard]] Seen look_at(const PlaceReply& reply) const;
    [[nodiscard]] static bool may_name(const Seen& seen, const PlaceReply& reply, std::size_t at);
    [[nodiscard]] PlaceFound by_whole_names(const PlaceReply& reply, const Seen& seen) const;
    [[nodiscard]] PlaceFound by_one_error(const PlaceReply& reply, const Seen& seen) const;
    [[nodiscard]] PlaceFound likeliest(const PlaceReply& reply, const Seen& seen) const;

    std::size_t count_ = 0;
    std::vector<std::string> ids_;
    std::size_t longest_ = 0;  ///< words of the longest name
    std::vector<Word> words_;
    std::unordered_map<std::string, std::uint32_t> word_ids_;
    std::vector<Name> names_;
    std::vector<std::size_t> name_sizes_;  ///< words of each place's shortest name
    Phrases whole_names_;
    Phrases municipalities_;
};

}  // namespace dialogs
