#include "channels/charset.hpp"

#include "dialogs/texts/sms_text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace channels {
namespace {

constexpr std::string_view replacement = "\uFFFD";
constexpr std::string_view byte_order_mark = "\uFEFF";

struct Name {
    std::string_view name;
    Charset charset;
};
constexpr std::array names = {
    Name{"utf-8", Charset::utf8},
    Name{"utf8", Charset::utf8},
    Name{"us-ascii", Charset::utf8},
    Name{"iso-8859-1", Charset::latin1},
    Name{"latin1", Charset::latin1},
    Name{"iso-8859-15", Charset::latin9},
    Name{"windows-1252", Charset::windows1252},
    Name{"utf-16be", Charset::utf16be},
    Name{"utf-16", Charset::utf16be},
    Name{"ucs-2", Charset::utf16be},
    Name{"ucs2", Charset::utf16be},
    Name{"utf-16be-hex", Charset::utf16be_hex},
    Name{"gsm7", Charset::gsm7},
    Name{"base64", Charset::base64},
};

/// What windows-1252 has where Latin-1 has control characters; 0 where it has nothing.
constexpr std::array<char16_t, 32> windows1252_signs = {
    u'€', 0,    u'‚', u'ƒ', u'„', u'…', u'†', u'‡', u'ˆ', u'‰', u'Š', u'‹', u'Œ', 0, u'Ž', 0,
    0,    u'‘', u'’', u'“', u'”', u'•', u'–', u'—', u'˜', u'™', u'š', u'›', u'œ', 0, u'ž', u'Ÿ'};

char16_t latin9_sign(std::uint8_t byte) {
    switch (byte) {
        case 0xA4:
            return u'€';
        case 0xA6:
            return u'Š';
        case 0xA8:
            return u'š';
        case 0xB4:
            return u'Ž';
        case 0xB8:
            return u'ž';
        case 0xBC:
            return u'Œ';
        case 0xBD:
            return u'œ';
        case 0xBE:
            return u'Ÿ';
        default:
            return byte;
    }
}

char16_t sign_of(std::uint8_t byte, Charset charset) {
    if (charset == Charset::latin9) return latin9_sign(byte);
    if (charset == Charset::windows1252 && byte >= 0x80 && byte < 0xA0) {
        const auto sign = windows1252_signs[byte - 0x80U];
        return sign == 0 ? u'\uFFFD' : sign;
    }
    return byte;
}

std::string from_single_bytes(std::string_view bytes, Charset charset) {
    std::string utf16;
    for (const char byte : bytes) {
        const auto sign = sign_of(static_cast<std::uint8_t>(byte), charset);
        utf16 += static_cast<char>(sign >> 8);
        utf16 += static_cast<char>(sign & 0xFF);
    }
    return dialogs::text_from_utf16be(utf16);
}

std::string bytes_from_hex(std::string_view hex) {
    std::string bytes(hex.size() / 2, '\0');
    std::size_t length = 0;
    sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(),
                   hex.size(), " \r\n", &length, nullptr);
    bytes.resize(length);
    return bytes;
}

std::string bytes_from_base64(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    const auto unpadded = text.substr(0, text.find('='));
    sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), unpadded.data(),
                      unpadded.size(), " \r\n", &length, nullptr,
                      sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    bytes.resize(length);
    return bytes;
}

/// How many bytes of a valid UTF-8 sequence begin there; 0 where none does. `tried` is what a
/// faulty one takes.
std::size_t sequence_length(std::string_view bytes, std::size_t at, std::size_t& tried) {
    const auto byte_at = [bytes](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const auto lead = byte_at(at);
    tried = 1;
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (; tried < length; ++tried) {
        if (at + tried >= bytes.size()) return 0;
        const auto byte = byte_at(at + tried);
        if (byte < low || byte > high) return 0;
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

std::string repaired_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t tried = 0;
        const auto length = sequence_length(bytes, at, tried);
        const bool readable = length > 0 && bytes[at] != '\0';
        text += readable ? bytes.substr(at, length) : replacement;
        at += tried;
    }
    return text;
}

std::string decoded(std::string_view bytes, Charset charset) {
    switch (charset) {
        case Charset::utf8:
            return std::string(bytes);
        case Charset::latin1:
        case Charset::latin9:
        case Charset::windows1252:
            return from_single_bytes(bytes, charset);
        case Charset::utf16be:
            return dialogs::text_from_utf16be(bytes);
        case Charset::utf16be_hex:
            return dialogs::text_from_utf16be(bytes_from_hex(bytes));
        case Charset::gsm7:
            return dialogs::text_from_gsm7(bytes);
        case Charset::base64:
            return bytes_from_base64(bytes);
    }
    return std::string(bytes);
}

}  // namespace

std::optional<Charset> charset_named(std::string_view name) {
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (const auto& known : names) {
        if (known.name == lower) return known.charset;
    }
    return std::nullopt;
}

std::string_view charset_names() {
    return "utf-8, iso-8859-1, iso-8859-15, windows-1252, utf-16be, utf-16be-hex, gsm7, base64";
}

std::string decode_text(std::string_view bytes, Charset charset) {
    auto text = repaired_utf8(decoded(bytes, charset));
    if (text.compare(0, byte_order_mark.size(), byte_order_mark) == 0)
        text.erase(0, byte_order_mark.size());
    return text;
}

bool is_printable_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto byte = static_cast<std::uint8_t>(bytes[at]);
        const bool control =
            (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7F;
        std::size_t tried = 0;
        if (control || sequence_length(bytes, at, tried) == 0) return false;
        at += tried;
    }
    return true;
}

}  // namespace channels
