// 46elks: forms in, forms out.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_elks46(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> elks46_settings();

}  // namespace channels
