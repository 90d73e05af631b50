// JSON by pointers (RFC 6901), and with `*` for every element.
#pragma once

#include "channels/http/document.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace channels {

[[nodiscard]] std::unique_ptr<Document> open_json(std::string_view text, std::string_view list);

/// A string as it is, a number or boolean as it prints; nullopt for anything else, or where the
/// pointer leads nowhere.
[[nodiscard]] std::optional<std::string> text_at(const nlohmann::json& value,
                                                 std::string_view pointer);

}  // namespace channels
