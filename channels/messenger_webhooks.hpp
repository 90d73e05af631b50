// What Messenger's and Instagram's webhooks say, and what their codes mean.
#pragma once

#include "channels/meta.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace channels {

/// Whose webhooks are to be read.
struct MessengerAccount {
    std::string_view object;   ///< `page` or `instagram`
    std::string_view scheme;   ///< of residents' addresses: their ids differ from page to page
    std::string_view page_id;
};

/// The events that belong to the account, in order. Words about messages that name none of them (a "read up to") tell
/// nothing that could be kept.
[[nodiscard]] std::vector<ChannelEvent> messenger_events(const nlohmann::json& webhook,
                                                         const MessengerAccount& account);

[[nodiscard]] std::span<const MetaError> messenger_errors();

}  // namespace channels
