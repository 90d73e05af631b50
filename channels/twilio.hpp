// Twilio's Programmable Messaging: signed forms in, Messages.json out.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_twilio(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> twilio_settings();

}  // namespace channels
