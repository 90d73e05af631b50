// Forms of a word where a language inflects: `tekstiviesti`, `tekstiviestit` and `Tekstiviestillä`.
// No grammar: the endings are data (`case_endings`, `stem_vowels` of words.yaml), and what is left
// of both words is compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

struct Inflection {
    std::vector<std::string> endings;  ///< folded as words are in tier one
    std::vector<std::string> vowels;   ///< of the stem, which change before an ending

    /// What may be left of a word without its ending; none of a short word, where too little would
    /// be.
    [[nodiscard]] std::vector<std::string> stems_of(std::string_view word) const;
};

/// True where two words have a stem in common (both sorted).
[[nodiscard]] bool share_a_stem(const std::vector<std::string>& a,
                                const std::vector<std::string>& b);

}  // namespace dialogs
