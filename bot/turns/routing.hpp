// Where a resident's message goes: to a conversation, to the service itself, or to a script it starts.
#pragma once

#include "bot/turns/decision.hpp"
#include "bot/turns/receive.hpp"
#include "bot/turns/turn.hpp"

namespace bot {

/// A message that has passed the duplicates and the limits.
struct Arrival {
    const channels::Incoming& incoming;
    const Channel& channel;
    storage::AddressId address;
    storage::ResidentId resident;
};

struct Routed {
    Received outcome = Received::taken;
    bool coded = false;  ///< it gave a plain coded answer: no two machines talking
};

/// The order in which a text is looked at: what its time says about the conversation it belongs to; the open
/// conversation; what the service has asked; reserved words; keywords; a late answer to the newest ended conversation;
/// the strangers' script. A tap goes to the conversation it names.
Routed route(Decision& decision, const Arrival& arrival);

}  // namespace bot
