// Interactions: what residents do in Discord, and what it wants to be answered within three seconds.
#pragma once

#include "channels/adapter.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace channels {

/// How the address of a resident's direct messages begins; without it, the address is the resident's user id.
inline constexpr std::string_view direct_channel = "dm:";

/// What an interaction says, whose signature is proved: a tap, words written in our window or behind our command; and
/// the answer at once: nothing visible, the window, or a letter's sign (what we say comes as a direct message).
[[nodiscard]] Webhook read_interaction(const nlohmann::json& interaction);

}  // namespace channels
