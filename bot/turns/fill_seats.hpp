// Seats that are given: to the next ones that wait, or by lot.
#pragma once

#include "bot/turns/turn_command.hpp"

#include <string>

namespace bot {

/// Gives free seats to those that wait, in their order, some at a time; how many. Submit to Lane::results when
/// Notices::seats_free says so, and at the start for every pool.
class FillSeats final : public TurnCommand<FillSeats, int> {
  public:
    FillSeats(World& world, std::string pool, storage::Instant now, Done<int> done);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] int run(storage::WorkingSet& rows, Notices& notices) override;

    std::string pool_;
    storage::Instant now_;
};

/// What a draw came to.
struct Drawn {
    bool is_known = false;  ///< such a pool
    int seats = 0;          ///< that were given
    int waiting = 0;        ///< still, in the order drawn
};

/// Draws lots: all that wait for the pool are put in a new order, and the first of them get the seats. Submit to
/// Lane::bulk.
class DrawSeats final : public TurnCommand<DrawSeats, Drawn> {
  public:
    DrawSeats(World& world, std::string pool, int seats, storage::Instant now, Done<Drawn> done);

  private:
    void name(storage::Keys& keys) const override;
    [[nodiscard]] Drawn run(storage::WorkingSet& rows, Notices& notices) override;

    std::string pool_;
    int seats_;
    storage::Instant now_;
};

}  // namespace bot
