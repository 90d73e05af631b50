// A reply cut into words, numbers, pictures and signs. Digits and signs are read here, before anything is folded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// A piece of a reply.
struct Token {
    enum class Kind {
        word,
        number,    ///< a run of digits of any script; `exact` has them as 0–9
        fraction,  ///< ½ and its like
        emoji,     ///< without skin tone and variation selector
        sign       ///< punctuation or symbol; all dashes are `-`, all commas `,` and so on; a line break is `\n`
    };

    Kind kind = Kind::word;
    std::string exact;      ///< as compared in tier one; empty: a word too long to be one of ours
    std::string loose;      ///< of a word: as compared in tier two
    bool glued = false;     ///< nothing stands between it and the token before it
    bool cut = false;       ///< of a word: one letter, with its signs, of a script written without blanks
    std::size_t begin = 0;  ///< its bytes in the reply
    std::size_t end = 0;

    [[nodiscard]] bool is_word() const { return kind == Kind::word; }
    [[nodiscard]] bool is_number() const { return kind == Kind::number; }
    /// True of what carries meaning: words and numbers.
    [[nodiscard]] bool is_part() const { return is_word() || is_number(); }
    /// Goes on with the word before it: a later letter of a run written without blanks.
    [[nodiscard]] bool is_within_run() const { return cut && glued; }
    [[nodiscard]] bool is_sign(std::string_view sign) const { return kind == Kind::sign && exact == sign; }
};

using Tokens = std::vector<Token>;

/// Cuts valid UTF-8 into at most `most` tokens; what follows is left out. A script written without blanks (Chinese,
/// Thai, Lao, Khmer, Burmese) is cut into its letters: the phrases found among them are its words.
[[nodiscard]] Tokens tokens_of(std::string_view text, std::size_t most);

}  // namespace dialogs
