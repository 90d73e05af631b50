// Languages as scripts and locales name them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// A BCP 47 tag as a coordinator writes it: `fi`, `sv`, `ar`; `fi-simple` is easy Finnish.
using Language = std::string;

/// The tags to try in turn for a text: `fi-simple` gives {`fi-simple`, `fi`}.
[[nodiscard]] std::vector<Language> fallback_chain(std::string_view language);

/// True where the language is written from right to left (by ICU's script data).
[[nodiscard]] bool is_right_to_left(std::string_view language);

}  // namespace dialogs
