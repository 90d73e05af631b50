// Points in time as providers write them.
#pragma once

#include "dialogs/time.hpp"

#include <optional>
#include <string_view>

namespace channels {

/// `format` is `rfc3339` (an offset without its colon is fine; none means UTC), `unix`, `unix-ms`,
/// or a pattern in UTC such as `YYYY-MM-DD hh:mm:ss` or `YYYYMMDDhhmmss`. nullopt where the text
/// does not fit.
[[nodiscard]] std::optional<dialogs::Instant> parse_time(std::string_view text,
                                                         std::string_view format);

/// True for the formats above; a pattern must tell year, month and day.
[[nodiscard]] bool is_time_format(std::string_view format);

}  // namespace channels
