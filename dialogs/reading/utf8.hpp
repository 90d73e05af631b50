// Walking UTF-8 by code points: what places in files are counted in.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dialogs {

/// True for every byte that begins a code point.
[[nodiscard]] constexpr bool begins_code_point(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// The byte offset of the code point with that index, or the text's size where it is shorter.
[[nodiscard]] std::size_t byte_offset(std::string_view text, std::size_t code_point);

/// The byte offset of the first thing that is not UTF-8; nullopt where all of it is.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

}  // namespace dialogs
