// All transitions of a message on its way. This is the whole theory:
//
//   state     event            then                                          action
//   queued    Claim            sending, attempts+1, claimed                  Send
//             Claim, withdrawn failed: stopped                               GiveUp
//             Claim, too late  expired                                       GiveUp
//             Status           as for sending (uncertain: a status names it) Begin / GiveUp
//   sending   Claim            the claim ran out: uncertain, see below       Send / Wait / GiveUp
//             PartSent         sending, parts_done+1, claim renewed          Nothing
//             Sent             accepted                                      Begin
//             Failed           known not to have been sent: queued, later    Wait
//                              for good: failed                              GiveUp
//                              perhaps sent: uncertain                       Wait / GiveUp
//             Release          queued, at once                               Wait
//   accepted  Status           delivered, read, failed                       Nothing / GiveUp
//   delivered Status           read                                          Nothing
//   read, failed, expired: nothing (but a failed one that is accepted or arrives after all: a status is the truth)
//
// States only move forward, with one exception: an attempt that is known to have had no effect leaves nothing behind,
// so the message is queued again. An uncertain one has `uncertain` set and is queued to be sent again: at once where
// the provider knows it by our id, after uncertain_wait where a status may still name it, never where the operator
// would rather lose it.
#include "bot/outbox/outbox_entry.hpp"

#include <algorithm>
#include <cmath>

