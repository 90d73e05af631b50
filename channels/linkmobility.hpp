// LINK Mobility's Common platform: JSON in, JSON out.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_linkmobility(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> linkmobility_settings();

}  // namespace channels
