// Percent-encoding: path segments and query parameters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bot::http {

/// nullopt where a `%` is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> decode_path(std::string_view encoded);

/// The parameters of a query or a form body, in order; `+` is a blank. What cannot be decoded stays as it is.
using Parameters = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Parameters decode_query(std::string_view query);

/// The first parameter of that name.
[[nodiscard]] std::optional<std::string> parameter(const Parameters& parameters, std::string_view name);

}  // namespace bot::http
