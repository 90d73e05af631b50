// Text messages as the air carries them: alphabet, units, segments, parts (3GPP TS 23.038, 23.040).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

enum class SmsEncoding { gsm7, ucs2 };

/// `GSM-7` or `UCS-2`, as the simulator prints it.
[[nodiscard]] std::string_view name_of(SmsEncoding encoding);

struct SmsCount {
    SmsEncoding encoding = SmsEncoding::gsm7;
    int units = 0;                 ///< septets (an extension character is two), or UTF-16 code units
    int segments = 1;
    std::vector<int> parts;        ///< units in each part, greedily filled; no pair and no grapheme is divided
};

/// Counts the text as given (no normalisation): what `split_sms` makes of it. Text is valid UTF-8; where it is not,
/// each faulty sequence counts as U+FFFD.
[[nodiscard]] SmsCount count_sms(std::string_view text);

/// The text's parts for sending, each valid UTF-8; no grapheme is cut (a grapheme longer than a part is cut at a code
/// point, which no text of ours has). Joined they are the text. Never empty: an empty text is one empty part.
[[nodiscard]] std::vector<std::string> split_sms(std::string_view text);

/// NFC with line feeds for line ends; and where typographic signs alone keep the text from GSM-7, their plain twins
/// (“ ” → ", – → -, … → ..., no-break space → space). Letters are never replaced, and a text that needs UCS-2 anyway
/// keeps its signs.
[[nodiscard]] std::string plain_sms_text(std::string_view text);

/// The GSM 03.38 septets of a text, one per byte, escapes included; only for text that is GSM-7 (`?` for the rest).
[[nodiscard]] std::string gsm7_septets(std::string_view text);

/// Text from GSM 03.38 septets, one per byte. An unknown extension shows its basic character.
[[nodiscard]] std::string text_from_gsm7(std::string_view septets);

/// Septets (one per byte) packed into octets behind `fill_bits` zero bits: those that bring the text behind a user data
/// header to a septet boundary.
[[nodiscard]] std::string pack_septets(std::string_view septets, int fill_bits = 0);

/// The first `count` septets of packed octets, as the message's length field (in septets) tells; fewer where octets
/// end.
[[nodiscard]] std::string unpack_septets(std::string_view octets, std::size_t count, int fill_bits = 0);

/// UTF-16BE bytes of a text, and back (unpaired surrogates and a lone last byte become U+FFFD).
[[nodiscard]] std::string utf16be_from(std::string_view text);
[[nodiscard]] std::string text_from_utf16be(std::string_view bytes);

}  // namespace dialogs
