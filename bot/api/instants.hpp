// Instants as the API writes and reads them: RFC 3339, or a date in the county's zone.
#pragma once

#include "bot/turns/local_time.hpp"
#include "dialogs/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bot {

/// `2026-11-21T10:15:02.123Z`
[[nodiscard]] std::string to_rfc3339(dialogs::Instant at);

/// `2026-11-21T12:15:02+02:00` (seconds and their fraction may be left out), or `2026-11-21`: the first instant of that
/// day in the zone. nullopt for anything else.
[[nodiscard]] std::optional<dialogs::Instant> instant_from(std::string_view text, const LocalTime& zone);

}  // namespace bot
