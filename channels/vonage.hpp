// Vonage: text messages by its SMS API or by its Messages API, as `api` says.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_vonage(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> vonage_settings();

}  // namespace channels
