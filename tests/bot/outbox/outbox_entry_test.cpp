// The outbox machine by tables, and failing at every step.
#include "bot/outbox/outbox_entry.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using namespace bot;
using channels::DeliveryState;
using channels::FailureKind;
using channels::SendFailure;
using State = storage::MessageRow::State;

namespace {

constexpr Instant noon{std::chrono::hours(500'000)};

storage::MessageRow queued() {
    return {.id = storage::MessageId{1}, .due_at = noon, .expires_at = noon + 24h};
}

storage::MessageRow in_state(State state) {
    auto row = queued();
    row.state = state;
    if (state == State::sending) {
        row.claimed_by = "node";
        row.claimed_until = noon + claim_span;
        row.attempts = 1;
    }
    if (state >= State::accepted && state <= State::read) row.accepted_at = noon;
    return row;
}

OutboxAction resume(storage::MessageRow& row, const OutboxEvent& event, Instant now = noon, SendPolicy policy = {}) {
    return OutboxEntry(row, policy, now, 0.5).resume(event);
}

OutboxEvent failed(FailureKind kind, std::optional<Span> retry_after = {}) {
    return outbox_event::Failed{SendFailure{.kind = kind, .retry_after = retry_after, .detail = "why"}};
}

OutboxEvent status(DeliveryState state) {
    return outbox_event::Status{.state = state, .provider_id = "p", .failure = {}};
}

enum class Did { nothing, send, wait, begin, give_up };

Did did(const OutboxAction& action) { return static_cast<Did>(action.index()); }

struct Case {
    const char* name;
    State before;
    OutboxEvent event;
    State after;
    Did does;
};

}  // namespace

TEST_CASE("every state takes every event as the table says") {
    const outbox_event::Claim claim{.node = "node"};
    const std::vector<Case> cases = {
        {"queued, claimed", State::queued, claim, State::sending, Did::send},
        {"queued, withdrawn", State::queued, outbox_event::Claim{.node = "n", .withdrawn = true}, State::failed,
         Did::give_up},
        {"queued, accepted after all", State::queued, status(DeliveryState::sent), State::accepted, Did::begin},
        {"queued, delivered after all", State::queued, status(DeliveryState::delivered), State::delivered, Did::begin},
        {"queued, a failure of an attempt that is over", State::queued, failed(FailureKind::retry), State::queued,
         Did::nothing},
        {"sending, claimed by another", State::sending, claim, State::sending, Did::nothing},
        {"sending, sent", State::sending, outbox_event::Sent{"p"}, State::accepted, Did::begin},
        {"sending, a part", State::sending, outbox_event::PartSent{}, State::sending, Did::nothing},
        {"sending, retry", State::sending, failed(FailureKind::retry), State::queued, Did::wait},
        {"sending, throttled", State::sending, failed(FailureKind::throttled), State::queued, Did::wait},
        {"sending, configuration", State::sending, failed(FailureKind::configuration), State::queued, Did::wait},
        {"sending, uncertain", State::sending, failed(FailureKind::uncertain), State::queued, Did::wait},
        {"sending, permanent", State::sending, failed(FailureKind::permanent), State::failed, Did::give_up},
        {"sending, unreachable", State::sending, failed(FailureKind::unreachable), State::failed, Did::give_up},
        {"sending, stopped", State::sending, failed(FailureKind::stopped), State::failed, Did::give_up},
        {"sending, released", State::sending, outbox_event::Release{"node"}, State::queued, Did::wait},
        {"sending, released by another", State::sending, outbox_event::Release{"else"}, State::sending, Did::nothing},
        {"sending, reported before the answer came", State::sending, status(DeliveryState::delivered), State::delivered,
         Did::begin},
        {"accepted, sent again", State::accepted, outbox_event::Sent{"p"}, State::accepted, Did::nothing},
        {"accepted, delivered", State::accepted, status(DeliveryState::delivered), State::delivered, Did::nothing},
        {"accepted, failed", State::accepted, status(DeliveryState::failed), State::failed, Did::give_up},
        {"accepted, an attempt fails", State::accepted, failed(FailureKind::permanent), State::accepted, Did::nothing},
        {"accepted, claimed", State::accepted, claim, State::accepted, Did::nothing},
        {"delivered, accepted", State::delivered, status(DeliveryState::accepted), State::delivered, Did::nothing},
        {"delivered, read", State::delivered, status(DeliveryState::read), State::read, Did::nothing},
        {"delivered, failed", State::delivered, status(DeliveryState::failed), State::delivered, Did::nothing},
        {"read, delivered", State::read, status(DeliveryState::delivered), State::read, Did::nothing},
        {"failed, claimed", State::failed, claim, State::failed, Did::nothing},
        {"failed, and yet delivered", State::failed, status(DeliveryState::delivered), State::delivered, Did::begin},
        {"failed, and yet accepted", State::failed, status(DeliveryState::sent), State::accepted, Did::begin},
        {"expired, claimed", State::expired, claim, State::expired, Did::nothing},
        {"expired, delivered", State::expired, status(DeliveryState::delivered), State::expired, Did::nothing},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.name) {
            auto row = in_state(one.before);
            CHECK(did(resume(row, one.event)) == one.does);
            CHECK(row.state == one.after);
        }
    }
}

TEST_CASE("a message that was accepted and reported as failed has arrived, where a later report says so") {
    auto row = in_state(State::accepted);
    CHECK(did(resume(row, status(DeliveryState::failed))) == Did::give_up);
    CHECK(did(resume(row, status(DeliveryState::sent))) == Did::nothing);
    CHECK(row.state == State::failed);
    CHECK(did(resume(row, status(DeliveryState::delivered))) == Did::nothing);
    CHECK(row.state == State::delivered);
}

TEST_CASE("retries come later and later, up to ten minutes, until the message expires") {
    auto row = queued();
    auto now = noon;
    Span last{};
    int attempts = 0;
    while (row.state != State::expired) {
        REQUIRE(did(resume(row, outbox_event::Claim{.node = "node"}, now)) == Did::send);
        const auto action = resume(row, failed(FailureKind::retry), now);
        if (row.state == State::expired) break;
        const auto wait = std::get<outbox_action::Wait>(action).until - now;
        CHECK(wait >= last);
        CHECK(wait <= backoff_most * 3 / 2);
        last = wait;
        now += wait;
        REQUIRE(++attempts < 1000);
    }
    CHECK(attempts > 20);
}

TEST_CASE("jitter parts what failed together") {
    auto early = in_state(State::sending);
    auto late = in_state(State::sending);
    static_cast<void>(OutboxEntry(early, {}, noon, 0.0).resume(failed(FailureKind::retry)));
    static_cast<void>(OutboxEntry(late, {}, noon, 0.99).resume(failed(FailureKind::retry)));
    CHECK(early.due_at < late.due_at);
}

TEST_CASE("Retry-After is obeyed, but not for days") {
    auto row = in_state(State::sending);
    CHECK(std::get<outbox_action::Wait>(resume(row, failed(FailureKind::throttled, 90s))).until == noon + 90s);
    row = in_state(State::sending);
    static_cast<void>(resume(row, failed(FailureKind::throttled, 24h * 30)));
    CHECK(row.due_at <= noon + retry_after_most);
}

TEST_CASE("an uncertain message: at once where the provider knows our id, never where it is rather lost") {
    auto row = in_state(State::sending);
    CHECK(did(resume(row, failed(FailureKind::uncertain), noon, {.carries_our_id = true})) == Did::wait);
    CHECK(row.due_at == noon);
    CHECK(row.uncertain);

    row = in_state(State::sending);
    CHECK(did(resume(row, failed(FailureKind::uncertain), noon, {.rather_lose = true})) == Did::give_up);
    CHECK(row.state == State::failed);

    row = in_state(State::sending);
    static_cast<void>(resume(row, failed(FailureKind::uncertain)));
    CHECK(row.due_at == noon + uncertain_wait);
}

TEST_CASE("a claim that ran out where the provider knows our id is sent again at once") {
    auto row = in_state(State::sending);
    const auto later = noon + claim_span + 1s;
    CHECK(did(resume(row, outbox_event::Claim{.node = "b"}, later, {.carries_our_id = true})) == Did::send);
    CHECK(row.claimed_by == "b");
    CHECK(row.uncertain);
}

TEST_CASE("an uncertain message is not sent for ever") {
    auto row = queued();
    auto now = noon;
    int sent = 0;
    while (row.state != State::failed) {
        if (did(resume(row, outbox_event::Claim{.node = "node"}, now)) == Did::send) {
            ++sent;
            static_cast<void>(resume(row, failed(FailureKind::uncertain), now));
        }
        now += uncertain_wait;
        REQUIRE(sent < 10);
    }
    CHECK(sent == uncertain_attempts_max);
}

TEST_CASE("attempts that surely came to nothing do not count against one that is uncertain") {
    auto row = queued();
    auto now = noon;
    for (int i = 0; i < 10; ++i) {
        now = std::max(now, row.due_at);
        static_cast<void>(resume(row, outbox_event::Claim{.node = "node"}, now));
        static_cast<void>(resume(row, failed(FailureKind::retry), now));
    }
    now = row.due_at;
    static_cast<void>(resume(row, outbox_event::Claim{.node = "node"}, now));
    CHECK(did(resume(row, failed(FailureKind::uncertain), now)) == Did::wait);
}

TEST_CASE("a message that waited too long expires instead of being sent") {
    auto row = queued();
    const auto action = resume(row, outbox_event::Claim{.node = "node"}, noon + 25h);
    CHECK(std::get<outbox_action::GiveUp>(action).expired);
    CHECK(row.state == State::expired);
}

TEST_CASE("a message gets through wherever one attempt fails, and its clocks start once") {
    const std::vector<FailureKind> passing = {FailureKind::retry, FailureKind::throttled, FailureKind::uncertain,
                                              FailureKind::configuration};
    constexpr int parts = 3;
    for (const auto kind : passing) {
        for (int failing_part = 0; failing_part < parts; ++failing_part) {
            DYNAMIC_SECTION(name_of(kind) << " at part " << failing_part) {
                auto row = queued();
                auto now = noon;
                int begun = 0;
                bool has_failed = false;
                while (row.state != State::accepted) {
                    now = std::max(now, row.due_at);
                    REQUIRE(did(resume(row, outbox_event::Claim{.node = "node"}, now)) == Did::send);
                    for (int part = row.parts_done; part < parts && row.state == State::sending; ++part) {
                        if (part == failing_part && !std::exchange(has_failed, true)) {
                            static_cast<void>(resume(row, failed(kind), now));
                        } else if (part + 1 < parts) {
                            static_cast<void>(resume(row, outbox_event::PartSent{}, now));
                        } else if (did(resume(row, outbox_event::Sent{"p"}, now)) == Did::begin) {
                            ++begun;
                        }
                    }
                }
                CHECK(begun == 1);
                CHECK(row.attempts == 2);
                CHECK(row.parts_done == parts - 1);
                CHECK(did(resume(row, status(DeliveryState::sent), now)) == Did::nothing);
            }
        }
    }
}
