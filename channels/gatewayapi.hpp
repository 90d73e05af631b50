// GatewayAPI: its Mobile Message API or its classic one, as `api` says.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_gatewayapi(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> gatewayapi_settings();

}  // namespace channels