namespace bot {

using channels::DeliveryState;
using channels::FailureKind;
using State = storage::MessageRow::State;
using namespace outbox_action;

namespace {

/// Twice as long each time, and up to half of that more, so that what failed together does not come back together.
Span backoff(int attempts, double jitter) {
    const auto doublings = std::clamp(attempts - 1, 0, 20);
    const auto base = std::min<std::int64_t>(backoff_first.count() << doublings, backoff_most.count());
    return Span(base + static_cast<std::int64_t>(static_cast<double>(base) * jitter / 2));
}

State reached(DeliveryState state) {
    switch (state) {
        case DeliveryState::accepted:
        case DeliveryState::sent: return State::accepted;
        case DeliveryState::delivered: return State::delivered;
        case DeliveryState::read: return State::read;
        case DeliveryState::failed: break;
    }
    return State::failed;
}

}  // namespace

OutboxAction OutboxEntry::resume(const OutboxEvent& event) {
    return std::visit([this](const auto& what) { return on(what); }, event);
}

OutboxAction OutboxEntry::on(const outbox_event::Claim& claim) {
    if (row_.state != State::queued && row_.state != State::sending) return Nothing{};
    if (row_.state == State::sending) {
        if (row_.claimed_until && *row_.claimed_until > now_) return Nothing{};
        auto next = become_uncertain("the claim ran out");
        if (const auto* wait = std::get_if<Wait>(&next); wait == nullptr || wait->until > now_) return next;
    }
    if (row_.due_at > now_) return Nothing{};
    if (claim.withdrawn) {
        static_cast<void>(give_up(FailureKind::stopped, "withdrawn before it was sent"));
        return GiveUp{.kind = FailureKind::stopped, .withdrawn = true};
    }
    if (row_.expires_at && *row_.expires_at <= now_) return expire();
    row_.state = State::sending;
    ++row_.attempts;
    row_.claimed_by = claim.node;
    row_.claimed_until = now_ + claim_span;
    return Send{};
}

OutboxAction OutboxEntry::on(const outbox_event::Release& release) {
    if (row_.state != State::sending || row_.claimed_by != release.node) return Nothing{};
    let_go();
    row_.state = State::queued;
    row_.attempts = std::max(0, row_.attempts - 1);
    row_.due_at = now_;
    return Wait{now_};
}

OutboxAction OutboxEntry::on(const outbox_event::Renew& renew) {
    if (row_.state == State::sending && row_.claimed_by == renew.node) row_.claimed_until = now_ + claim_span;
    return Nothing{};
}

OutboxAction OutboxEntry::on(const outbox_event::PartSent&) {
    if (row_.state != State::sending && row_.state != State::queued) return Nothing{};
    ++row_.parts_done;
    if (row_.state == State::sending) row_.claimed_until = now_ + claim_span;
    return Nothing{};
}

OutboxAction OutboxEntry::on(const outbox_event::Sent& sent) {
    return accept(sent.provider_id);
}

OutboxAction OutboxEntry::on(const outbox_event::Failed& failed) {
    // After the claim ran out, another attempt may be on its way; only the present one counts.
    if (row_.state != State::sending) return Nothing{};
    const auto& [kind, retry_after, detail] = failed.failure;
    switch (kind) {
        case FailureKind::retry:
        case FailureKind::throttled: {
            const auto wait = backoff(row_.attempts, jitter_);
            const auto asked = std::min(retry_after.value_or(Span{}), retry_after_most);
            return retry_at(now_ + std::max(wait, asked), detail);
        }
        case FailureKind::configuration: return retry_at(now_ + configuration_retry, "configuration: " + detail);
        case FailureKind::uncertain: return become_uncertain(detail);
        case FailureKind::permanent:
        case FailureKind::unreachable:
        case FailureKind::stopped: break;
    }
    return give_up(kind, detail);
}

OutboxAction OutboxEntry::on(const outbox_event::Status& status) {
    const auto state = reached(status.state);
    if (state == State::failed) {
        if (is_final(row_.state)) return Nothing{};
        const auto failure = status.failure.value_or(channels::SendFailure{});
        const bool passing = failure.kind == FailureKind::retry || failure.kind == FailureKind::throttled;
        // A provider that reports failure has ended its own tries: what would be a retry before is permanent now.
        return give_up(passing ? FailureKind::permanent : failure.kind, failure.detail);
    }
    if (row_.state == State::expired) return Nothing{};
    const bool first = !row_.accepted_at.has_value();
    if (first) static_cast<void>(accept(status.provider_id));
    const bool has_arrived = state == State::delivered || state == State::read;
    const bool is_truer = row_.state == State::failed ? has_arrived : state > row_.state;
    if (is_truer) row_.state = state;
    if (first) return Begin{};
    return Nothing{};
}

OutboxAction OutboxEntry::accept(const std::string& provider_id) {
    if (!provider_id.empty()) row_.provider_id = provider_id;
    if (row_.accepted_at || row_.state == State::expired) return Nothing{};
    let_go();
    row_.state = State::accepted;
    row_.accepted_at = now_;
    row_.failure.clear();
    return Begin{};
}

OutboxAction OutboxEntry::become_uncertain(const std::string& detail) {
    if (!row_.uncertain) row_.attempts = 1;  // from here on, those are counted that may each be one SMS more
    row_.uncertain = true;
    if (policy_.rather_lose && !policy_.carries_our_id) return give_up(FailureKind::uncertain, detail);
    if (row_.attempts >= uncertain_attempts_max) return give_up(FailureKind::uncertain, detail);
    return retry_at(policy_.carries_our_id ? now_ : now_ + uncertain_wait, "uncertain: " + detail);
}

OutboxAction OutboxEntry::retry_at(Instant due_at, const std::string& detail) {
    if (row_.expires_at && due_at >= *row_.expires_at) return expire();
    let_go();
    row_.state = State::queued;
    row_.due_at = due_at;
    row_.failure = detail;
    return Wait{due_at};
}

OutboxAction OutboxEntry::give_up(FailureKind kind, const std::string& detail) {
    let_go();
    row_.state = State::failed;
    row_.failure = std::string(name_of(kind)) + (detail.empty() ? "" : ": " + detail);
    return GiveUp{.kind = kind};
}

OutboxAction OutboxEntry::expire() {
    let_go();
    row_.state = State::expired;
    return GiveUp{.kind = FailureKind::permanent, .expired = true};
}

void OutboxEntry::let_go() {
    row_.claimed_by.clear();
    row_.claimed_until.reset();
}

std::string_view name_of(FailureKind kind) {
    switch (kind) {
        case FailureKind::retry: return "retry";
        case FailureKind::throttled: return "throttled";
        case FailureKind::permanent: return "permanent";
        case FailureKind::unreachable: return "unreachable";
        case FailureKind::stopped: return "stopped";
        case FailureKind::configuration: return "configuration";
        case FailureKind::uncertain: break;
    }
    return "uncertain";
}

bool is_final(State state) {
    return state == State::delivered || state == State::read || state == State::failed || state == State::expired;
}

}  // namespace bot
