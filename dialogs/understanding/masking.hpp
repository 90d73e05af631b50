// Free text without what names a person: rule 7. Masking happens before the first write.
#pragma once

#include <string>
#include <string_view>

namespace dialogs {

/// What stands in the place of what was masked.
inline constexpr std::string_view mask = "[***]";

/// Replaces Finnish personal identity codes (all century signs; the date and the check character must fit), e-mail
/// addresses, card numbers (issuer, length, Luhn) and phone numbers. Digits of every script count; no grapheme is cut.
/// Years, dates, times, prices, postcodes, case numbers and the emergency number stay. Masking what is masked changes
/// nothing. Linear in the text's length.
[[nodiscard]] std::string mask_personal_data(std::string_view text);

}  // namespace dialogs
