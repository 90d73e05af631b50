// A script that the same resident starts anew, and answers that are cut loose.
#include "bot/turns/again.hpp"

#include "bot/turns/answers.hpp"
#include "bot/turns/turn.hpp"
#include "dialogs/conversation/conversation.hpp"
#include "dialogs/local_time.hpp"

#include <algorithm>

namespace bot {

using Again = dialogs::Script::Again;

namespace {

bool takes_once(const dialogs::Script& script) {
    return script.again == Again::refuse || (script.again == Again::replace && script.anonymous);
}

bool is_waiting_in(const Decision& decision, storage::ResidentId resident, const dialogs::Script& script) {
    const auto ids = decision.rows.conversations_of(resident);
    return std::any_of(ids.begin(), ids.end(), [&](storage::ConversationId id) {
        const auto* row = decision.rows.conversations.find(id);
        return row->open && row->script == script.id;
    });
}

/// Ids rise with time: one that does not tells nothing of when its conversation was.
storage::ConversationId id_out_of_order(World& world) {
    constexpr int bits = 62;
    return {-1 - static_cast<std::int64_t>(world.random() >> (64 - bits))};
}

storage::Instant midnight_before(const Decision& decision) {
    const storage::Instant day{std::chrono::sys_days(decision.today)};
    return dialogs::instant_from_local(day, decision.world.time_zone());
}

/// All that is left to say of it.
std::string state_of_held(const storage::ConversationRow& row) {
    dialogs::Conversation state;
    state.phase = dialogs::Conversation::Phase::ended;
    state.language = row.language;
    state.channel = row.kind;
    state.outcome = dialogs::outcome_named(row.outcome);
    state.ended_at = row.ended_at;
    return dialogs::to_state_json(state);
}

}  // namespace

bool is_taken_once(const Decision& decision, storage::ResidentId resident, const dialogs::Script& script) {
    if (!takes_once(script)) return false;
    return decision.rows.residents.find(resident)->taken.contains(script.id) ||
           is_waiting_in(decision, resident, script);
}

void begin_anew(Decision& decision, storage::ConversationRow& row, const dialogs::Script& script) {
    if (script.again != Again::replace || script.anonymous) return;
    const auto& taken = decision.rows.residents.find(row.resident)->taken;
    const auto earlier = taken.find(script.id);
    row.counts = false;
    if (earlier != taken.end()) row.replaces = earlier->second;
}

void count_instead(Decision& decision, storage::ConversationRow& row, const dialogs::Script& script) {
    if (script.again == Again::add) return;
    const auto& taken = decision.rows.residents.find(row.resident)->taken;
    const auto earlier = taken.find(script.id);
    const bool is_known = earlier != taken.end() && earlier->second == row.id;
    if (is_known && row.counts) return;
    const auto replaced = std::exchange(row.replaces, {});
    if (decision.rows.conversations.find(replaced) != nullptr)
        withdraw_answers(decision, decision.rows.conversations.edit(replaced));
    count_answers(decision, row);
    decision.rows.residents.edit(row.resident).taken.insert_or_assign(script.id, row.id);
}

void take_anew(Decision& decision, const storage::ConversationRow& row) {
    const auto& taken = decision.rows.residents.find(row.resident)->taken;
    const auto known = taken.find(row.script);
    if (known != taken.end() && known->second == row.id)
        decision.rows.residents.edit(row.resident).taken.erase(row.script);
}

void cut_if_anonymous(Decision& decision, storage::ConversationRow& row) {
    const auto* script = decision.world.shelf().find(row.script, row.version);
    if (row.open || script == nullptr || !script->anonymous || !row.resident) return;
    row.state = state_of_held(row);
    row.heard.clear();
    row.timers.clear();
    const bool has_answers = static_cast<bool>(row.last_answer);  // none any more, where they have been cut loose
    if (!has_answers) return;
    const auto day = midnight_before(decision);
    storage::ConversationRow anonymous{.id = id_out_of_order(decision.world),
                                       .public_id = decision.world.new_public_id(),
                                       .script = row.script,
                                       .version = row.version,
                                       .stream = row.stream,
                                       .channel = row.channel,
                                       .kind = row.kind,
                                       .language = row.language,
                                       .unit = std::exchange(row.unit, {}),
                                       .open = false,
                                       .opened_at = day,
                                       .moved_at = day,
                                       .ended_at = day};
    decision.rows.cut_loose(row.id, std::move(anonymous), day);
}

}  // namespace bot
