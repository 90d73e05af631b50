// What follows from a message's fate: clocks start, addresses are marked, the next one is tried, a question closes.
#pragma once

#include "bot/outbox/outbox_entry.hpp"
#include "bot/turns/decision.hpp"
#include "bot/turns/receive.hpp"

#include <set>

namespace bot {

/// Lets the outbox machine take the event, and carries out what it says. The action comes back for the caller's own
/// use.
OutboxAction move_on(Decision& decision, storage::MessageId message, const OutboxEvent& event);

/// The message a report speaks of: by our id, else by the provider's; null where it is not ours.
[[nodiscard]] const storage::MessageRow* message_of(const storage::WorkingSet& rows, const std::string& channel,
                                                    const channels::StatusReport& report);

[[nodiscard]] Received take_status(Decision& decision, const std::string& channel,
                                   const channels::StatusReport& report);

/// The script of the message's conversation: a message's fate may run a turn.
void need_script_of(const storage::WorkingSet& rows, const storage::MessageRow* message,
                    std::set<ScriptVersion>& scripts);

}  // namespace bot
