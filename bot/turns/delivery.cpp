// What follows from a message's fate.
#include "bot/turns/delivery.hpp"

#include "bot/turns/posting.hpp"
#include "bot/turns/turn.hpp"

#include <algorithm>

namespace bot {

using channels::FailureKind;
using AddressState = storage::AddressRow::State;
using State = storage::MessageRow::State;

namespace {

double jitter(World& world) {
    return static_cast<double>(world.random() >> 11U) * 0x1.0p-53;
}

SendPolicy policy_of(const Channel* channel) {
    if (channel == nullptr) return {};
    return {.carries_our_id = channel->can().carries_our_id, .rather_lose = channel->rather_lose};
}

void mark_address(Decision& decision, storage::AddressId id, FailureKind kind) {
    const auto* address = decision.rows.addresses.find(id);
    const bool unreachable = kind == FailureKind::unreachable;
    if (address == nullptr || (!unreachable && kind != FailureKind::stopped)) return;
    decision.rows.addresses.edit(id).state = unreachable ? AddressState::unreachable : AddressState::withdrawn;
}

const storage::AddressRow* next_address(const Decision& decision, const storage::MessageRow& message) {
    for (const auto id : decision.rows.addresses_of(message.resident)) {
        const auto* address = decision.rows.addresses.find(id);
        const auto* channel = decision.world.channel(address->channel);
        if (id != message.address && address->state == AddressState::usable && channel != nullptr) return address;
    }
    return nullptr;
}

/// The same message to the resident's next address, in that channel's form.
bool try_next_address(Decision& decision, const storage::MessageRow& failed) {
    if (failed.instead_of) return false;      // it is the second already: there is no third
    if (failed.parts_done > 0) return false;  // a part of it has reached the first phone
    const auto* address = next_address(decision, failed);
    if (address == nullptr) return false;
    if (!repost(decision, failed, *address)) return false;
    if (const auto* conversation = decision.rows.conversations.find(failed.conversation)) {
        auto& row = decision.rows.conversations.edit(conversation->id);
        row.address = address->id;
        row.channel = address->channel;
        row.kind = decision.world.channel(address->channel)->can().kind;
    }
    return true;
}

/// The question's clocks have not started by another message that asked it.
bool never_arrived(const Decision& decision, const storage::MessageRow& message) {
    const auto* conversation = decision.rows.conversations.find(message.conversation);
    if (conversation == nullptr) return false;
    return std::any_of(conversation->timers.begin(), conversation->timers.end(), [&](const storage::Timer& timer) {
        return timer.question == message.question && !is_counting(timer);
    });
}

/// Carries out an action upon a message.
class CarryOut {
  public:
    CarryOut(Decision& its_decision, const storage::MessageRow& its_message)
        : decision_(its_decision), message_(its_message) {}

    void operator()(const outbox_action::Nothing&) const {}
    void operator()(const outbox_action::Send&) const {}
    void operator()(const outbox_action::Wait& wait) const {
        decision_.notices.messages.push_back({.channel = message_.channel, .at = wait.until});
    }
    void operator()(const outbox_action::Begin&) const {
        start_timers(decision_, message_.conversation, message_.question);
        decision_.notices.messages.push_back({.channel = message_.channel, .at = decision_.now});
    }
    void operator()(const outbox_action::GiveUp& end) const {
        decision_.notices.messages.push_back({.channel = message_.channel, .at = decision_.now});
        if (may_have_arrived(end)) {
            // The resident may answer it: only its clocks can tell. A reminder brings it once more.
            start_timers(decision_, message_.conversation, message_.question);
            return;
        }
        if (!end.expired && !end.withdrawn) {
            mark_address(decision_, message_.address, end.kind);
            if (try_next_address(decision_, message_)) return;
        }
        if (never_arrived(decision_, message_)) {
            question_undelivered(decision_, message_.conversation, message_.question);
        }
    }

  private:
    Decision& decision_;
    const storage::MessageRow& message_;

    [[nodiscard]] bool may_have_arrived(const outbox_action::GiveUp& end) const {
        const bool is_known = end.kind == FailureKind::unreachable || end.kind == FailureKind::stopped;
        return message_.uncertain && !is_known;
    }
};

}  // namespace

OutboxAction move_on(Decision& decision, storage::MessageId id, const OutboxEvent& event) {
    auto& row = decision.rows.messages.edit(id);
    const bool had_failed = row.state == State::failed;
    const auto policy = policy_of(decision.world.channel(row.channel));
    const auto action = OutboxEntry(row, policy, decision.now, jitter(decision.world)).resume(event);
    std::visit(CarryOut(decision, row), action);
    if (had_failed && row.state != State::failed) decision.notices.arrived_after_all.push_back(id);
    return action;
}

const storage::MessageRow* message_of(const storage::WorkingSet& rows, const std::string& channel,
                                      const channels::StatusReport& report) {
    if (!report.message_id.empty()) return rows.message(report.message_id);
    return report.provider_id.empty() ? nullptr : rows.message_of_provider(channel, report.provider_id);
}

Received take_status(Decision& decision, const std::string& channel, const channels::StatusReport& report) {
    const auto* message = message_of(decision.rows, channel, report);
    if (message == nullptr || message->channel != channel) return Received::unknown;
    static_cast<void>(move_on(decision, message->id,
                              outbox_event::Status{.state = report.state,
                                                   .provider_id = report.provider_id,
                                                   .failure = report.failure}));
    return Received::taken;
}

void need_script_of(const storage::WorkingSet& rows, const storage::MessageRow* message,
                    std::set<ScriptVersion>& scripts) {
    if (message == nullptr) return;
    if (const auto* row = rows.conversations.find(message->conversation)) scripts.insert({row->script, row->version});
}

}  // namespace bot
