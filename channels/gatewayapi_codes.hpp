// GatewayAPI's statuses and codes of errors, which its two APIs share.
#pragma once

#include "channels/adapter.hpp"

#include <optional>
#include <string_view>

namespace channels {

/// nullopt for a status that is not known.
[[nodiscard]] std::optional<DeliveryState> gatewayapi_state(std::string_view status);

/// The failure behind a code such as `0x1010`; nullopt where it is not known.
[[nodiscard]] std::optional<SendFailure> gatewayapi_failure(std::string_view code);

}  // namespace channels
