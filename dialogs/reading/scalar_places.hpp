// From a character of a scalar's value back to its byte in the file.
#pragma once

#include "dialogs/reading/yaml_tree.hpp"

#include <string_view>

namespace dialogs {

/// The byte in `text` that holds the value's character of that index (code points); for the value's
/// length, the byte just behind its last one.
[[nodiscard]] std::size_t source_offset(std::string_view text, const YamlNode& scalar,
                                        std::size_t code_point);

}  // namespace dialogs
