// Rounds of a `repeat`: answers are this round's; those of the rounds before are kept for BACK.
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/walk.hpp"

#include <algorithm>

namespace dialogs {
namespace {

bool is_inside(std::string_view path, std::string_view owner) {
    return path.size() > owner.size() && path.starts_with(owner) && path[owner.size()] == '.';
}

/// The answers to the questions inside, taken out of the state.
std::map<std::string, Given> take_given_inside(Turn& turn, const std::vector<Step>& steps) {
    std::map<std::string, Given> taken;
    for_each_question(steps, [&](const Step&, const Question& question) {
        if (auto node = turn.state.given.extract(question.name)) taken.insert(std::move(node));
    });
    return taken;
}

void begin_round(Turn& turn, const Step& step, const Repeat& repeat, int round) {
    auto& state = turn.state;
    if (round > 1) {
        PastRound past{.path = step.path,
                       .asked = static_cast<int>(state.asked.size()),
                       .rounds = state.rounds,
                       .given = take_given_inside(turn, repeat.steps)};
        state.past.push_back(std::move(past));
        std::erase_if(state.drawn,
                      [&](const auto& drawn) { return is_inside(drawn.first, step.path); });
    }
    state.rounds[repeat.name] = round;
}

bool completes(const Turn& turn, const std::map<std::string, Given>& given) {
    return std::any_of(given.begin(), given.end(), [&](const auto& named) {
        const auto* question = turn.script.question(named.first);
        return named.second.kind == Given::Kind::answered && question != nullptr &&
               question->complete;
    });
}

}  // namespace

Walk run_repeat(Turn& turn, const Step& step, const Repeat& repeat) {
    begin_round(turn, step, repeat, 1);
    if (run_inside(turn, step) == Walk::stopped) return Walk::stopped;
    return run_next_rounds(turn, step, repeat);
}

Walk run_next_rounds(Turn& turn, const Step& step, const Repeat& repeat) {
    for (auto round = turn.state.rounds[repeat.name]; round < repeat.most;) {
        if (repeat.again && !repeat.again->holds(turn.names.facts())) break;
        begin_round(turn, step, repeat, ++round);
        if (run_inside(turn, step) == Walk::stopped) return Walk::stopped;
    }
    return Walk::goes_on;
}

std::string round_at(const Turn& turn, std::string_view path) {
    std::string rounds;
    if (turn.state.rounds.empty()) return rounds;
    for (const auto& place : places_on(turn.script, path)) {
        const auto* repeat = std::get_if<Repeat>(&place.step().what);
        if (repeat == nullptr || place.step().path == path) continue;
        const auto found = turn.state.rounds.find(repeat->name);
        if (!rounds.empty()) rounds += '.';
        rounds += std::to_string(found == turn.state.rounds.end() ? 1 : found->second);
    }
    return rounds;
}

std::string round_of(const Turn& turn, std::string_view question) {
    std::string round;
    if (turn.state.rounds.empty()) return round;
    for_each_question(turn.script.dialog, [&](const Step& step, const Question& one) {
        if (one.name == question) round = round_at(turn, step.path);
    });
    return round;
}

void return_to_round_of(Turn& turn, int ordinal) {
    auto& state = turn.state;
    while (!state.past.empty() && state.past.back().asked >= ordinal) {
        auto past = std::move(state.past.back());
        state.past.pop_back();
        const auto* step = step_at(turn.script, past.path);
        const auto* steps = step == nullptr ? nullptr : steps_inside(*step);
        if (steps == nullptr) continue;
        for_each_question(*steps, [&](const Step& at, const Question& question) {
            const auto found = state.given.find(question.name);
            if (found == state.given.end()) return;
            const auto was_answered = found->second.kind == Given::Kind::answered;
            state.given.erase(found);
            if (was_answered)
                turn.emit(Withdrawn{.question = question.name, .round = round_at(turn, at.path)});
        });
        state.given.merge(past.given);
        state.rounds = std::move(past.rounds);
    }
}

bool has_completed_before(const Turn& turn) {
    const auto& past = turn.state.past;
    return turn.state.has_past_complete ||
           std::any_of(past.begin(), past.end(),
                       [&](const PastRound& round) { return completes(turn, round.given); });
}

void close_the_way_back(Turn& turn) {
    auto& state = turn.state;
    state.has_past_complete = has_completed_before(turn);
    for (const auto& round : state.past) {
        for (const auto& [name, given] : round.given)
            state.has_past_answer = state.has_past_answer || given.kind == Given::Kind::answered;
    }
    state.past.clear();
    state.trail.clear();
}

}  // namespace dialogs
