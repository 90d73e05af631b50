// Putting messages into the outbox: the one place where a message row is made, and where STOP is heeded.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/message.hpp"

#include <optional>
#include <string>

namespace bot {

/// A question that was not accepted in 7 days has lost its occasion: it closes as undeliverable.
inline constexpr dialogs::Span question_patience = std::chrono::hours(24 * 7);
/// A reply of the service's own (HELP, a confirmation) is of no use the day after.
inline constexpr dialogs::Span service_patience = std::chrono::hours(24);

/// A message to be queued, and where it goes.
struct Post {
    storage::AddressId address;
    std::string channel;
    storage::ConversationId conversation{};  ///< 0: none
    std::string stream{};  ///< empty: an answer to what the resident has just asked for; never withheld
    bool bulk = false;
    bool confirms_stop = false;
    bool is_service = false;                 ///< expires with service_patience
    storage::Instant not_before{};
    dialogs::Span patience = question_patience;       ///< the least of these is heeded
    std::optional<storage::Instant> expires_at{};
};

/// Queues a message; on a feed it is accepted at once. Nothing is queued to a withdrawn stream or address, except what
/// confirms STOP. Returns the row's id; 0 where it was withheld.
storage::MessageId post(Decision& decision, const Post& post, const dialogs::Message& message);

/// The same message to another address of the resident, instead of one that failed; rendered anew when it is sent.
/// Returns the row's id; 0 where it was withheld.
storage::MessageId repost(Decision& decision, const storage::MessageRow& failed, const storage::AddressRow& address);

/// The segments a text costs on that channel's air; 1 where the channel does not count them.
[[nodiscard]] int segments_of(const Channel& channel, const dialogs::Message& message);

/// Notes that a message of that stream goes to the resident: what STOP will mean. Written once a day at most.
void note_stream(storage::WorkingSet& rows, storage::ResidentId resident, const std::string& stream,
                 storage::Instant now);

}  // namespace bot
