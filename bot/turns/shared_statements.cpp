#include "bot/turns/shared_statements.hpp"

#include "bot/turns/answers.hpp"
#include "bot/turns/opinions.hpp"

namespace bot {
namespace {

/// The answer to that question, of any round: `views`, `views[2]`.
bool is_answer_to(const std::string& latest, const std::string& question) {
    return latest == question || (latest.size() > question.size() && latest.starts_with(question) &&
                                  latest[question.size()] == '[');
}

/// `#17`: no script's own statement is called so.
std::string key_of_proposal(storage::ProposalId id) { return "#" + std::to_string(id.value); }

}  // namespace

dialogs::SharedStatements shared_statements(const Decision& decision, const storage::ConversationRow& conversation,
                                            const std::string& question) {
    dialogs::SharedStatements shared;
    shared.votes = decision.world.shelf().opinions().votes({conversation.script, question});
    for (const auto id : decision.rows.accepted(conversation.script, question)) {
        const auto* proposal = decision.rows.proposals.find(id);
        shared.accepted.push_back({.key = key_of_proposal(id), .text = proposal->text});
    }
    for (const auto id : decision.rows.conversations_of(conversation.resident)) {
        const auto* other = decision.rows.conversations.find(id);
        if (id == conversation.id || other->script != conversation.script) continue;
        for (const auto& [name, latest] : other->latest) {
            if (!is_answer_to(name, question)) continue;
            for_each_counted(latest.tally_value,
                             [&](const std::string& tally) { shared.seen.insert(statement_of_tally(tally)); });
        }
    }
    return shared;
}

}  // namespace bot
