// Numbers that name a person: identity codes, cards, phones. What stands around them is masking's work.
#pragma once

#include "dialogs/understanding/plain_characters.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace dialogs {

using PlainText = std::span<const PlainCharacter>;

/// All three answer how many characters, from the first on, are such a number; nullopt where there is none. What
/// stands before `text` must not belong to a number or word.

/// A Finnish personal identity code, `131052-308T`: every century sign, and blanks or points where people put them, or
/// no sign at all. Its day must exist and its check character fit.
[[nodiscard]] std::optional<std::size_t> identity_code_at(PlainText text);

/// 13 to 19 digits, blanks and dashes between, as an issuer of cards numbers them; the check digit (Luhn) must fit.
[[nodiscard]] std::optional<std::size_t> card_number_at(PlainText text);

/// `+358 40 123 4567`, `0046…`, `040-1234567`, `(09) 123 4567`. Dates, times of day and rows of postcodes are none.
[[nodiscard]] std::optional<std::size_t> phone_number_at(PlainText text);

}  // namespace dialogs
