// RCS, through Google's RCS for Business.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_rcs(const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> rcs_settings();

}  // namespace channels
