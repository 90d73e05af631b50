// How far two words are apart: what "did you mean" and the names of places are compared by.
#pragma once

#include <cstddef>
#include <string_view>

namespace dialogs {

/// The longest word that can be compared.
inline constexpr std::size_t edited_letters_max = 64;

/// Damerau–Levenshtein distance: how many letters are changed, added, left out or swapped with their neighbour
/// (optimal string alignment). Beyond `most` it is not counted: `most + 1`. Both words have at most
/// `edited_letters_max` letters.
[[nodiscard]] int edit_distance(std::u32string_view a, std::u32string_view b, int most);

}  // namespace dialogs
