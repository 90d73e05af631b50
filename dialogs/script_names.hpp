// The names that the compiled script's JSON has for our enumerations, in their order.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string_view>

namespace dialogs {

inline constexpr std::string_view value_type_names[] = {"boolean", "number",  "year", "text", "key",
                                                        "date",    "instant", "keys", "table"};
inline constexpr std::string_view again_names[] = {"add", "replace", "refuse"};
inline constexpr std::string_view wait_names[] = {"span", "before", "after", "until"};

/// The enumerator of that name; throws std::runtime_error where there is none.
template <class Enum, std::size_t count>
Enum named(const std::string_view (&names)[count], std::string_view name) {
    for (std::size_t i = 0; i < count; ++i) {
        if (names[i] == name) return static_cast<Enum>(i);
    }
    throw std::runtime_error("the compiled script has an unknown word");
}

}  // namespace dialogs
