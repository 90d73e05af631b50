// A request's body as a JSON object, or what to answer instead.
#pragma once

#include "bot/http/message.hpp"
#include "dialogs/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <utility>

namespace bot::http {

/// 415 where the body says that it is something else, 400 where it is no JSON object or nested too deep.
[[nodiscard]] dialogs::Result<nlohmann::json, std::pair<int, std::string>> json_object_of(const Request& request);

}  // namespace bot::http
