// What Telegram's updates say: https://core.telegram.org/bots/api#update
#pragma once

#include "channels/adapter.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace channels {

/// The events of one update; none where it says nothing to us (groups, channels, other bots, kinds we know nothing of).
[[nodiscard]] std::vector<ChannelEvent> telegram_events(const nlohmann::json& update, const std::string& country);

/// The address of a chat: its id as digits.
inline constexpr const char* telegram_scheme = "telegram";

}  // namespace channels
