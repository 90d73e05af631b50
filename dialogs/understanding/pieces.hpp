// A reply as a row of pieces: words known and unknown, numbers, labels, pictures, signs. What they are, not yet what
// they answer.
#pragma once

#include "dialogs/understanding/labels.hpp"
#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/words.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace dialogs {

struct Piece {
    enum class Kind { word, number, fraction, emoji, sign };

    Kind kind = Kind::word;
    std::size_t first = 0;  ///< its tokens: [first, last)
    std::size_t last = 0;
    Meaning meaning;                  ///< of a word or phrase; empty: an unknown word
    std::optional<FoundLabel> label;  ///< one of the question's own words
    WrittenNumber number;             ///< of digits

    [[nodiscard]] bool is_sign() const { return kind == Kind::sign; }
    [[nodiscard]] bool is_unknown_word() const {
        return kind == Kind::word && !label && meaning.roles.empty() && !meaning.number && !meaning.smiley;
    }
    /// A quantity in digits or words that is a plain number, and nothing else.
    [[nodiscard]] std::optional<double> plain_number() const;
};

/// How near a word must come to a label.
enum class Nearness { exact, beginnings_and_typing_errors };

/// Cuts the tokens into pieces, the longest at each place: a label before a word before a number of the same length.
[[nodiscard]] std::vector<Piece> pieces_of(const Tokens& tokens, const Words& words, const Labels& labels,
                                           Nearness nearness, char grouping_sign);

}  // namespace dialogs
