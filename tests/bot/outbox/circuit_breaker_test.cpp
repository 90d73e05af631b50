// The breaker: when it opens, what it lets through then, and how it closes.
#include "bot/outbox/circuit_breaker.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using bot::CircuitBreaker;
using State = CircuitBreaker::State;

namespace {

constexpr dialogs::Instant noon{std::chrono::hours(500'000)};

/// Lets it open at noon.
CircuitBreaker opened() {
    CircuitBreaker breaker;
    const auto period = breaker.begin(bot::failures_to_open, noon);
    for (int i = 0; i < bot::failures_to_open; ++i) breaker.missed(period, noon);
    REQUIRE(breaker.state(noon) == State::open);
    return breaker;
}

}  // namespace

TEST_CASE("a provider that answers is asked as much as is wanted") {
    CircuitBreaker breaker;
    CHECK(breaker.admit(16, noon).messages == 16);
    CHECK(breaker.state(noon) == State::closed);
}

TEST_CASE("failures open the breaker only where nothing reached the provider between them") {
    CircuitBreaker breaker;
    const auto period = breaker.begin(16, noon);
    for (int i = 0; i < 20; ++i) {
        if (i % bot::failures_to_open == 0) breaker.reached();
        else breaker.missed(period, noon);
    }
    CHECK(breaker.state(noon) == State::closed);
    breaker.missed(period, noon);
    CHECK(breaker.state(noon) == State::open);
}

TEST_CASE("while it is open nothing is let through, and it says when to look again") {
    const auto breaker = opened();
    const auto admission = breaker.admit(16, noon + 9s);
    CHECK(admission.messages == 0);
    CHECK(admission.again == noon + bot::first_probe_after);
}

TEST_CASE("then one probe is let through, and no second one beside it") {
    auto breaker = opened();
    const auto later = noon + bot::first_probe_after;
    CHECK(breaker.state(later) == State::half_open);
    CHECK(breaker.admit(16, later).messages == 1);
    breaker.begin(0, later);  // nothing was due: the probe is still to come
    CHECK(breaker.admit(16, later).messages == 1);
    breaker.begin(1, later);
    CHECK(breaker.admit(16, later).messages == 0);
    CHECK_FALSE(breaker.admit(16, later).again.has_value());
}

TEST_CASE("a probe that reaches the provider closes the breaker, and the next time it opens as briefly as at first") {
    auto breaker = opened();
    const auto later = noon + bot::first_probe_after;
    breaker.begin(1, later);
    breaker.reached();
    CHECK(breaker.admit(16, later).messages == 16);
    const auto period = breaker.begin(16, later);
    for (int i = 0; i < bot::failures_to_open; ++i) breaker.missed(period, later);
    CHECK(breaker.admit(16, later).again == later + bot::first_probe_after);
}

TEST_CASE("a day of failing probes is a few hundred of them, five minutes apart in the end") {
    auto breaker = opened();
    auto now = noon;
    int probes = 0;
    dialogs::Span last{};
    while (now < noon + 24h) {
        const auto again = breaker.admit(16, now).again;
        REQUIRE(again.has_value());
        last = *again - now;
        now = *again;
        breaker.missed(breaker.begin(breaker.admit(16, now).messages, now), now);
        ++probes;
    }
    CHECK(last == bot::probe_after_most);
    CHECK(probes < 300);
    CHECK(probes > 250);
}

TEST_CASE("what began before it opened does not fail the probe, but may close the breaker") {
    CircuitBreaker breaker;
    const auto period = breaker.begin(16, noon);
    for (int i = 0; i < bot::failures_to_open; ++i) breaker.missed(period, noon);
    const auto later = noon + bot::first_probe_after;
    breaker.begin(1, later);
    breaker.missed(period, later);
    CHECK(breaker.state(later) == State::half_open);
    breaker.reached();
    CHECK(breaker.state(later) == State::closed);
}

TEST_CASE("a probe that was cancelled is followed by another") {
    auto breaker = opened();
    const auto later = noon + bot::first_probe_after;
    breaker.left(breaker.begin(1, later));
    CHECK(breaker.admit(16, later).messages == 1);
}

TEST_CASE("a provider that refuses one message or one address is well") {
    using channels::FailureKind;
    for (const auto kind : {FailureKind::permanent, FailureKind::unreachable, FailureKind::stopped})
        CHECK_FALSE(bot::is_trouble(kind));
    for (const auto kind :
         {FailureKind::retry, FailureKind::throttled, FailureKind::configuration, FailureKind::uncertain})
        CHECK(bot::is_trouble(kind));
}
