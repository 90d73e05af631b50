// A question of the type `statements`: one statement a message, the most informative next.
#pragma once

#include "dialogs/conversation/turn.hpp"

#include <string>

namespace dialogs {

/// The statement to be put next: first one that was put in this round and has no answer, then one that was never put.
/// Nullopt where the round is over, or nothing is left.
[[nodiscard]] std::optional<ShownStatement> next_statement(const Turn& turn, const Step& step,
                                                           const Question& question);

/// What is thought of the statement of the open question, which is put at that step: records it, puts the next one or
/// goes on.
void answer_statement(Turn& turn, const Question& question, const Reading& reading, const std::string& raw);

/// `RIITTÄÄ`: the round is over.
[[nodiscard]] bool ends_statements(const Turn& turn, const OpenAsk& open, const std::string& text);
/// Leaves the statements that are still to come; what was answered stands.
void end_statements(Turn& turn, const Question& question);

/// The answers so far, with that one among them.
[[nodiscard]] Value with_opinion(const Turn& turn, const Question& question, const std::string& statement,
                                 const Value& opinion);

}  // namespace dialogs
