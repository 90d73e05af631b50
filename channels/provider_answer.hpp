// What a provider's HTTP answer means where nothing more particular is known.
#pragma once

#include "channels/adapter.hpp"

#include <optional>

namespace channels {

/// nullopt for 2xx. None arrived: uncertain where it timed out, else retry. 408, 425 and 5xx:
/// retry; 429: throttled, with Retry-After; 3xx, 401, 405, 407: configuration; other 4xx:
/// permanent.
[[nodiscard]] std::optional<SendFailure> failure_of(const HttpResponse& response);

/// Retry-After: a number of seconds, or a date (counted from the answer's own Date). At most a day.
[[nodiscard]] std::optional<Span> retry_after(const HttpResponse& response);

}  // namespace channels
