// The blanks around and within what a person wrote.
#pragma once

#include <string_view>

namespace dialogs {

[[nodiscard]] inline bool is_blank_sign(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Without the blanks, tabs and line breaks at its ends; a part of the text.
[[nodiscard]] inline std::string_view without_blank_ends(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace dialogs
