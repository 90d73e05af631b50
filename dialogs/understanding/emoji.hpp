// What pictures say: five faces, two thumbs, and those that are mere friendliness.
#pragma once

#include <optional>
#include <string_view>

namespace dialogs {

/// 1 (angry) to 5 (delighted); thumbs are 4 and 2.
[[nodiscard]] std::optional<int> smiley_of_emoji(std::string_view emoji);

/// 👍 is yes, 👎 is no.
[[nodiscard]] std::optional<bool> thumb_of_emoji(std::string_view emoji);

/// One that adds nothing to an answer: 🙏, 😊.
[[nodiscard]] bool is_friendly_emoji(std::string_view emoji);

}  // namespace dialogs
