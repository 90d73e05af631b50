// Instants and days in a time zone, by ICU.
#pragma once

#include "dialogs/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dialogs {

/// The zone that times without one are in.
inline constexpr const char* home_zone = "Europe/Helsinki";

/// The day that it is there; in UTC where there is no such zone.
[[nodiscard]] Date local_day(Instant instant, const std::string& zone = home_zone);

/// What the clocks there show, as if it were UTC.
[[nodiscard]] Instant local_time(Instant instant, const std::string& zone = home_zone);

/// The instant at which the clocks there show what `local` shows in UTC; of two, the first.
[[nodiscard]] Instant instant_from_local(Instant local, const std::string& zone = home_zone);

/// Reads `2026-11-25T17:00`, with or without a zone; without one it is what the clocks there show.
[[nodiscard]] std::optional<Instant> instant_as_written(std::string_view text,
                                                        const std::string& zone = home_zone);

/// `2026-11-24T17:00:00+02:00`.
[[nodiscard]] std::string iso_in_zone(Instant instant, const std::string& zone = home_zone);

}  // namespace dialogs
