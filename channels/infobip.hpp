// Infobip's SMS API: JSON in batches, JSON out under our own ids.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_infobip(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> infobip_settings();

}  // namespace channels
