// Scripts that begin when another one ends: `do: start`.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/conversation/effect.hpp"
#include "storage/rows.hpp"

#include <map>
#include <optional>
#include <string>

namespace bot {

/// What a conversation that has ended leaves to its successors.
struct Ending {
    const storage::ConversationRow& row;
    const dialogs::Script& script;
    std::map<std::string, dialogs::Value> facts{};
    int after = 0;  ///< how many scripts have followed one another without the resident
};

/// Begins the script for the same resident, on the same channel, in the same language. Facts of the
/// same name and type go along. Nothing begins where the resident has withdrawn, or a fact is
/// missing: the operator is told.
void begin_successor(Decision& decision, const Ending& ending, const dialogs::StartScript& start);

}  // namespace bot
