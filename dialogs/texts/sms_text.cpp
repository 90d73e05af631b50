#include "dialogs/texts/sms_text.hpp"

#include "dialogs/texts/code_points.hpp"
#include "dialogs/texts/gsm7.hpp"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

namespace dialogs {
namespace {

/// What a message carries alone, and a part behind a concatenation header with an 8-bit reference.
struct Room {
    int alone;
    int part;
};
constexpr Room gsm7_room{160, 153};
constexpr Room ucs2_room{70, 67};

constexpr char32_t replacement = 0xFFFD;

int ucs2_units(char32_t code_point) { return code_point > 0xFFFF ? 2 : 1; }

struct Measure {
    SmsEncoding encoding = SmsEncoding::gsm7;
    int units = 0;

    [[nodiscard]] Room room() const { return encoding == SmsEncoding::gsm7 ? gsm7_room : ucs2_room; }
};

Measure measure(std::string_view text) {
    int septets = 0;
    int utf16 = 0;
    bool foreign = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto code_point = next_code_point(text, at);
        const auto units = gsm7_units(code_point);
        foreign = foreign || units == 0;
        septets += units;
        utf16 += ucs2_units(code_point);
    }
    return foreign ? Measure{SmsEncoding::ucs2, utf16} : Measure{SmsEncoding::gsm7, septets};
}

/// A stretch of text that stays together, and its units.
struct Stretch {
    std::size_t bytes;
    int units;
};

std::vector<Stretch> gsm7_pieces(std::string_view text) {
    std::vector<Stretch> pieces;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        auto units = gsm7_units(next_code_point(text, at));
        if (text[begin] == '\r' && at < text.size() && text[at] == '\n') {
            ++at;
            ++units;
        }
        pieces.push_back({at - begin, units});
    }
    return pieces;
}

std::vector<Stretch> code_points_of(std::string_view text) {
    std::vector<Stretch> pieces;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto units = ucs2_units(next_code_point(text, at));
        pieces.push_back({at - begin, units});
    }
    return pieces;
}

/// The grapheme whole, or its code points where no part could hold it.
void append_grapheme(std::vector<Stretch>& pieces, std::string_view grapheme) {
    const auto points = code_points_of(grapheme);
    Stretch whole{grapheme.size(), 0};
    for (const auto& point : points) whole.units += point.units;
    if (whole.units <= ucs2_room.part) {
        pieces.push_back(whole);
    } else {
        pieces.insert(pieces.end(), points.begin(), points.end());
    }
}

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};

std::vector<Stretch> graphemes_of(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> view(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    if (U_SUCCESS(status)) breaks->setText(view.get(), status);
    if (U_FAILURE(status)) return code_points_of(text);  // without ICU's data, the best there is
    std::vector<Stretch> pieces;
    auto begin = static_cast<std::size_t>(breaks->first());
    for (auto next = breaks->next(); next != icu::BreakIterator::DONE; next = breaks->next()) {
        const auto end = static_cast<std::size_t>(next);
        append_grapheme(pieces, text.substr(begin, end - begin));
        begin = end;
    }
    return pieces;
}

/// The parts in order: bytes and units of each. Whole where it fits; else each filled with pieces greedily.
std::vector<Stretch> fill_parts(std::string_view text, const Measure& measured) {
    if (measured.units <= measured.room().alone) return {{text.size(), measured.units}};
    const auto pieces =
        measured.encoding == SmsEncoding::gsm7 ? gsm7_pieces(text) : graphemes_of(text);
    std::vector<Stretch> parts{{0, 0}};
    for (const auto& piece : pieces) {
        if (parts.back().units + piece.units > measured.room().part) parts.push_back({0, 0});
        parts.back().bytes += piece.bytes;
        parts.back().units += piece.units;
    }
    return parts;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string nfc(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFCInstance(status);
    std::string normalized;
    icu::StringByteSink<std::string> sink(&normalized);
    const auto length = static_cast<std::int32_t>(text.size());
    if (U_SUCCESS(status)) {
        normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), length), sink, nullptr, status);
    }
    return U_SUCCESS(status) ? normalized : std::string(text);
}

