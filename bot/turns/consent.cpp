// STOP and START.
#include "bot/turns/consent.hpp"

#include "bot/outbox/outbox_entry.hpp"
#include "bot/turns/again.hpp"
#include "bot/turns/seats.hpp"
#include "bot/turns/turn.hpp"
#include "dialogs/conversation/conversation.hpp"

#include <array>

namespace bot {

using State = storage::MessageRow::State;

namespace {

/// The streams that scripts may name.
constexpr std::array<const char*, 6> streams = {"feedback", "consultation", "pool", "event", "staff", "notice"};

bool is_meant(const std::string& withdrawn, const std::string& stream) {
    return withdrawn == all_streams ? !stream.empty() : withdrawn == stream;
}

/// The state says what the row says, so that START can take the conversation up.
std::string refused_state(const Decision& decision, const storage::ConversationRow& row) {
    const auto* script = decision.world.shelf().find(row.script, row.version);
    if (script == nullptr) return row.state;
    auto state = dialogs::state_from_json(row.state, *script);
    if (!state) return row.state;
    state->phase = dialogs::Conversation::Phase::ended;
    state->outcome = dialogs::Outcome::refused;
    state->ended_at = decision.now;
    state->pending = {};
    leave_seat(*state);
    return dialogs::to_state_json(*state);
}

void refuse_conversations(Decision& decision, storage::ResidentId resident, const std::string& withdrawn) {
    for (const auto id : decision.rows.conversations_of(resident)) {
        const auto* row = decision.rows.conversations.find(id);
        if (!row->open || !is_meant(withdrawn, row->stream)) continue;
        auto& ended = decision.rows.conversations.edit(id);
        ended.open = false;
        ended.outcome = "refused";
        ended.ended_at = decision.now;
        ended.timers.clear();
        ended.state = refused_state(decision, ended);
        cut_if_anonymous(decision, ended);
    }
}

void withdraw_unsent(Decision& decision, storage::ResidentId resident, const std::string& withdrawn) {
    std::vector<storage::MessageId> unsent;
    for (const auto& [id, row] : decision.rows.messages) {
        const bool is_theirs = row.resident == resident && !row.confirms_stop && is_meant(withdrawn, row.stream);
        if (is_theirs && row.state == State::queued) unsent.push_back(id);
    }
    for (const auto id : unsent) {
        auto& row = decision.rows.messages.edit(id);
        const outbox_event::Claim claim{.node = {}, .withdrawn = true};
        row.due_at = std::min(row.due_at, decision.now);
        static_cast<void>(OutboxEntry(row, {}, decision.now, 0).resume(claim));
    }
}

}  // namespace

bool is_withdrawn(const storage::ResidentRow& resident, const std::string& stream) {
    return resident.withdrawn.contains(all_streams) || resident.withdrawn.contains(stream);
}

std::string stream_of_stop(const Decision& decision, const storage::ResidentRow& resident) {
    if (!resident.last_stream.empty() && decision.now - resident.last_stream_at <= stop_looks_back) {
        return resident.last_stream;
    }
    for (const auto id : decision.rows.conversations_of(resident.id)) {
        const auto* row = decision.rows.conversations.find(id);
        if (row->open) return row->stream;
    }
    return all_streams;
}

void withdraw_from(Decision& decision, storage::ResidentId id, const std::string& stream) {
    decision.rows.residents.edit(id).withdrawn[stream] = decision.now;
    refuse_conversations(decision, id, stream);
    withdraw_unsent(decision, id, stream);
    give_up_stopped(decision, id, stream);
}

Stopped withdraw(Decision& decision, storage::ResidentId id, bool all) {
    const auto* resident = decision.rows.residents.find(id);
    if (resident->withdrawn.contains(all_streams)) return {};
    auto stream = stream_of_stop(decision, *resident);
    if (all || resident->withdrawn.contains(stream)) stream = all_streams;
    withdraw_from(decision, id, stream);
    const auto widened = stream == all_streams ? Stopped::Widened::to_all : Stopped::Widened::to_stream;
    return {.widened = widened, .stream = stream};
}

bool take_back(Decision& decision, storage::ResidentId id, const dialogs::Address& address) {
    decision.rows.lift_suppression(address, all_streams);
    for (const auto address_id : decision.rows.addresses_of(id)) {
        const auto* row = decision.rows.addresses.find(address_id);
        if (row->state == storage::AddressRow::State::withdrawn) {
            decision.rows.addresses.edit(address_id).state = storage::AddressRow::State::usable;
        }
    }
    const auto* resident = decision.rows.residents.find(id);
    if (resident->withdrawn.empty()) return false;
    decision.rows.residents.edit(id).withdrawn.clear();
    return true;
}

void remember_suppression(storage::WorkingSet& rows, const dialogs::Address& address, storage::ResidentId resident,
                          storage::Instant now) {
    if (rows.suppressed(address, all_streams)) {
        rows.residents.edit(resident).withdrawn[all_streams] = now;
        return;
    }
    for (const auto* stream : streams) {
        if (rows.suppressed(address, stream)) rows.residents.edit(resident).withdrawn[stream] = now;
    }
}

}  // namespace bot
