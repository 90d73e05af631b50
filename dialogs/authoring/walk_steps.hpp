// Every step of a script in reading order, whatever it stands in.
#pragma once

#include "dialogs/script.hpp"

namespace dialogs {

/// The steps inside a step; null where its kind holds none.
[[nodiscard]] inline const std::vector<Step>* steps_inside(const Step& step) {
    if (const auto* group = std::get_if<Group>(&step.what)) return &group->steps;
    if (const auto* repeat = std::get_if<Repeat>(&step.what)) return &repeat->steps;
    if (const auto* wait = std::get_if<Wait>(&step.what)) return &wait->steps;
    return nullptr;
}

/// Calls `visit(step)` for each, one that holds others before those.
template <class Visit>
void for_each_step(const std::vector<Step>& steps, const Visit& visit) {
    for (const auto& step : steps) {
        visit(step);
        if (const auto* inside = steps_inside(step)) for_each_step(*inside, visit);
    }
}

}  // namespace dialogs
