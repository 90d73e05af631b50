// Into the channel log: what was said to providers and by them, in batches beside the turns.
#pragma once

#include "bot/turns/turn_command.hpp"

#include <vector>

namespace bot {

/// So long an exchange is kept, and so many of a channel at most: an operator looks at the last ones.
inline constexpr dialogs::Span exchanges_kept_for = std::chrono::hours(24 * 7);
inline constexpr int exchanges_kept = 1000;

/// Submit to Lane::results, with many at a time. Without any it only drops what is too old.
class KeepExchanges final : public TurnCommand<KeepExchanges, bool> {
  public:
    KeepExchanges(World& world, std::vector<storage::ExchangeRow> exchanges, storage::Instant now, Done<bool> done)
        : TurnCommand(world, std::move(done)), exchanges_(std::move(exchanges)), now_(now) {}

  private:
    void name(storage::Keys& keys) const override { keys.now = now_; }
    [[nodiscard]] bool run(storage::WorkingSet& rows, Notices&) override {
        for (const auto& exchange : exchanges_) rows.log(exchange);
        rows.shorten_log(now_ - exchanges_kept_for, exchanges_kept);
        return true;
    }

    std::vector<storage::ExchangeRow> exchanges_;
    storage::Instant now_;
};

}  // namespace bot
