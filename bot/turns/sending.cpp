// The outbox's commands.
#include "bot/turns/sending.hpp"

#include "bot/turns/consent.hpp"
#include "bot/turns/delivery.hpp"
#include "bot/turns/message_body.hpp"
#include "bot/turns/posting.hpp"
#include "bot/turns/receive.hpp"

#include <algorithm>

namespace bot {

using State = storage::MessageRow::State;

namespace {

/// What may leave at once after a pause: two seconds' worth, so that the gateway's queue stays short and replies wait
/// behind little.
constexpr double burst_seconds = 2;

/// The channel's tokens, filled up to now. A message is sent while there are any, however long it is: the debt is paid
/// back before the next one.
storage::RateRow& filled_rate(storage::WorkingSet& rows, const Channel& channel, storage::Instant now) {
    auto& rate = rows.rate(channel.name);
    const auto most = std::max(1.0, channel.segments_per_second * burst_seconds);
    const auto elapsed = std::chrono::duration<double>(now - rate.at).count();
    if (elapsed > 0) {
        rate.tokens = std::min(most, rate.tokens + elapsed * channel.segments_per_second);
        rate.at = now;
    }
    return rate;
}

storage::Instant when_positive(const storage::RateRow& rate, const Channel& channel) {
    const auto seconds = (1 - std::min(rate.tokens, 0.0)) / channel.segments_per_second;
    return rate.at + std::chrono::ceil<dialogs::Span>(std::chrono::duration<double>(seconds));
}

bool is_unwanted(const storage::WorkingSet& rows, const storage::MessageRow& message) {
    const auto* address = rows.addresses.find(message.address);
    if (address == nullptr) return true;  // erased meanwhile
    if (message.confirms_stop || message.stream.empty()) return false;
    const auto* resident = rows.residents.find(message.resident);
    const bool stopped = resident != nullptr && is_withdrawn(*resident, message.stream);
    return stopped || address->state == storage::AddressRow::State::withdrawn;
}

ClaimedMessage claimed(const storage::WorkingSet& rows, const storage::MessageRow& message, storage::Instant now) {
    const auto& address = *rows.addresses.find(message.address);
    const auto* conversation = rows.conversations.find(message.conversation);
    return {.id = message.id,
            .outgoing = {.id = message.public_id,
                         .conversation_ref = conversation_ref(message.conversation),
                         .to = rows.open(address),
                         .message = message_from_body(message.body),
                         .script = conversation == nullptr ? std::string() : conversation->script,
                         .heard_at = address.heard_at,
                         .now = now},
            .parts_done = message.parts_done,
            .attempt = message.attempts,
            .uncertain = message.uncertain};
}

SendVerdict verdict_of(const OutboxAction& action, const storage::MessageRow& row) {
    if (std::holds_alternative<outbox_action::Begin>(action)) return SendVerdict::accepted;
    if (std::holds_alternative<outbox_action::GiveUp>(action)) return SendVerdict::failed;
    if (std::holds_alternative<outbox_action::Wait>(action)) return SendVerdict::waiting;
    return row.state == State::sending ? SendVerdict::waiting : SendVerdict::obsolete;
}

OutboxEvent event_of(const SendOutcome& outcome) {
    if (const auto* sent = std::get_if<channels::Sent>(&outcome)) return outbox_event::Sent{sent->provider_id};
    if (const auto* failure = std::get_if<channels::SendFailure>(&outcome)) return outbox_event::Failed{*failure};
    return outbox_event::PartSent{};
}

}  // namespace

ClaimMessages::ClaimMessages(World& world, std::string channel, std::string node, int slots, storage::Instant now,
                             Done<Claimed> done)
    : TurnCommand(world, std::move(done)),
      channel_(std::move(channel)),
      node_(std::move(node)),
      slots_(slots),
      now_(now) {}

void ClaimMessages::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.due_messages.push_back(
        {.channel = channel_, .now = now_, .limit = slots_, .after = world().last_queue(channel_)});
    keys.rates.push_back(channel_);
}

void ClaimMessages::need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const {
    for (const auto id : rows.due_messages(channel_)) need_script_of(rows, rows.messages.find(id), scripts);
}

