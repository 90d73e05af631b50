// Texts that are longer than one long message may be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// The text as messages of at most `max_parts` segments each; joined they are the text. No grapheme is cut.
[[nodiscard]] std::vector<std::string> long_messages(std::string_view text, int max_parts);

}  // namespace channels
