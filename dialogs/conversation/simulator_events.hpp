// The objects that `kuulolla chat --json` prints, one for each effect.
#pragma once

#include "dialogs/conversation/effect.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dialogs {

/// As the resident sees it on that kind of channel: numbered lines where it has no buttons,
/// segments where it is SMS.
[[nodiscard]] nlohmann::json message_event(const Message& message, const std::string& channel);

/// Nullopt where a reader of the conversation has nothing to learn (timers, the resident's
/// language).
[[nodiscard]] std::optional<nlohmann::json> event_of(const Effect& effect,
                                                     const std::string& channel);

[[nodiscard]] nlohmann::json error_event(std::string_view message);

}  // namespace dialogs
