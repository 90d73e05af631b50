// Words of a script's own lists (`words:`) in a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// True where one of the phrases stands in the text. `*` at a word's end is any ending; accents may
/// be left out.
[[nodiscard]] bool mentions_any(std::string_view text, const std::vector<std::string>& phrases);

}  // namespace dialogs
