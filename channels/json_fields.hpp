// What messengers' webhooks and answers hold, looked up leniently; and requests that carry JSON.
#pragma once

#include "channels/adapter.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace channels {

/// The value that a pointer such as `/message/text` leads to (names only); null where it leads nowhere.
[[nodiscard]] const nlohmann::json& value_at(const nlohmann::json& value, std::string_view pointer);

/// A string as text (see `decode_text`), a whole number as it prints; empty for anything else.
[[nodiscard]] std::string words_at(const nlohmann::json& value, std::string_view pointer);

/// A whole number, or one written as a string; nullopt for anything else.
[[nodiscard]] std::optional<std::int64_t> number_at(const nlohmann::json& value, std::string_view pointer);

/// A time in milliseconds since 1970; nullopt where it is none.
[[nodiscard]] std::optional<Instant> moment_at(const nlohmann::json& value, std::string_view pointer);

/// The value as JSON; bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string json_text(const nlohmann::json& value);

/// A request that carries a value as JSON, with the header that says so before those given.
[[nodiscard]] HttpRequest json_request(std::string method, std::string url, const nlohmann::json& value,
                                       Headers headers = {});

}  // namespace channels
