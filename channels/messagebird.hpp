// MessageBird: its REST API (signed forms in, JSON out), or Bird, as `api` says.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_messagebird(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> messagebird_settings();

}  // namespace channels
