// Any gateway that speaks HTTP, described by configuration alone.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_http(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> http_settings();

}  // namespace channels
