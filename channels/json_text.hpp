// JSON from outside: parsed without exceptions, and no deeper than anything we read.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace channels {

/// The value in the bytes; a discarded value (`is_discarded()`) where they are no JSON or nest more
/// than 32 deep.
[[nodiscard]] nlohmann::json json_from(std::string_view bytes);

/// The same for a batch that many have written into: values that nest too deep are left out, and halves of surrogate
/// pairs become U+FFFD, so that no one's message spoils the others'.
[[nodiscard]] nlohmann::json json_from_batch(std::string_view bytes);

}  // namespace channels
