// A Message as the outbox keeps it: channel-neutral JSON, so that a fallback to another channel renders anew.
#pragma once

#include "dialogs/message.hpp"

#include <string>
#include <string_view>

namespace bot {

/// `{"text":…,"hint":…,"choices":[[value,label,number],…],"numbered":true,"language":"fi","question":1}`; empty parts
/// are left out. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string to_body(const dialogs::Message& message);

/// Reads what to_body wrote. Throws std::runtime_error where it is not such JSON.
[[nodiscard]] dialogs::Message message_from_body(std::string_view body);

}  // namespace bot
