// Messages of one resident that overtake each other, and old ones that come late: judged by the provider's own clock.
#pragma once

#include "dialogs/time.hpp"
#include "storage/rows.hpp"

#include <optional>
#include <string>

namespace bot {

/// What a conversation remembers of the order in which its messages were sent. Only times of the provider are compared,
/// with each other: its clock may be wrong, and some tell whole seconds.
struct Heard {
    std::optional<dialogs::Instant> asked;  ///< when the message was sent that led to the open question
    /// The newest reply that was not understood, masked: an answer that it overtook may make it a comment.
    int unclear_question = 0;
    std::optional<dialogs::Instant> unclear_sent;
    std::string unclear_text;

    bool operator==(const Heard&) const = default;
};

[[nodiscard]] Heard heard_from(const std::string& stored);
[[nodiscard]] std::string to_stored(const Heard& heard);

/// True where a message was sent before the one that led to the open question: it belongs to an earlier one.
[[nodiscard]] bool is_late(const Heard& heard, std::optional<dialogs::Instant> sent);

/// Words enough to be a comment rather than an answer to a closed question that has been answered since.
[[nodiscard]] bool has_words(const std::string& text);

}  // namespace bot
