// Groups that draw: `pick` takes some of the steps, `shuffle` their order.
#include "dialogs/conversation/drawing.hpp"
#include "dialogs/conversation/walk.hpp"

#include <algorithm>
#include <numeric>

namespace dialogs {
namespace {

const Group* drawing_group(const Step* owner) {
    const auto* group = owner == nullptr ? nullptr : std::get_if<Group>(&owner->what);
    return group != nullptr && (group->pick > 0 || group->shuffle) ? group : nullptr;
}

/// Steps that are left out now are not drawn, so that as many are asked as were wanted.
std::vector<int> candidates(const Turn& turn, const Group& group) {
    std::vector<int> indexes;
    for (std::size_t i = 0; i < group.steps.size(); ++i) {
        const auto& when = group.steps[i].when;
        if (group.pick == 0 || !when || when->holds(turn.names.facts()))
            indexes.push_back(static_cast<int>(i));
    }
    return indexes;
}

std::vector<int> draw(const Turn& turn, const Step& step, const Group& group) {
    auto indexes = candidates(turn, group);
    if (turn.input.shuffles) draw_order(indexes, turn.state.seed, step.path);
    if (group.pick > 0 && indexes.size() > static_cast<std::size_t>(group.pick))
        indexes.resize(static_cast<std::size_t>(group.pick));
    if (!group.shuffle) std::sort(indexes.begin(), indexes.end());
    return indexes;
}

}  // namespace

std::vector<std::size_t> order_in(const Turn& turn, const Step* owner,
                                  const std::vector<Step>& steps) {
    const auto* group = drawing_group(owner);
    if (group == nullptr) {
        std::vector<std::size_t> order(steps.size());
        std::iota(order.begin(), order.end(), 0U);
        return order;
    }
    const auto kept = turn.state.drawn.find(owner->path);
    const auto drawn = kept == turn.state.drawn.end() ? draw(turn, *owner, *group) : kept->second;
    std::vector<std::size_t> order;
    for (const auto index : drawn) {
        if (index >= 0 && static_cast<std::size_t>(index) < steps.size())
            order.push_back(static_cast<std::size_t>(index));
    }
    return order;
}

void keep_drawn(Turn& turn, const Step& step) {
    const auto* group = drawing_group(&step);
    if (group == nullptr || group->pick == 0) return;
    turn.state.drawn.try_emplace(step.path, draw(turn, step, *group));
}

}  // namespace dialogs
