// Seats that are given.
#include "bot/turns/fill_seats.hpp"

#include "bot/turns/seats.hpp"
#include "dialogs/conversation/drawing.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace bot {
namespace {

constexpr int seats_at_a_time = 32;
/// More than are given at once: some of them may have gone in the same batch.
constexpr int waiting_loaded = 4 * seats_at_a_time;

}  // namespace

FillSeats::FillSeats(World& world, std::string pool, storage::Instant now, Done<int> done)
    : TurnCommand(world, std::move(done)), pool_(std::move(pool)), now_(now) {}

void FillSeats::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.queues.push_back({.pool = pool_, .limit = waiting_loaded});
}

int FillSeats::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    int given = 0;
    for (const auto id : rows.queue(pool_)) {
        if (!has_room(rows.pool(pool_))) return given;
        if (given == seats_at_a_time) {
            notices.seats_free[pool_] = now_;
            return given;
        }
        seat_next(decision, id);
        ++given;
    }
    return given;
}

DrawSeats::DrawSeats(World& world, std::string pool, int seats, storage::Instant now, Done<Drawn> done)
    : TurnCommand(world, std::move(done)), pool_(std::move(pool)), seats_(seats), now_(now) {}

void DrawSeats::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.queues.push_back({.pool = pool_, .limit = std::numeric_limits<int>::max()});
}

Drawn DrawSeats::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    const auto waiting = rows.queue(pool_);
    if (waiting.empty() && !world().shelf().pools().contains(pool_)) return {};
    auto& pool = rows.pool(pool_);
    std::vector<int> order(waiting.size());
    std::iota(order.begin(), order.end(), 0);
    dialogs::draw_order(order, world().random(), "draw " + pool_);
    for (const auto i : order) rows.seats.edit(waiting[static_cast<std::size_t>(i)]).place = ++pool.last_place;
    const auto given = std::min(order.size(), static_cast<std::size_t>(seats_));
    pool.drawn = pool.taken + static_cast<std::int64_t>(given);
    for (std::size_t i = 0; i < given; ++i) seat_next(decision, waiting[static_cast<std::size_t>(order[i])]);
    return {.is_known = true, .seats = static_cast<int>(given), .waiting = static_cast<int>(waiting.size() - given)};
}

}  // namespace bot
