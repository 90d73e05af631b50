// Queries and forms, read leniently (a provider's bytes are taken as they come) and written
// strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace channels {

/// Parameters in order, decoded: bytes, not yet text.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Reads `a=1&b=2`, `+` as a blank. A `%` that begins no escape stays as it is.
[[nodiscard]] Parameters read_query(std::string_view query);

/// The first parameter of that name, a view into the parameters; nullopt where there is none.
[[nodiscard]] std::optional<std::string_view> find(const Parameters& parameters,
                                                   std::string_view name);

std::optional<std::string_view> find(Parameters&& parameters, std::string_view name) = delete;

/// The first parameter of that name, or an empty view.
[[nodiscard]] std::string_view value_of(const Parameters& parameters, std::string_view name);
std::string_view value_of(Parameters&& parameters, std::string_view name) = delete;

/// `a=1&b=2`, all but letters, digits and `-._~` escaped: what a form or a query holds.
[[nodiscard]] std::string write_query(const Parameters& parameters);

/// Percent-encodes all but letters, digits and `-._~`.
[[nodiscard]] std::string percent_encoded(std::string_view bytes);

/// What a plus sign stands for: a blank in a query, itself in a path.
enum class Plus { blank, plus };

[[nodiscard]] std::string percent_decoded(std::string_view text, Plus plus);

}  // namespace channels
