// Viber's REST Bot API: signed webhooks, questions with a keyboard.
#pragma once

#include "channels/registry.hpp"

#include <span>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_viber(const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> viber_settings();

}  // namespace channels
