// What the API's endpoints answer alike.
#pragma once

#include "bot/http/message.hpp"
#include "bot/observe/log.hpp"
#include "bot/service/desk.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bot {

[[nodiscard]] http::Response json_response(int status, const nlohmann::json& body);

/// A command that did not happen: 503 with Retry-After, or, for a fault of its own, 500 and a line in the log.
[[nodiscard]] http::Response failure_response(Log& log, std::string_view event, const DeskError& error);

/// The text of a field; empty where it is missing, which is a fault where it is required. So is anything but a text.
[[nodiscard]] std::string text_field(const nlohmann::json& object, const char* name, bool is_required,
                                     std::vector<http::Fault>& faults);

/// Fields that are none of those are faults.
void refuse_other_fields(const nlohmann::json& object, std::initializer_list<std::string_view> fields,
                         std::vector<http::Fault>& faults);

/// A whole number without a sign, as in paths and queries.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace bot
