// What happens in Matrix rooms, read from a homeserver's transaction.
#pragma once

#include "channels/adapter.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace channels {

/// Rooms that our user was asked into.
struct RoomInvitations {
    std::vector<std::string> direct;
    std::vector<std::string> others;  ///< with more people in them, or perhaps
};

/// The events of a transaction's `events` and receipts, in their order; one that cannot be read is passed over.
[[nodiscard]] std::vector<ChannelEvent> matrix_events(const nlohmann::json& transaction, const std::string& our_user);

[[nodiscard]] RoomInvitations matrix_invitations(const nlohmann::json& transaction, const std::string& our_user);

}  // namespace channels
