#include "dialogs/understanding/plain_characters.hpp"

#include "dialogs/texts/code_points.hpp"

#include <unicode/uchar.h>

#include <algorithm>

namespace dialogs {

namespace {

constexpr UChar32 keycap = 0x20E3;

char32_t plain(char32_t code) {
    const auto character = static_cast<UChar32>(code);
    if (const auto digit = u_charDigitValue(character); digit >= 0) return U'0' + static_cast<char32_t>(digit);
    if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFEE0;  // full-width twins of ASCII
    if (u_hasBinaryProperty(character, UCHAR_DASH)) return U'-';
    if (code != U'\n' && u_isUWhiteSpace(character)) return U' ';
    return code;
}

/// Belongs to the grapheme before it.
bool combines(UChar32 character) {
    const auto kind = u_getIntPropertyValue(character, UCHAR_GRAPHEME_CLUSTER_BREAK);
    return kind == U_GCB_EXTEND || kind == U_GCB_SPACING_MARK || kind == U_GCB_ZWJ || character == keycap;
}

/// Belongs to the grapheme behind it: the Arabic number sign.
bool goes_before(UChar32 character) {
    return u_getIntPropertyValue(character, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_PREPEND;
}

}  // namespace

std::vector<PlainCharacter> plain_characters(std::string_view text) {
    std::vector<PlainCharacter> characters;
    std::size_t prepended = std::string_view::npos;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto code = next_code_point(text, at);
        const auto character = static_cast<UChar32>(code);
        if (combines(character) && !characters.empty() && characters.back().end == begin) {
            characters.back().end = at;
            continue;
        }
        if (goes_before(character)) {
            if (prepended == std::string_view::npos) prepended = begin;
            continue;
        }
        if (u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
            prepended = std::string_view::npos;
            continue;
        }
        characters.push_back({.code = plain(code), .begin = std::min(begin, prepended), .end = at});
        prepended = std::string_view::npos;
    }
    return characters;
}

bool is_plain_digit(char32_t code) { return code >= U'0' && code <= U'9'; }
bool is_any_letter(char32_t code) { return u_isalpha(static_cast<UChar32>(code)) != 0; }

}  // namespace dialogs
