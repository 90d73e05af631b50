// Messages as Discord shows them: its Markdown escaped, with buttons, a list, or a button that opens a window.
#pragma once

#include "channels/adapter.hpp"
#include "channels/rendering.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// The bodies that create the message, one for each part of it. A question without buttons has one that opens a window.
[[nodiscard]] std::vector<nlohmann::json> discord_bodies(const Outgoing& message, const Capabilities& can);

/// What the button that opens a window carries, and the window, too: the question it asks, of which conversation.
struct Writing {
    int question = 0;
    std::string conversation_ref;
    bool operator==(const Writing&) const = default;
};
[[nodiscard]] std::string writing_id(const Writing& writing);
[[nodiscard]] std::optional<Writing> writing_from(std::string_view id);

/// The window: its title is the beginning of the question, as its message has it.
[[nodiscard]] nlohmann::json writing_window(std::string_view id, std::string_view content);

/// The text with a backslash before each sign that Discord would take for Markdown or a mention; links stay.
[[nodiscard]] std::string markdown_escaped(std::string_view text);

}  // namespace channels
