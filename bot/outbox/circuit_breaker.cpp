// All transitions of the breaker; its theory is in the header.
#include "bot/outbox/circuit_breaker.hpp"

#include <algorithm>

namespace bot {

using channels::FailureKind;
using dialogs::Instant;

CircuitBreaker::Admission CircuitBreaker::admit(int wanted, Instant now) const {
    switch (state(now)) {
        case State::closed: return {.messages = wanted, .again = {}};
        case State::open: return {.messages = 0, .again = until_};
        case State::half_open: break;
    }
    return {.messages = is_probing_ ? 0 : std::min(wanted, 1), .again = {}};
}

int CircuitBreaker::begin(int attempts, Instant now) {
    if (attempts > 0 && state(now) == State::half_open) is_probing_ = true;
    return period_;
}

void CircuitBreaker::reached() {
    failures_ = 0;
    if (!until_) return;
    until_.reset();
    wait_ = first_probe_after;
    is_probing_ = false;
    ++period_;
}

void CircuitBreaker::missed(int period, Instant now) {
    if (period != period_) return;
    if (is_probing_) {
        wait_ = std::min(wait_ * 2, probe_after_most);
        open(now);
    } else if (!until_ && ++failures_ >= failures_to_open) {
        open(now);
    }
}

void CircuitBreaker::left(int period) {
    if (period == period_) is_probing_ = false;
}

void CircuitBreaker::open(Instant now) {
    until_ = now + wait_;
    is_probing_ = false;
    ++period_;
}

CircuitBreaker::State CircuitBreaker::state(Instant now) const {
    if (!until_) return State::closed;
    return now < *until_ ? State::open : State::half_open;
}

bool is_trouble(FailureKind kind) {
    switch (kind) {
        case FailureKind::retry:
        case FailureKind::throttled:
        case FailureKind::configuration:
        case FailureKind::uncertain: return true;
        case FailureKind::permanent:
        case FailureKind::unreachable:
        case FailureKind::stopped: break;
    }
    return false;
}

std::string_view name_of(CircuitBreaker::State state) {
    switch (state) {
        case CircuitBreaker::State::closed: return "closed";
        case CircuitBreaker::State::half_open: return "half_open";
        case CircuitBreaker::State::open: break;
    }
    return "open";
}

}  // namespace bot
