// Telegram's Bot API: updates by webhook or by long polling, questions with inline keyboards.
#pragma once

#include "channels/registry.hpp"

#include <span>

namespace channels {

[[nodiscard]] Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_telegram(const ChannelConfig& config);
[[nodiscard]] std::span<const SettingInfo> telegram_settings();

}  // namespace channels
