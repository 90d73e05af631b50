#include "dialogs/reading/utf8.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace dialogs {

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_code_point));
}

std::size_t byte_offset(std::string_view text, std::size_t code_point) {
    std::size_t at = 0;
    while (at < text.size() && code_point > 0) {
        ++at;
        while (at < text.size() && !begins_code_point(text[at]))
            ++at;
        --code_point;
    }
    return at;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    const auto size = static_cast<int64_t>(text.size());
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (int64_t at = 0; at < size;) {
        const int64_t begin = at;
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        if (code_point < 0) return static_cast<std::size_t>(begin);
    }
    return std::nullopt;
}

}  // namespace dialogs
