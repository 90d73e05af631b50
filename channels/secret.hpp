// Comparing what must be kept secret.
#pragma once

#include <string_view>

namespace channels {

/// True where both are equal. Takes the same time for every `given` of a length, whatever they have
/// in common.
[[nodiscard]] bool same_secret(std::string_view given, std::string_view expected);

}  // namespace channels
