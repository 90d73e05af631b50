// Waiting with nothing open: for a moment, for something to become true, for a hook's answer.
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/walk.hpp"
#include "dialogs/local_time.hpp"

#include <algorithm>

namespace dialogs {
namespace {

/// A day without a time is counted from its noon, so that whole days before or after it stay on
/// their day.
constexpr auto noon = std::chrono::hours(12);

std::optional<Instant> moment_named(const Turn& turn, const std::string& name) {
    const auto value = turn.names.value(name);
    if (const auto* instant = std::get_if<Instant>(&value)) return *instant;
    const auto* day = std::get_if<Date>(&value);
    if (day == nullptr) return std::nullopt;
    return instant_from_local(Instant(std::chrono::sys_days(*day)) + noon, turn.input.time_zone);
}

/// When the wait is over; none where that moment never comes.
std::optional<Instant> moment_of(const Turn& turn, const Wait& wait) {
    if (wait.kind == Wait::Kind::span) return turn.input.now + wait.span;
    const auto moment = moment_named(turn, wait.name);
    if (!moment) return std::nullopt;
    const auto shift = wait.kind == Wait::Kind::before ? -wait.span : wait.span;
    const bool is_whole_days = wait.span % std::chrono::days(1) == Span(0);
    if (!is_whole_days) return *moment + shift;
    // Whole days keep the hour of the day, also over the end of summer time.
    const auto& zone = turn.input.time_zone;
    return instant_from_local(local_time(*moment, zone) + shift, zone);
}

const Wait* wait_at(const Turn& turn) {
    const auto* step = step_at(turn.script, turn.state.waiting.path);
    return step == nullptr ? nullptr : std::get_if<Wait>(&step->what);
}

bool has_come_true(const Turn& turn, const Wait& wait) {
    return wait.kind == Wait::Kind::until && wait.until && wait.until->holds(turn.names.facts());
}

void tell_when(Turn& turn, bool ahead) {
    const auto& waiting = turn.state.waiting;
    if (waiting.until) {
        turn.emit(SetTimer{.kind = SetTimer::Kind::wait,
                           .question = waiting.ordinal,
                           .after = std::max(Span(0), *waiting.until - turn.input.now),
                           .ahead = ahead});
    }
    const auto* wait = wait_at(turn);
    const auto has_end = wait != nullptr && (wait->kind != Wait::Kind::until || wait->within);
    turn.emit(Waits{.until = has_end ? waiting.until : std::nullopt});
}

/// Goes on behind the step that was waited at; through the steps inside it where its moment has
/// come.
void go_on_behind_wait(Turn& turn, bool has_come) {
    const auto path = std::exchange(turn.state.waiting, {}).path;
    const auto* step = step_at(turn.script, path);
    const auto* inside = step == nullptr ? nullptr : steps_inside(*step);
    if (has_come && inside != nullptr && run_inside(turn, *step) == Walk::stopped) return;
    turn.state.position = path;
    walk_on(turn);
}

bool is_waiting(const Turn& turn) {
    return turn.state.phase == Conversation::Phase::running && turn.state.waiting.ordinal != 0;
}

}  // namespace

Walk run_wait(Turn& turn, const Step& step, const Wait& wait) {
    if (wait.kind == Wait::Kind::until) {
        if (has_come_true(turn, wait)) return run_inside(turn, step);
        close_the_way_back(turn);
        park(turn, step, turn.input.now + wait.within.value_or(wait_most), false);
    } else {
        const auto moment = moment_of(turn, wait);
        if (!moment || *moment <= turn.input.now) return Walk::goes_on;
        close_the_way_back(turn);
        park(turn, step, moment, wait.kind == Wait::Kind::before);
    }
    return Walk::stopped;
}

void park(Turn& turn, const Step& step, std::optional<Instant> until, bool ahead) {
    auto& state = turn.state;
    nothing_is_open(turn);
    state.asked.push_back(Asked{.path = step.path});
    state.position = step.path;
    state.waiting = {
        .ordinal = static_cast<int>(state.asked.size()), .path = step.path, .until = until};
    if (until) tell_when(turn, ahead);
}

void wait_again(Turn& turn) {
    const auto* wait = wait_at(turn);
    if (wait == nullptr)
        return go_on_behind_wait(turn, false);  // a hook that has not returned: none of its facts
    const auto& until = turn.state.waiting.until;
    if (has_come_true(turn, *wait)) return go_on_behind_wait(turn, true);
    if (until && *until <= turn.input.now)
        return go_on_behind_wait(turn, wait->kind != Wait::Kind::until);
    tell_when(turn, wait->kind == Wait::Kind::before);
}

void take_moment(Turn& turn, int ordinal) {
    const auto* wait =
        is_waiting(turn) && turn.state.waiting.ordinal == ordinal ? wait_at(turn) : nullptr;
    if (wait != nullptr)
        go_on_behind_wait(turn, wait->kind != Wait::Kind::until || has_come_true(turn, *wait));
}

void take_fact(Turn& turn, const FactChanged& changed) {
    auto& state = turn.state;
    state.facts.insert_or_assign(changed.name, changed.value);
    if (changed.name == "seat" && !state.pool.empty())
        state.facts.insert_or_assign("member." + state.pool,
                                     changed.value == Value(std::string("in")));
    const auto* wait = is_waiting(turn) ? wait_at(turn) : nullptr;
    if (wait != nullptr && has_come_true(turn, *wait)) go_on_behind_wait(turn, true);
}

void take_returned(Turn& turn, const Returned& returned) {
    if (!is_waiting(turn) || turn.state.waiting.ordinal != returned.call) return;
    for (const auto& [name, value] : returned.facts)
        turn.state.facts.insert_or_assign(name, value);
    go_on_behind_wait(turn, false);
}

}  // namespace dialogs
