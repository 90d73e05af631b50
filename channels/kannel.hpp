// Kannel and gateways that speak its dialect: GET webhooks in, GET sendsms out.
#pragma once

#include "channels/registry.hpp"

#include <memory>
#include <span>
#include <vector>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_kannel(
    const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> kannel_settings();

}  // namespace channels
