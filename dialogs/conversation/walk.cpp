// Walking through the steps: from the start or from behind the question just settled, to the next
// question or the end.
#include "dialogs/channel_kind.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/turn.hpp"

#include <fmt/format.h>

namespace dialogs {
namespace {

enum class Walk { goes_on, stopped };

Walk run_steps(Turn& turn, const std::vector<Step>& steps, std::size_t from, WhenChain chain);

void nothing_is_open(Turn& turn) {
    turn.state.open = 0;
    turn.state.position.clear();
    turn.state.tries = 0;
}

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
void pass_settled(Turn& turn, const Question& question) {
    const auto& asked = turn.state.asked;
    for (auto ordinal = static_cast<int>(asked.size()); ordinal > 0; --ordinal) {
        if (asked[static_cast<std::size_t>(ordinal) - 1].question != question.name) continue;
        turn.state.trail.push_back(ordinal);
        return;
    }
}

Walk run_ask(Turn& turn, const Step& step, const Question& question) {
    if (turn.names.is_settled(question.name)) {
        pass_settled(turn, question);
        return Walk::goes_on;
    }
    if (question.sensitive && !turn.state.trusted_with_health) return Walk::goes_on;
    if (!channel_carries(turn.state.channel, question.type)) {
        turn.state.given.insert_or_assign(question.name, Given{.kind = Given::Kind::skipped});
        return Walk::goes_on;
    }
    ask(turn, step, question);
    return Walk::stopped;
}

Walk run_do(Turn& turn, const Do& step) {
    Perform perform{.effect = step.effect, .words = step.words};
    for (const auto& [name, expression] : step.values) {
        perform.values.emplace(name, expression.evaluate(turn.names.facts()));
    }
    if (const auto source = step.words.find("text"); source != step.words.end()) {
        const auto text = turn.names.value(source->second);
        if (const auto* words = std::get_if<std::string>(&text)) perform.text = *words;
    }
    if (turn.input.perform) {
        for (auto& [name, value] : turn.input.perform(perform))
            turn.state.facts.insert_or_assign(name, value);
    }
    turn.emit(std::move(perform));
    turn.state.trail.clear();  // what is done stays done: BACK comes no further
    return Walk::goes_on;
}

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
    if (const auto* group = std::get_if<Group>(&step.what))
        return run_steps(turn, group->steps, 0, WhenChain());
    if (const auto* effect = std::get_if<Do>(&step.what)) return run_do(turn, *effect);
    if (const auto* end = std::get_if<End>(&step.what)) {
        tell_text(turn, end->text);
        nothing_is_open(turn);
        end_conversation(turn, Outcome::completed);
        return Walk::stopped;
    }
    fail(turn, fmt::format("step {} is of a kind that is not carried out yet", step.path));
    return Walk::stopped;
}

Walk run_steps(Turn& turn, const std::vector<Step>& steps, std::size_t from, WhenChain chain) {
    for (auto i = from; i < steps.size(); ++i) {
        if (!chain.runs(steps[i], turn.names.facts())) continue;
        if (run_step(turn, steps[i]) == Walk::stopped) return Walk::stopped;
    }
    return Walk::goes_on;
}

}  // namespace

void walk_from_start(Turn& turn) {
    if (run_steps(turn, turn.script.dialog, 0, WhenChain()) == Walk::stopped) return;
    end_conversation(turn, Outcome::completed);
}

void walk_on(Turn& turn) {
    auto places = places_on(turn.script, turn.state.position);
    nothing_is_open(turn);
    for (; !places.empty(); places.pop_back()) {
        const auto& place = places.back();
        const auto chain = WhenChain::behind(place.step());
        if (run_steps(turn, *place.steps, place.index + 1, chain) == Walk::stopped) return;
    }
    end_conversation(turn, Outcome::completed);
}

void end_conversation(Turn& turn, Outcome outcome) {
    auto& state = turn.state;
    const auto news = state.outcome != outcome;
    if (!state.ended_at) state.ended_at = turn.input.now;
    state.phase = Conversation::Phase::ended;
    state.outcome = outcome;
    state.pending = {};
    if (news) turn.emit(Ended{outcome});
}

void fail(Turn& turn, std::string reason) {
    turn.tell_service("failed");
    turn.emit(Failed{std::move(reason)});
    end_conversation(turn, Outcome::failed);
}

Outcome outcome_so_far(const Turn& turn) {
    if (turn.state.complete) return Outcome::completed;
    for (const auto& [name, given] : turn.state.given) {
        if (given.kind == Given::Kind::answered) return Outcome::partial;
    }
    return Outcome::closed;
}

}  // namespace dialogs
