// Signal, through signal-cli's REST service (bbernhard/signal-cli-rest-api) in its mode `json-rpc`.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_signal(const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> signal_settings();

}  // namespace channels
