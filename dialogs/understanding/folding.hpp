// How words are made comparable: the two tiers of rule 3. No service of ICU does the second, so it lives here.
#pragma once

#include <string>
#include <string_view>

namespace dialogs {

/// Tier one: NFKC_Casefold, without apostrophe signs and invisible characters. For one word of valid UTF-8.
[[nodiscard]] std::string fold_exactly(std::string_view word);

/// Tier two, of a word already folded exactly: accents of Latin and Greek letters, Arabic marks, hamza, tatweel and
/// letter variants are dropped. й, ї and Thai signs are letters and stay.
[[nodiscard]] std::string fold_loosely(std::string_view folded);

/// Latin, Cyrillic and Greek capitals that look alike become the same letter. For the STOP words only.
[[nodiscard]] std::string fold_lookalikes(std::string_view folded);

[[nodiscard]] bool is_ascii(std::string_view text);

/// True for the signs that people write for an apostrophe (also accents standing alone): not part of a word.
[[nodiscard]] bool is_apostrophe(char32_t sign);

}  // namespace dialogs
