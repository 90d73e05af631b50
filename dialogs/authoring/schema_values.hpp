// What may stand behind each key of a script, as JSON Schema says it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string_view>

namespace dialogs {

/// What may stand behind `key` of a map of that kind (`ask`, `script`, `wait`), with its description; nullopt where
/// nothing is known of the key.
[[nodiscard]] std::optional<nlohmann::ordered_json> schema_of_key(std::string_view map, std::string_view key);

/// The schemas that others refer to as `#/definitions/NAME`.
[[nodiscard]] nlohmann::ordered_json schema_definitions();

}  // namespace dialogs
