// UTF-8 read and written code point by code point, through ICU's macros.
#pragma once

#include <unicode/utf8.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dialogs {

/// The code point at byte `at` (which must be inside the text); moves `at` behind it. Faulty bytes read as U+FFFD.
[[nodiscard]] inline char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 code_point = 0;
    U8_NEXT_OR_FFFD(bytes, at, text.size(), code_point);
    return static_cast<char32_t>(code_point);
}

/// Appends a code point that is no surrogate.
inline void append_code_point(std::string& text, char32_t code_point) {
    std::uint8_t bytes[U8_MAX_LENGTH];
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, static_cast<std::uint32_t>(code_point));
    text.append(reinterpret_cast<const char*>(bytes), length);
}

}  // namespace dialogs
