// What a resident's message changes, whole or in pieces, and what an opt-out at the provider does.
#pragma once

#include "bot/turns/decision.hpp"
#include "bot/turns/receive.hpp"

#include <string>

namespace bot {

/// How a message's duplicates are known, where the provider gives it an id.
[[nodiscard]] storage::SeenKey key_of(const std::string& channel, const channels::Incoming& incoming);

[[nodiscard]] Received receive(Decision& decision, const std::string& channel, const channels::Incoming& incoming);

/// The provider has confirmed it already: nobody is answered.
[[nodiscard]] Received opt_out(Decision& decision, const std::string& channel, const channels::OptOut& event);

/// A long message of which no more pieces are waited for: what is there is taken as it is.
void hear_unfinished(Decision& decision, const storage::PartsKey& key);

/// Ends the resident's open conversation as `failed`.
void end_as_failed(Decision& decision, storage::ResidentId resident);

}  // namespace bot
