// What a button carries: which question of which conversation it answers, and with what.
#pragma once

#include "dialogs/reply.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace channels {

/// A tap, and the conversation it belongs to (Outgoing::conversation_ref; empty: unknown).
struct Payload {
    dialogs::TapReply tap;
    std::string conversation_ref;
    bool operator==(const Payload&) const = default;
};

/// `q3:c0ffee42:yes`: ASCII without blanks; what is no letter, digit or `-._~` in the value is percent-encoded.
[[nodiscard]] std::string payload_text(const Payload& payload);

/// What `payload_text` wrote; nullopt for anything else.
[[nodiscard]] std::optional<Payload> payload_from(std::string_view text);

/// True for a conversation's reference as it stands in payloads: 1 to 8 letters, digits, `-` and `_`.
[[nodiscard]] bool is_conversation_ref(std::string_view text);

inline constexpr std::size_t conversation_ref_max = 8;  ///< Outgoing::conversation_ref
inline constexpr std::size_t tap_value_max = 200;       ///< bytes of a Choice::value, with room
inline constexpr int question_ordinal_max = 100'000;    ///< of a conversation's 500 turns, with room

}  // namespace channels
