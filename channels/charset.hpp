// From a provider's bytes to text. What cannot be read shows as U+FFFD; nothing is dropped.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace channels {

enum class Charset { utf8, latin1, latin9, windows1252, utf16be, utf16be_hex, gsm7, base64 };

/// By the names providers use, in any case: `UTF-8`, `ISO-8859-1`, `UCS-2`, `UTF-16BE` …; nullopt
/// where unknown.
[[nodiscard]] std::optional<Charset> charset_named(std::string_view name);

/// The names that `charset_named` knows, for error messages.
[[nodiscard]] std::string_view charset_names();

/// The bytes as text: valid UTF-8 without NUL (either becomes U+FFFD) and without a byte order mark
/// in front.
[[nodiscard]] std::string decode_text(std::string_view bytes, Charset charset);

/// True where the bytes are UTF-8 without control characters other than line breaks and tabs.
[[nodiscard]] bool is_printable_utf8(std::string_view bytes);

}  // namespace channels
