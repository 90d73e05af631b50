// Days and dates in the county's time zone. Instants are UTC everywhere else.
#pragma once

#include "dialogs/time.hpp"

#include <memory>
#include <string>

namespace bot {

/// ICU's rules of one time zone. Used by one thread.
class LocalTime {
  public:
    /// An IANA name (`Europe/Helsinki`). Throws std::invalid_argument where ICU does not know it.
    explicit LocalTime(const std::string& zone);
    ~LocalTime();
    LocalTime(LocalTime&&) noexcept;
    LocalTime& operator=(LocalTime&&) noexcept;

    [[nodiscard]] const std::string& zone() const { return zone_; }
    [[nodiscard]] dialogs::Date day_of(dialogs::Instant instant) const;

  private:
    struct Impl;
    std::string zone_;
    std::unique_ptr<Impl> impl_;
};

/// `2026-11-21`
[[nodiscard]] std::string to_iso(dialogs::Date day);

}  // namespace bot
