// The time, as everything in the house is given it.
#pragma once

#include "dialogs/time.hpp"

namespace bot {

/// Any thread.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual dialogs::Instant now() const = 0;
};

/// The machine's. The only place that reads it.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] dialogs::Instant now() const override;
};

}  // namespace bot
