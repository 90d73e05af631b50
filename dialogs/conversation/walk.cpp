// Walking through the steps: from the start or from behind the step that was left, to the next question, wait or end.
#include "dialogs/conversation/walk.hpp"

#include "dialogs/channel_kind.hpp"
#include "dialogs/conversation/statements.hpp"
#include "dialogs/conversation/steps.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {
namespace {

void tell_text(Turn& turn, const Text& text) {
    const auto& source = turn.script.source_language();
    const auto* wording = TextRenderer::wording_of(text, turn.names.texts());
    if (wording == nullptr) return;
    const auto language = text_language({wording}, turn.state.language, source);
    Message message{.text = turn.input.renderer->render(text, language, source, turn.names.texts()),
                    .language = language};
    if (!message.text.empty())
        turn.emit(Tell{.message = std::move(message), .purpose = Tell::Purpose::say});
}

/// A question that was asked before and keeps its answer is passed, but BACK may still come to it.
void pass_settled(Turn& turn, const Step& step, const Question& question) {
    const auto& asked = turn.state.asked;
    const auto round = round_at(turn, step.path);
    for (auto ordinal = static_cast<int>(asked.size()); ordinal > 0; --ordinal) {
        const auto& one = asked[static_cast<std::size_t>(ordinal) - 1];
        if (one.question != question.name || one.round != round) continue;
        turn.state.trail.push_back(ordinal);
        return;
    }
}

/// Puts the next statement, where there is one; a question that has none to put is passed over.
Walk run_statements(Turn& turn, const Step& step, const Question& question) {
    if (auto next = next_statement(turn, step, question)) {
        ask(turn, step, question, std::move(*next));
        return Walk::stopped;
    }
    const auto [given, is_new] =
        turn.state.given.try_emplace(question.name, Given{.kind = Given::Kind::skipped});
    given->second.unfinished = false;
    return Walk::goes_on;
}

Walk run_ask(Turn& turn, const Step& step, const Question& question) {
    if (turn.names.is_settled(question.name)) {
        pass_settled(turn, step, question);
        return Walk::goes_on;
    }
    if (question.sensitive && !turn.state.trusted_with_health) return Walk::goes_on;
    if (!channel_carries(turn.state.channel, question.type)) {
        turn.state.given.insert_or_assign(question.name, Given{.kind = Given::Kind::skipped});
        return Walk::goes_on;
    }
    if (question.type == QuestionType::statements) return run_statements(turn, step, question);
    ask(turn, step, question);
    return Walk::stopped;
}

Walk run_end(Turn& turn, const End& end) {
    tell_text(turn, end.text);
    nothing_is_open(turn);
    end_conversation(turn, Outcome::completed);
    return Walk::stopped;
}

/// Runs the steps in their order, from that place in it.
Walk run_ordered(Turn& turn, const std::vector<Step>& steps, const std::vector<std::size_t>& order,
                 std::size_t from, WhenChain chain) {
    for (auto i = from; i < order.size(); ++i) {
        const auto& step = steps[order[i]];
        if (!chain.runs(step, turn.names.facts())) continue;
        if (run_step(turn, step) == Walk::stopped) return Walk::stopped;
    }
    return Walk::goes_on;
}

/// Runs what stands behind the step at that place, in the order in which its neighbours are held.
Walk run_behind(Turn& turn, const Step* owner, const StepPlace& place) {
    const auto chain = WhenChain::behind(place.step());
    const auto order = order_in(turn, owner, *place.steps);
    const auto here = std::find(order.begin(), order.end(), place.index);
    if (here == order.end()) return Walk::goes_on;
    return run_ordered(turn, *place.steps, order, static_cast<std::size_t>(here - order.begin()) + 1, chain);
}

}  // namespace

Walk run_step(Turn& turn, const Step& step) {
    if (++turn.steps_run > steps_per_turn_max) {
        fail(turn, fmt::format("more than {} steps in a turn", steps_per_turn_max));
        return Walk::stopped;
    }
    if (const auto* say = std::get_if<Say>(&step.what)) {
        tell_text(turn, say->text);
        return Walk::goes_on;
    }
    if (const auto* question = std::get_if<Ask>(&step.what))
        return run_ask(turn, step, question->question);
    if (std::holds_alternative<Group>(step.what)) {
        keep_drawn(turn, step);
        return run_inside(turn, step);
    }
    if (const auto* repeat = std::get_if<Repeat>(&step.what)) return run_repeat(turn, step, *repeat);
    if (const auto* effect = std::get_if<Do>(&step.what)) return run_do(turn, step, *effect);
    if (const auto* wait = std::get_if<Wait>(&step.what)) return run_wait(turn, step, *wait);
    return run_end(turn, std::get<End>(step.what));
}

Walk run_inside(Turn& turn, const Step& owner) {
    const auto& steps = *steps_inside(owner);
    return run_ordered(turn, steps, order_in(turn, &owner, steps), 0, WhenChain());
}

void walk_from_start(Turn& turn) {
    const auto& steps = turn.script.dialog;
    if (run_ordered(turn, steps, order_in(turn, nullptr, steps), 0, WhenChain()) == Walk::stopped) return;
    end_conversation(turn, Outcome::completed);
}

void walk_on(Turn& turn) {
    auto places = places_on(turn.script, turn.state.position);
    nothing_is_open(turn);
    while (!places.empty()) {
        const auto place = places.back();
        places.pop_back();
        const auto* owner = places.empty() ? nullptr : &places.back().step();
        if (run_behind(turn, owner, place) == Walk::stopped) return;
        const auto* repeat = owner == nullptr ? nullptr : std::get_if<Repeat>(&owner->what);
        if (repeat != nullptr && run_next_rounds(turn, *owner, *repeat) == Walk::stopped) return;
    }
    end_conversation(turn, Outcome::completed);
}

void nothing_is_open(Turn& turn) {
    turn.state.open = 0;
    turn.state.position.clear();
    turn.state.tries = 0;
}

void end_conversation(Turn& turn, Outcome outcome) {
    auto& state = turn.state;
    const auto news = state.outcome != outcome;
    if (!state.ended_at) state.ended_at = turn.input.now;
    state.phase = Conversation::Phase::ended;
    state.outcome = outcome;
    state.pending = {};
    if (news) turn.emit(Ended{outcome});
    if (outcome == Outcome::refused) return;  // START may take up what was waited for
    state.waiting = {};
    for (auto& later : std::exchange(state.starts, {})) {
        if (outcome == Outcome::failed) break;
        turn.emit(StartScript{.script = std::move(later.script), .given = std::move(later.given)});
    }
}

void fail(Turn& turn, std::string reason) {
    turn.tell_service("failed");
    turn.emit(Failed{std::move(reason)});
    end_conversation(turn, Outcome::failed);
}

Outcome outcome_so_far(const Turn& turn) {
    if (turn.state.complete) return Outcome::completed;
    const auto has_answer = [](const std::map<std::string, Given>& given) {
        return std::any_of(given.begin(), given.end(), [](const auto& named) {
            return named.second.kind == Given::Kind::answered;
        });
    };
    const auto& past = turn.state.past;
    const auto has_any = turn.state.has_past_answer || has_answer(turn.state.given) ||
                         std::any_of(past.begin(), past.end(),
                                     [&](const PastRound& round) { return has_answer(round.given); });
    return has_any ? Outcome::partial : Outcome::closed;
}

}  // namespace dialogs
