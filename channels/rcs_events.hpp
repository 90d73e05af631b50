// What Google tells of an agent: messages and taps of residents, receipts, subscriptions.
#pragma once

#include "channels/adapter.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// The event in a decoded `message.data`; none for kinds that say nothing to us.
[[nodiscard]] std::vector<ChannelEvent> rcs_events(const nlohmann::json& event);

/// The name of a message's part: our id for the last, which its receipts count for.
[[nodiscard]] std::string rcs_message_id(const std::string& message_id, std::size_t part, std::size_t parts);

}  // namespace channels
