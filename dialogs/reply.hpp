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

/// A picture or a voice message, stored already.
struct FileReply {
    enum class Kind { photo, voice };
    Kind kind = Kind::photo;
    std::string id;  ///< of the stored file
    bool operator==(const FileReply&) const = default;
};

/// A place on the map.
struct LocationReply {
    double latitude = 0;  ///< degrees, WGS 84
    double longitude = 0;
    bool operator==(const LocationReply&) const = default;
};

using Reply = std::variant<TextReply, TapReply, FileReply, LocationReply>;

}  // namespace dialogs
