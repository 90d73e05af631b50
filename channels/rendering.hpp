// How a message looks on a channel: the best that its capabilities allow. Buttons, else a list to open, else numbered
// text; a number means the same everywhere.
#pragma once

#include "channels/adapter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// How the choices of a message are offered.
enum class Offered { text, buttons, list };

/// One choice as it is offered.
struct Button {
    std::string label;    ///< not empty, unique in its message, no longer than the channel allows
    std::string value;    ///< Choice::value
    std::string payload;  ///< what the channel carries for it: see payload.hpp
    bool operator==(const Button&) const = default;
};

struct Rendering {
    std::vector<std::string> parts;  ///< one message each, in order; never empty. The buttons belong to the last
    Offered offered = Offered::text;
    std::vector<Button> buttons;     ///< those of a list, too; empty where all is in the text
    bool operator==(const Rendering&) const = default;
};

/// A label that is too long for its button ends in an ellipsis there, and stands whole in the text as its numbered
/// line. Where a payload does not fit, or labels cannot be told apart, everything is text.
[[nodiscard]] Rendering render(const Message& message, std::string_view conversation_ref, const Capabilities& can);

/// The text that a resident reads, before it is parted; buttons are not in it.
[[nodiscard]] std::string shown_text(const Message& message, const Capabilities& can);

}  // namespace channels
