// A text as plain characters, each knowing its bytes: what personal data is looked for in.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace dialogs {

/// Digits of every script are 0–9, dashes `-`, blanks a space, full-width letters ASCII.
struct PlainCharacter {
    char32_t code = 0;
    std::size_t begin = 0;  ///< its first byte in the text
    std::size_t end = 0;    ///< behind its last byte, and behind what combines with it
};

/// Invisible characters are left out; each character reaches over what combines with it, so that no grapheme is cut
/// between two of them.
[[nodiscard]] std::vector<PlainCharacter> plain_characters(std::string_view text);

[[nodiscard]] bool is_plain_digit(char32_t code);
[[nodiscard]] bool is_any_letter(char32_t code);

}  // namespace dialogs
