// JSON from outside: parsed without exceptions, and no deeper than anything we read.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace channels {

/// The value in the bytes; a discarded value (`is_discarded()`) where they are no JSON or nest more
/// than 32 deep.
[[nodiscard]] nlohmann::json json_from(std::string_view bytes);

}  // namespace channels
