// Sinch's SMS REST API: JSON in, batches of one message out.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_sinch(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> sinch_settings();

}  // namespace channels
