// What signal-cli hands over: an envelope, with a message, receipts or something else in it.
#pragma once

#include "channels/adapter.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace channels {

/// The events in an envelope that came for `account`. Groups, reactions, typing, and what our other devices did say
/// nothing.
[[nodiscard]] std::vector<ChannelEvent> signal_events(const nlohmann::json& envelope, const std::string& account);

}  // namespace channels