std::string with_line_feeds(std::string text) {
    if (text.find('\r') == std::string::npos) return text;
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            result += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            result += '\n';
        }
    }
    return result;
}

/// The plain twin of a typographic sign; nullopt for all others.
std::optional<std::string_view> plain_twin(char32_t sign) {
    if (sign >= 0x2000 && sign <= 0x200A) return " ";  // spaces of every width
    switch (sign) {
        case U'\t': case 0x00A0: case 0x202F: case 0x205F: case 0x3000: return " ";
        case U'“': case U'”': case U'„': case U'‟': case U'«': case U'»': case U'″': return "\"";
        case U'‘': case U'’': case U'‚': case U'‛': case U'′': case U'`': case U'´': return "'";
        case U'‹': case U'›': return "'";
        case U'‐': case 0x2011: case U'‒': case U'–': case U'—': case U'―': case U'−': return "-";
        case U'…': return "...";
        case U'•': return "*";
        case U'×': return "x";
        case 0x2028: case 0x2029: return "\n";
        // soft hyphen, zero-width space, direction marks, word joiner, byte order mark: unseen
        case 0x00AD: case 0x200B: case 0x200E: case 0x200F: case 0x2060: case 0xFEFF: return "";
        default: return std::nullopt;
    }
}

/// The text with every foreign sign replaced by its twin; nullopt where one has none.
std::optional<std::string> in_gsm7(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto code_point = next_code_point(text, at);
        if (gsm7_units(code_point) > 0) {
            plain += text.substr(begin, at - begin);
            continue;
        }
        const auto twin = plain_twin(code_point);
        if (!twin) return std::nullopt;
        plain += *twin;
    }
    return plain;
}

void append_utf16be(std::string& bytes, char32_t unit) {
    bytes += static_cast<char>((unit >> 8) & 0xFF);
    bytes += static_cast<char>(unit & 0xFF);
}

}  // namespace

std::string_view name_of(SmsEncoding encoding) {
    return encoding == SmsEncoding::gsm7 ? "GSM-7" : "UCS-2";
}

SmsCount count_sms(std::string_view text) {
    const auto measured = measure(text);
    const auto parts = fill_parts(text, measured);
    SmsCount count{.encoding = measured.encoding,
                   .units = measured.units,
                   .segments = static_cast<int>(parts.size()),
                   .parts = {}};
    for (const auto& part : parts) count.parts.push_back(part.units);
    return count;
}

std::vector<std::string> split_sms(std::string_view text) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (const auto& part : fill_parts(text, measure(text))) {
        parts.emplace_back(text.substr(begin, part.bytes));
        begin += part.bytes;
    }
    return parts;
}

std::string plain_sms_text(std::string_view text) {
    auto composed = with_line_feeds(nfc(text));
    auto plain = in_gsm7(composed);
    return plain ? std::move(*plain) : composed;
}

std::string utf16be_from(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() * 2);
    for (std::size_t at = 0; at < text.size();) {
        const auto code_point = next_code_point(text, at);
        if (code_point > 0xFFFF) {
            append_utf16be(bytes, U16_LEAD(code_point));
            append_utf16be(bytes, U16_TRAIL(code_point));
        } else {
            append_utf16be(bytes, code_point);
        }
    }
    return bytes;
}

std::string text_from_utf16be(std::string_view bytes) {
    const auto unit_at = [bytes](std::size_t i) {
        return static_cast<char32_t>(static_cast<std::uint8_t>(bytes[i]) << 8 |
                                     static_cast<std::uint8_t>(bytes[i + 1]));
    };
    std::string text;
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2) {
        const auto unit = unit_at(at);
        const bool pair = U16_IS_LEAD(unit) && at + 3 < bytes.size() && U16_IS_TRAIL(unit_at(at + 2));
        if (pair) {
            append_code_point(text, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(unit, unit_at(at + 2))));
            at += 2;
        } else {
            append_code_point(text, U_IS_SURROGATE(unit) ? replacement : unit);
        }
    }
    if (at < bytes.size()) append_code_point(text, replacement);
    return text;
}

}  // namespace dialogs
