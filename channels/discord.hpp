// Discord, by its interactions: buttons, lists and a window to write in; messages to residents go by its REST API.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_discord(const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> discord_settings();

}  // namespace channels
