// What the kinds of step do for the walk through them; each kind that is more than a message has a
// file of its own.
#pragma once

#include "dialogs/conversation/turn.hpp"

#include <cstddef>
#include <vector>

namespace dialogs {

enum class Walk { goes_on, stopped };

// walk.cpp
Walk run_step(Turn& turn, const Step& step);
/// The steps inside a group, round or wait, from the first.
Walk run_inside(Turn& turn, const Step& owner);
void nothing_is_open(Turn& turn);

// rounds.cpp
Walk run_repeat(Turn& turn, const Step& step, const Repeat& repeat);
/// A round is over: holds the next ones, as the repeat allows.
Walk run_next_rounds(Turn& turn, const Step& step, const Repeat& repeat);

// performing.cpp
Walk run_do(Turn& turn, const Step& step, const Do& effect);

// waits.cpp
Walk run_wait(Turn& turn, const Step& step, const Wait& wait);
/// Leaves the conversation at that step with nothing open; the ordinal is what its timer names.
void park(Turn& turn, const Step& step, std::optional<Instant> until, bool ahead);

// groups.cpp
/// The indexes of the steps in the order in which they are held; `owner` is what they stand in,
/// null for the dialog.
[[nodiscard]] std::vector<std::size_t> order_in(const Turn& turn, const Step* owner,
                                                const std::vector<Step>& steps);
/// What a group's `pick` draws now stays drawn.
void keep_drawn(Turn& turn, const Step& step);

}  // namespace dialogs
