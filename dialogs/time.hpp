// Points in time as the whole house speaks of them. No clock lives here: callers bring the time.
#pragma once

#include <chrono>

namespace dialogs {

/// An instant, UTC, in milliseconds since 1970.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// A calendar day in the county's time zone (or with no zone at all, as in a `date` fact).
using Date = std::chrono::year_month_day;

/// A span of time.
using Span = std::chrono::milliseconds;

}  // namespace dialogs
