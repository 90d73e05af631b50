// The ledger of consents: who has agreed to what, in which words, when; and who has taken it back.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/conversation/effect.hpp"

#include <string>
#include <string_view>

namespace bot {

/// `do: join` with `consent`: the wording that was agreed to and its hash, the language, the channel, the moment.
/// Nothing where no consent was asked for.
void record_consent(Decision& decision, const storage::ConversationRow& conversation, const dialogs::Perform& join);

/// A consent that was given for that pool is taken back. Nothing where there is none.
void withdraw_consent(Decision& decision, storage::ResidentId resident, const std::string& stream,
                      const std::string& pool, std::string_view how);

}  // namespace bot
