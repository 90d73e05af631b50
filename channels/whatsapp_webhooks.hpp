// What WhatsApp's webhooks say, and what its codes mean.
#pragma once

#include "channels/meta.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// Residents with a user name are known by an id that begins with their country: {`whatsapp`, `FI.1839204417`}.
/// All others by their number: {`tel`, …}.
inline constexpr const char* whatsapp_scheme = "whatsapp";

/// The events of a webhook that belong to the number, in order. One webhook may hold those of several numbers.
[[nodiscard]] std::vector<ChannelEvent> whatsapp_events(const nlohmann::json& webhook,
                                                        std::string_view phone_number_id);

[[nodiscard]] std::span<const MetaError> whatsapp_errors();

}  // namespace channels
