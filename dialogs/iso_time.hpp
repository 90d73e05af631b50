// Dates and instants as ISO 8601 writes them.
#pragma once

#include "dialogs/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dialogs {

/// `2026-11-20`
[[nodiscard]] std::string iso_from_date(const Date& date);

/// `2026-11-25T15:00:00Z`; with milliseconds (`…00.125Z`) only where there are any.
[[nodiscard]] std::string iso_from_instant(const Instant& instant);

/// Reads `2026-11-20`; nullopt for anything else, or a day that no calendar has.
[[nodiscard]] std::optional<Date> date_from_iso(std::string_view text);

/// Reads `2026-11-25T17:00`, with or without seconds and milliseconds, with a zone (`Z`, `+02:00`).
/// Without a zone the time is taken as UTC plus `zone_offset_minutes`.
[[nodiscard]] std::optional<Instant> instant_from_iso(std::string_view text,
                                                      int zone_offset_minutes = 0);

}  // namespace dialogs