Claimed ClaimMessages::run(storage::WorkingSet& rows, Notices& notices) {
    Claimed taken;
    last_queue_.clear();
    const auto* channel = world().channel(channel_);
    if (channel == nullptr) return taken;
    Decision decision(world(), rows, notices, now_);
    const bool has_rate = channel->segments_per_second > 0;
    auto* rate = has_rate ? &filled_rate(rows, *channel, now_) : nullptr;
    for (const auto id : rows.due_messages(channel_)) {
        const auto* message = rows.messages.find(id);
        if (message == nullptr) continue;
        if (has_rate && rate->tokens <= 0) {
            taken.again_at = when_positive(*rate, *channel);
            break;
        }
        if (static_cast<int>(taken.messages.size()) >= slots_) break;
        const outbox_event::Claim claim{.node = node_, .withdrawn = is_unwanted(rows, *message)};
        if (!std::holds_alternative<outbox_action::Send>(move_on(decision, id, claim))) continue;
        if (has_rate) rate->tokens -= message->segments;
        note_stream(rows, message->resident, message->stream, now_);
        if (message->bulk) last_queue_ = message->queue;
        taken.messages.push_back(claimed(rows, *message, now_));
    }
    return taken;
}

void ClaimMessages::keep() {
    if (!last_queue_.empty()) world().last_queue(channel_) = last_queue_;
}

SendResult::SendResult(World& world, storage::MessageId message, SendOutcome outcome, storage::Instant now,
                       Done<SendVerdict> done)
    : TurnCommand(world, std::move(done)), message_(message), outcome_(std::move(outcome)), now_(now) {}

void SendResult::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.messages.push_back(message_);
}

void SendResult::need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const {
    need_script_of(rows, rows.messages.find(message_), scripts);
}

SendVerdict SendResult::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    const auto* row = rows.messages.find(message_);
    if (row == nullptr) return SendVerdict::obsolete;
    channel_ = row->channel;
    const auto* failure = std::get_if<channels::SendFailure>(&outcome_);
    if (failure != nullptr && failure->kind == channels::FailureKind::configuration) {
        notices.alarms.push_back({.event = "outbox.configuration", .detail = row->channel + ": " + failure->detail});
    }
    return verdict_of(move_on(decision, message_, event_of(outcome_)), *row);
}

void SendResult::keep() {
    const auto* sent = std::get_if<channels::Sent>(&outcome_);
    if (sent == nullptr || sent->provider_id.empty()) return;
    for (auto& report : world().early_statuses().take(channel_, sent->provider_id)) {
        world().submit(storage::Lane::results,
                       std::make_unique<ReceiveEvent>(world(), channel_, std::move(report), now_, nullptr));
    }
}

TakeBack::TakeBack(World& world, storage::MessageId arrived, storage::Instant now)
    : TurnCommand(world, nullptr), arrived_(arrived), now_(now) {}

void TakeBack::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.waiting_instead_of.push_back(arrived_);
}

void TakeBack::need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const {
    need_script_of(rows, rows.messages.find(arrived_), scripts);
}

bool TakeBack::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    std::vector<storage::MessageId> unsent;
    for (const auto& [id, row] : rows.messages) {
        if (row.instead_of == arrived_ && row.state == State::queued) unsent.push_back(id);
    }
    for (const auto id : unsent) {
        auto& row = rows.messages.edit(id);
        row.due_at = std::min(row.due_at, now_);
        static_cast<void>(move_on(decision, id, outbox_event::Claim{.node = {}, .withdrawn = true}));
    }
    return !unsent.empty();
}

TendClaims::TendClaims(World& world, Claims what, std::vector<storage::MessageId> messages, std::string node,
                       storage::Instant now, Done<int> done)
    : TurnCommand(world, std::move(done)),
      what_(what),
      messages_(std::move(messages)),
      node_(std::move(node)),
      now_(now) {}

void TendClaims::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.messages.insert(keys.messages.end(), messages_.begin(), messages_.end());
}

int TendClaims::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    int tended = 0;
    for (const auto id : messages_) {
        if (rows.messages.find(id) == nullptr) continue;
        const auto event = what_ == Claims::renew ? OutboxEvent(outbox_event::Renew{node_})
                                                  : OutboxEvent(outbox_event::Release{node_});
        static_cast<void>(move_on(decision, id, event));
        ++tended;
    }
    return tended;
}

}  // namespace bot
