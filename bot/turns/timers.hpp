// Timers that are due: reminders, closings, questions that ran out of time or never arrived.
#pragma once

#include "bot/turns/turn_command.hpp"
#include "dialogs/address.hpp"

#include <utility>
#include <vector>

namespace bot {

struct TimersFired {
    int fired = 0;       ///< timers that did something
    bool more = false;   ///< a full page was taken: submit another
    /// Long messages that are taken up as they are, each in a turn of its own that follows.
    std::vector<std::pair<storage::PartsKey, dialogs::Address>> parts{};
};

/// Fires what is due, at most 256 conversations at a time, and takes up long messages whose last pieces did not come.
/// Submit to Lane::results when Notices::timer_due, or Reader::next_due_timer, says so.
class FireTimers final : public TurnCommand<FireTimers, TimersFired> {
  public:
    FireTimers(World& world, storage::Instant now, Done<TimersFired> done);

  private:
    void name(storage::Keys& keys) const override;
    void need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const override;
    [[nodiscard]] TimersFired run(storage::WorkingSet& rows, Notices& notices) override;
    void keep() override;

    storage::Instant now_;
};

}  // namespace bot
