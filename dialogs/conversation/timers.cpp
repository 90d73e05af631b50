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

void close(Turn& turn) { end_conversation(turn, outcome_so_far(turn)); }

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
            if (is_running(turn)) walk_on(turn);
            break;
        case SetTimer::Kind::wait:
        case SetTimer::Kind::join_silence:
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
    const auto& name = state.asked[static_cast<std::size_t>(state.open) - 1].question;
    if (!turn.names.is_settled(name))
        state.given.emplace(name, Given{.kind = Given::Kind::undelivered});
    close(turn);
}

}  // namespace dialogs
