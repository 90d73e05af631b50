// What every part of a decision sees: the world, the rows, the notices, and the moment.
#pragma once

#include "bot/turns/world.hpp"
#include "storage/working_set.hpp"

namespace bot {

/// Lives as long as one command decides.
struct Decision {
    World& world;
    storage::WorkingSet& rows;
    Notices& notices;
    storage::Instant now{};
    dialogs::Date today{};

    Decision(World& its_world, storage::WorkingSet& its_rows, Notices& its_notices, storage::Instant its_now)
        : world(its_world), rows(its_rows), notices(its_notices), now(its_now), today(its_world.day_of(its_now)) {}
};

}  // namespace bot
