// Facts that the service keeps up to date: a seat, a case, a proposal. What has changed is told by a timer that is due at
// once, so that it is never lost, comes after the turn that caused it, and wakes nobody at night.
#pragma once

#include "bot/turns/decision.hpp"

namespace bot {

/// Something has changed that a conversation of the resident may wait for.
void spread_news(Decision& decision, storage::ResidentId resident);

/// Brings the conversation's facts up to date: a turn for each that has changed. The resident's cases and proposals must
/// have been loaded.
void tell_news(Decision& decision, storage::ConversationId conversation);

}  // namespace bot
