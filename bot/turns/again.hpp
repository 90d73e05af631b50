// A script that the same resident starts anew: whose answers count, and answers that are cut loose from whoever gave them.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/script.hpp"

namespace bot {

/// True where the resident's answers to the script are in, or on their way, and it takes them once (`again: refuse`). A
/// ballot that is anonymous cannot be replaced, for nothing says whose it was: it is taken once, too.
[[nodiscard]] bool is_taken_once(const Decision& decision, storage::ResidentId resident, const dialogs::Script& script);

/// A new conversation of a script that counts the last answers only: its answers count once it is complete.
void begin_anew(Decision& decision, storage::ConversationRow& conversation, const dialogs::Script& script);

/// The conversation is complete: its answers count, instead of the earlier ones.
void count_instead(Decision& decision, storage::ConversationRow& conversation, const dialogs::Script& script);

/// The conversation's answers are forgotten: they may be given anew.
void take_anew(Decision& decision, const storage::ConversationRow& conversation);

/// Where the conversation has ended and its script is anonymous: nothing in the store leads from its answers to the
/// resident, or back. What is left of it says only that it was held.
void cut_if_anonymous(Decision& decision, storage::ConversationRow& conversation);

}  // namespace bot
