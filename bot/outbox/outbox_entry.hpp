// One message on its way, as a state machine without I/O: what happened goes in, what to do next comes out.
#pragma once

#include "channels/adapter.hpp"
#include "storage/rows.hpp"

#include <chrono>
#include <string>
#include <variant>

namespace bot {

using storage::Instant;
using dialogs::Span;

/// How long a claim holds: longer than a provider's answer may take (30 s), short enough that what a dead process held
/// is taken up soon.
inline constexpr Span claim_span = std::chrono::seconds(60);
/// How long an uncertain message waits for a status that names it: Kannel's first report comes within seconds, a phone
/// that is on answers within two minutes.
inline constexpr Span uncertain_wait = std::chrono::minutes(2);
/// The first retry comes after about a second, later ones twice as late each, at most …
inline constexpr Span backoff_first = std::chrono::seconds(1);
inline constexpr Span backoff_most = std::chrono::minutes(10);
/// A wrong password is not mended within seconds, and each try is noted by the provider.
inline constexpr Span configuration_retry = std::chrono::minutes(5);
/// What a provider may ask us to wait at most; an hour's mistake of theirs must not hold a message for days.
inline constexpr Span retry_after_most = std::chrono::hours(6);
/// A message that may have arrived is sent so many times at most, the first included: each may be one SMS more.
inline constexpr int uncertain_attempts_max = 3;

/// What the channel's nature and the operator's wish decide.
struct SendPolicy {
    bool carries_our_id = false;  ///< sending the same id again is harmless
    bool rather_lose = false;     ///< never send what may have been sent
};

namespace outbox_event {

/// The pump takes the message. `withdrawn`: its stream or its address has been withdrawn meanwhile.
struct Claim { std::string node; bool withdrawn = false; };
/// The process that had it ends, and has not begun to send it.
struct Release { std::string node; };
/// It is still being sent.
struct Renew { std::string node; };
/// One request of several was accepted.
struct PartSent {};
/// The last request was accepted.
struct Sent { std::string provider_id; };
/// A request failed.
struct Failed { channels::SendFailure failure; };
/// The provider reports.
struct Status { channels::DeliveryState state; std::string provider_id; std::optional<channels::SendFailure> failure; };

}  // namespace outbox_event

using OutboxEvent =
    std::variant<outbox_event::Claim, outbox_event::Release, outbox_event::Renew, outbox_event::PartSent,
                 outbox_event::Sent, outbox_event::Failed, outbox_event::Status>;

namespace outbox_action {

/// Nothing is to be done: it came too late, or twice.
struct Nothing {};
/// Send it now.
struct Send {};
/// It is due at that moment.
struct Wait { Instant until{}; };
/// The provider has it, from now on (the first time this is known): clocks start.
struct Begin {};
/// It will not arrive. The kind says what becomes of the address, and whether another one is tried.
/// `withdrawn`: nobody has tried; the resident does not want it any more. `expired`: it came too late.
struct GiveUp {
    channels::FailureKind kind = channels::FailureKind::permanent;
    bool expired = false;
    bool withdrawn = false;
};

}  // namespace outbox_action

using OutboxAction = std::variant<outbox_action::Nothing, outbox_action::Send, outbox_action::Wait,
                                  outbox_action::Begin, outbox_action::GiveUp>;

/// The machine over one row: changes the row, and says what to do. Pure but for the row; `jitter` is in [0, 1).
class OutboxEntry {
  public:
    OutboxEntry(storage::MessageRow& row, SendPolicy policy, Instant now, double jitter)
        : row_(row), policy_(policy), now_(now), jitter_(jitter) {}

    [[nodiscard]] OutboxAction resume(const OutboxEvent& event);

  private:
    [[nodiscard]] OutboxAction on(const outbox_event::Claim& claim);
    [[nodiscard]] OutboxAction on(const outbox_event::Release& release);
    [[nodiscard]] OutboxAction on(const outbox_event::Renew& renew);
    [[nodiscard]] OutboxAction on(const outbox_event::PartSent& part);
    [[nodiscard]] OutboxAction on(const outbox_event::Sent& sent);
    [[nodiscard]] OutboxAction on(const outbox_event::Failed& failed);
    [[nodiscard]] OutboxAction on(const outbox_event::Status& status);

    [[nodiscard]] OutboxAction accept(const std::string& provider_id);
    [[nodiscard]] OutboxAction become_uncertain(const std::string& detail);
    [[nodiscard]] OutboxAction retry_at(Instant due_at, const std::string& detail);
    [[nodiscard]] OutboxAction give_up(channels::FailureKind kind, const std::string& detail);
    [[nodiscard]] OutboxAction expire();
    void let_go();

    storage::MessageRow& row_;
    SendPolicy policy_;
    Instant now_;
    double jitter_;
};

/// `retry`, `throttled` …: as stored and counted.
[[nodiscard]] std::string_view name_of(channels::FailureKind kind);

/// True where nothing more happens to a message but later reports: delivered, read, failed, expired.
[[nodiscard]] bool is_final(storage::MessageRow::State state);

}  // namespace bot
