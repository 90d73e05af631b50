// The functions of conditions, by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

enum class Function {
    answered,
    skipped,
    count,
    contains,
    length,
    age,
    days_since,
    member,
    mentions
};

[[nodiscard]] std::optional<Function> function_named(std::string_view name);
[[nodiscard]] std::size_t argument_count(Function function);
[[nodiscard]] std::vector<std::string> function_names();

}  // namespace dialogs
