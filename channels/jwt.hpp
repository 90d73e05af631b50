// JSON Web Tokens as providers sign their webhooks with them: HS256 and nothing else.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace channels {

/// The claims of a token signed with HS256 and that key; a discarded value where it is none. Whether its times and the
/// rest of its claims hold is the caller's to check.
[[nodiscard]] nlohmann::json jwt_claims(std::string_view token, std::string_view key);

}  // namespace channels
