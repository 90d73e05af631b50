// Places as messengers write them.
#pragma once

#include "dialogs/reply.hpp"

#include <optional>
#include <string_view>

namespace channels {

/// The place in `60.1699,24.9384` (degrees; the comma may be percent-encoded, more may follow a second comma or a `;`);
/// nullopt where there is none on this earth.
[[nodiscard]] std::optional<dialogs::LocationReply> place_in(std::string_view text);

/// The place, where both are on this earth.
[[nodiscard]] std::optional<dialogs::LocationReply> place_at(double latitude, double longitude);

}  // namespace channels
