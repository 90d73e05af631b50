// What a turn that puts statements is told of them.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/conversation/next_statement.hpp"

#include <string>

namespace bot {

/// What others have answered to that question of the conversation's script, and which of its statements the resident
/// has answered in other conversations that are loaded (open ones, and those that ended within 30 days).
[[nodiscard]] dialogs::SharedStatements shared_statements(const Decision& decision,
                                                          const storage::ConversationRow& conversation,
                                                          const std::string& question);

}  // namespace bot
