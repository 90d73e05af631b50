// Text messages as the air carries them: alphabet, units, segments, parts (3GPP TS 23.038, 23.040).
#pragma once

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
    std::vector<int> parts;        ///< units in each part, greedily filled; no pair is divided
};

/// Counts the text as given (no normalisation). Text is valid UTF-8.
[[nodiscard]] SmsCount count_sms(std::string_view text);

/// The text's parts for sending, each valid UTF-8; no grapheme is cut (a grapheme longer than a part is cut at a code
/// point, which no text of ours has). Joined they are the text.
[[nodiscard]] std::vector<std::string> split_sms(std::string_view text);

/// NFC, and what leaves GSM-7 for no reason becomes its plain twin (“ ” → ", – → -, … → ..., no-break space → space),
/// so that a text that is GSM-7 but for these stays GSM-7. Letters are never replaced.
[[nodiscard]] std::string plain_sms_text(std::string_view text);

/// The GSM 03.38 septets of a text, one per byte, escapes included; only for text that is GSM-7.
[[nodiscard]] std::string gsm7_septets(std::string_view text);

/// Text from GSM 03.38 septets, one per byte. An unknown extension shows its basic character.
[[nodiscard]] std::string text_from_gsm7(std::string_view septets);

/// UTF-16BE bytes of a text, and back (unpaired surrogates become U+FFFD).
[[nodiscard]] std::string utf16be_from(std::string_view text);
[[nodiscard]] std::string text_from_utf16be(std::string_view bytes);

}  // namespace dialogs
