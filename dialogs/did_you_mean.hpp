// "Did you mean …?": misspelt words of a script, and what they were to be.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// Damerau–Levenshtein distance in code points (a swap of neighbours counts one); words over 64 are
/// cut.
[[nodiscard]] int spelling_distance(std::string_view a, std::string_view b);

/// The known word that the wrong one most likely is; nullopt where none is near.
[[nodiscard]] std::optional<std::string> closest_word(std::string_view wrong,
                                                      const std::vector<std::string>& known);

/// "; did you mean `type`?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view wrong,
                                       const std::vector<std::string>& known);

}  // namespace dialogs
