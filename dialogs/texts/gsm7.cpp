#include "dialogs/texts/gsm7.hpp"

#include "dialogs/texts/code_points.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <array>
#include <cstdint>

namespace dialogs {
namespace {

constexpr char16_t escape = 0x1B;

/// The basic table: code point by septet.
constexpr std::array<char16_t, 128> basic = {
    u'@',   u'£',  u'$',  u'¥',  u'è',  u'é',  u'ù',  u'ì',     // 0x00
    u'ò',   u'Ç',  u'\n', u'Ø',  u'ø',  u'\r', u'Å',  u'å',     //
    u'Δ',   u'_',  u'Φ',  u'Γ',  u'Λ',  u'Ω',  u'Π',  u'Ψ',     // 0x10
    u'Σ',   u'Θ',  u'Ξ',  escape, u'Æ', u'æ',  u'ß',  u'É',     //
    u' ',   u'!',  u'"',  u'#',  u'¤',  u'%',  u'&',  u'\'',    // 0x20
    u'(',   u')',  u'*',  u'+',  u',',  u'-',  u'.',  u'/',     //
    u'0',   u'1',  u'2',  u'3',  u'4',  u'5',  u'6',  u'7',     // 0x30
    u'8',   u'9',  u':',  u';',  u'<',  u'=',  u'>',  u'?',     //
    u'¡',   u'A',  u'B',  u'C',  u'D',  u'E',  u'F',  u'G',     // 0x40
    u'H',   u'I',  u'J',  u'K',  u'L',  u'M',  u'N',  u'O',     //
    u'P',   u'Q',  u'R',  u'S',  u'T',  u'U',  u'V',  u'W',     // 0x50
    u'X',   u'Y',  u'Z',  u'Ä',  u'Ö',  u'Ñ',  u'Ü',  u'§',     //
    u'¿',   u'a',  u'b',  u'c',  u'd',  u'e',  u'f',  u'g',     // 0x60
    u'h',   u'i',  u'j',  u'k',  u'l',  u'm',  u'n',  u'o',     //
    u'p',   u'q',  u'r',  u's',  u't',  u'u',  u'v',  u'w',     // 0x70
    u'x',   u'y',  u'z',  u'ä',  u'ö',  u'ñ',  u'ü',  u'à'};

struct Extension {
    std::uint8_t septet;
    char16_t code_point;
};

constexpr std::array<Extension, 10> extensions = {{{0x0A, u'\f'},
                                                   {0x14, u'^'},
                                                   {0x28, u'{'},
                                                   {0x29, u'}'},
                                                   {0x2F, u'\\'},
                                                   {0x3C, u'['},
                                                   {0x3D, u'~'},
                                                   {0x3E, u']'},
                                                   {0x40, u'|'},
                                                   {0x65, u'€'}}};

/// A code point's septet: `absent`, or with `extended` set behind an escape.
constexpr std::uint8_t absent = 0xFF;
constexpr std::uint8_t extended = 0x80;

/// Septets by code point for Latin-1, where nearly all our text is.
constexpr std::array<std::uint8_t, 256> make_latin_septets() {
    std::array<std::uint8_t, 256> septets{};
    for (auto& septet : septets) septet = absent;
    for (std::size_t i = 0; i < basic.size(); ++i) {
        if (basic[i] < 256 && basic[i] != escape) septets[basic[i]] = static_cast<std::uint8_t>(i);
    }
    for (const auto& extension : extensions) {
        if (extension.code_point >= 256) continue;
        septets[extension.code_point] = static_cast<std::uint8_t>(extension.septet | extended);
    }
    return septets;
}

constexpr auto latin_septets = make_latin_septets();

std::uint8_t septet_of(char32_t code_point) {
    if (code_point < latin_septets.size()) return latin_septets[code_point];
    if (code_point == U'€') return 0x65 | extended;
    for (std::uint8_t i = 0x10; i < 0x1B; ++i) {  // the Greek capitals stand together
        if (basic[i] == code_point) return i;
    }
    return absent;
}

/// The character an escaped septet stands for; by the standard, its basic one where there is none, and a space for a
/// second escape.
char16_t extension_of(std::uint8_t septet) {
    for (const auto& extension : extensions) {
        if (extension.septet == septet) return extension.code_point;
    }
    return septet == escape ? u' ' : basic[septet];
}

}  // namespace

int gsm7_units(char32_t code_point) {
    const auto septet = septet_of(code_point);
    if (septet == absent) return 0;
    return (septet & extended) != 0 ? 2 : 1;
}

std::string gsm7_septets(std::string_view text) {
    std::string septets;
    septets.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto septet = septet_of(next_code_point(text, at));
        if (septet == absent) septet = '?';
        if ((septet & extended) != 0) septets += gsm7_escape;
        septets += static_cast<char>(septet & 0x7F);
    }
    return septets;
}

std::string text_from_gsm7(std::string_view septets) {
    std::string text;
    text.reserve(septets.size());
    for (std::size_t i = 0; i < septets.size(); ++i) {
        const auto septet = static_cast<std::uint8_t>(septets[i] & 0x7F);
        if (septet != escape) {
            append_code_point(text, basic[septet]);
        } else if (++i < septets.size()) {
            append_code_point(text, extension_of(static_cast<std::uint8_t>(septets[i] & 0x7F)));
        } else {
            text += ' ';
        }
    }
    return text;
}

std::string pack_septets(std::string_view septets, int fill_bits) {
    std::string octets((septets.size() * 7 + static_cast<std::size_t>(fill_bits) + 7) / 8, '\0');
    auto bit = static_cast<std::size_t>(fill_bits);
    for (const char septet : septets) {
        const auto shifted = static_cast<unsigned>(septet & 0x7F) << (bit % 8);
        octets[bit / 8] = static_cast<char>(octets[bit / 8] | static_cast<char>(shifted));
        if (shifted > 0xFF) octets[bit / 8 + 1] = static_cast<char>(shifted >> 8);
        bit += 7;
    }
    return octets;
}

std::string unpack_septets(std::string_view octets, std::size_t count, int fill_bits) {
    std::string septets;
    auto bit = static_cast<std::size_t>(fill_bits);
    for (; septets.size() < count && bit + 7 <= octets.size() * 8; bit += 7) {
        auto window = static_cast<unsigned>(static_cast<std::uint8_t>(octets[bit / 8]));
        if (bit / 8 + 1 < octets.size()) {
            window |= static_cast<unsigned>(static_cast<std::uint8_t>(octets[bit / 8 + 1])) << 8;
        }
        septets += static_cast<char>((window >> (bit % 8)) & 0x7F);
    }
    return septets;
}

}  // namespace dialogs
