// Finding steps in a script by their path.
#pragma once

#include "dialogs/script.hpp"

#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dialogs {

/// The step lists from the dialog down to the path, each with the index taken in it. Empty where
/// the path leads nowhere.
struct StepPlace {
    const std::vector<Step>* steps = nullptr;
    std::size_t index = 0;

    [[nodiscard]] const Step& step() const { return (*steps)[index]; }
};
[[nodiscard]] std::vector<StepPlace> places_on(const Script& script, std::string_view path);

/// The step at the path; null where there is none.
[[nodiscard]] const Step* step_at(const Script& script, std::string_view path);

/// The question asked at the path; null where there is none.
[[nodiscard]] const Question* question_at(const Script& script, std::string_view path);

/// The steps inside a group, repeat or wait; null for the others.
[[nodiscard]] const std::vector<Step>* steps_inside(const Step& step);

/// Calls `visit(step, question)` for each question, in reading order.
template <class Visit>
void for_each_question(const std::vector<Step>& steps, const Visit& visit) {
    for (const auto& step : steps) {
        if (const auto* ask = std::get_if<Ask>(&step.what)) visit(step, ask->question);
        if (const auto* inner = steps_inside(step)) for_each_question(*inner, visit);
    }
}

/// Goes through the `when`s of neighbouring steps: `else` is true where none of the steps with a
/// `when` directly before it ran; an `else` ends its chain.
class WhenChain {
public:
    explicit WhenChain(bool has_run = false) : has_run_(has_run) {}

    /// True where the step runs. To be asked of each step in order.
    [[nodiscard]] bool runs(const Step& step, const Facts& facts) {
        if (step.otherwise) return !std::exchange(has_run_, false);
        if (!step.when) {
            has_run_ = false;
            return true;
        }
        const auto holds = step.when->holds(facts);
        has_run_ = has_run_ || holds;
        return holds;
    }

    /// The chain behind a step that has run.
    [[nodiscard]] static WhenChain behind(const Step& step) {
        return WhenChain(step.when && !step.otherwise);
    }

private:
    bool has_run_;
};

}  // namespace dialogs
