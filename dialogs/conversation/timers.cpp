// The clocks of a question: reminder, end of patience, closing. They name its ordinal, and are void
// once it is settled.
#include "dialogs/conversation/turn.hpp"

namespace dialogs {
namespace {

bool is_running(const Turn& turn) { return turn.state.phase == Conversation::Phase::running; }

bool may_be_reminded(const Turn& turn) {
    return !turn.state.reminded && outcome_so_far(turn) == Outcome::closed;
}

void remind(Turn& turn) {
    if (!is_running(turn) || !may_be_reminded(turn)) return;
    turn.state.reminded = true;
    ask_again(turn);
}

void close(Turn& turn) {
    keep_joined(turn);
    end_conversation(turn, outcome_so_far(turn));
}

/// What was written of the open question is its answer.
void leave_open(Turn& turn) {
    if (is_joining(turn)) return settle_joined(turn);
    const auto open = open_ask(turn);
    const auto given = open ? turn.state.given.find(open.question->name) : turn.state.given.end();
    if (given != turn.state.given.end()) given->second.unfinished = false;
    walk_on(turn);
}

}  // namespace

void start_clocks(Turn& turn, const Question& question) {
    if (!is_running(turn)) return;
    const auto set = [&](SetTimer::Kind kind, Span after) {
        turn.emit(SetTimer{.kind = kind, .question = turn.state.open, .after = after});
    };
    set(SetTimer::Kind::close, turn.script.close_after);
    if (turn.script.remind_after && may_be_reminded(turn))
        set(SetTimer::Kind::remind, *turn.script.remind_after);
    if (question.within) set(SetTimer::Kind::within, *question.within);
    wait_for_silence(turn);
}

void take_due(Turn& turn, const Due& due) {
    if (due.kind == SetTimer::Kind::wait) return take_moment(turn, due.question);
    if (turn.state.phase == Conversation::Phase::ended || due.question != turn.state.open) return;
    switch (due.kind) {
        case SetTimer::Kind::remind:
            remind(turn);
            break;
        case SetTimer::Kind::close:
            if (due.question != 0 || !is_running(turn)) close(turn);  // 0: of a pause, which may be over
            break;
        case SetTimer::Kind::within:
            if (is_running(turn)) leave_open(turn);
            break;
        case SetTimer::Kind::join_silence:
            if (is_running(turn) && is_joining(turn)) settle_joined(turn);
            break;
        case SetTimer::Kind::wait:
            break;
    }
}

void take_accepted(Turn& turn, const Accepted& accepted) {
    auto& state = turn.state;
    if (accepted.question == 0 || accepted.question != state.open || state.accepted == state.open)
        return;
    state.accepted = accepted.question;
    if (const auto open = open_ask(turn)) start_clocks(turn, *open.question);
}

void take_undelivered(Turn& turn, const Undelivered& undelivered) {
    auto& state = turn.state;
    if (!is_running(turn) || undelivered.question == 0 || undelivered.question != state.open)
        return;
    keep_joined(turn);
    const auto& name = state.asked[static_cast<std::size_t>(state.open) - 1].question;
    if (!turn.names.is_settled(name))
        state.given.emplace(name, Given{.kind = Given::Kind::undelivered});
    close(turn);
}

}  // namespace dialogs
