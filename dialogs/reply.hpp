// What a resident sent, before anyone has understood it.
#pragma once

#include <string>
#include <variant>

namespace dialogs {

/// Words, as they were sent: UTF-8, not trimmed, not masked.
struct TextReply {
    std::string text;
    bool operator==(const TextReply&) const = default;
};

/// A pressed button.
struct TapReply {
    int question = 0;   ///< the ordinal in Message::question; 0: the question that is open
    std::string value;  ///< Choice::value
    bool operator==(const TapReply&) const = default;
};

using Reply = std::variant<TextReply, TapReply>;

}  // namespace dialogs
