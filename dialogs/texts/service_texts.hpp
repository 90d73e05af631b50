// The names of the service's own texts, and the arguments that each may print: what texts.yaml may contain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

struct KnownText {
    std::string_view name;       ///< `reprompt.scale`
    std::string_view arguments;  ///< `min max`, parted by blanks
};

/// All of them, in the order of locales/en/texts.yaml.
[[nodiscard]] const std::vector<KnownText>& known_texts();

[[nodiscard]] std::optional<KnownText> known_text(std::string_view name);

/// The names in `arguments`.
[[nodiscard]] std::vector<std::string> arguments_of(const KnownText& text);

}  // namespace dialogs
