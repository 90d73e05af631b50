// The alphabet GSM 03.38: which characters it has, and as which septets. Counting and splitting are in sms_text.cpp.
#pragma once

#include <string>
#include <string_view>

namespace dialogs {

/// What begins an extension character.
inline constexpr char gsm7_escape = 0x1B;

/// The septets a code point takes: 1, or 2 with an escape; 0 where the alphabet lacks it.
[[nodiscard]] int gsm7_units(char32_t code_point);

}  // namespace dialogs
