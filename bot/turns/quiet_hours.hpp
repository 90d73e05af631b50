// When a conversation may speak by itself.
#pragma once

#include "storage/rows.hpp"

#include <string>

namespace bot {

/// Nobody is written to between 21 and 8, unless they have just written themselves.
[[nodiscard]] bool is_quiet(storage::Instant at, const std::string& zone);

/// The first allowed moment from then on.
[[nodiscard]] storage::Instant first_allowed(storage::Instant at, const std::string& zone);

/// The last allowed moment up to then, or the first one after it where that has passed already.
[[nodiscard]] storage::Instant last_allowed(storage::Instant at, storage::Instant now,
                                            const std::string& zone);

}  // namespace bot
