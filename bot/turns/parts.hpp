// Long messages that a provider hands over piece by piece: kept until all are there.
#pragma once

#include "bot/turns/decision.hpp"

#include <string>
#include <vector>

namespace bot {

/// So long the missing pieces are waited for; then what is there is taken as it is. Phones send them in one breath, and
/// a provider that could not reach us tries again within minutes.
inline constexpr dialogs::Span parts_patience = std::chrono::minutes(10);

/// True where it is one of several pieces of a text. A piece that cannot be placed counts as a whole message.
[[nodiscard]] bool is_piece(const channels::Incoming& incoming);

/// What a piece led to.
struct PieceTaken {
    bool is_duplicate = false;
    /// Whole messages, in order: the one that it completed; before it one that must be taken as it is, since another
    /// message has begun under its name.
    std::vector<channels::Incoming> messages;
};

/// Keeps a piece, or completes its message with it.
[[nodiscard]] PieceTaken take_piece(Decision& decision, storage::AddressId from, const std::string& channel,
                                    const channels::Incoming& piece);

/// What is there of the message, no longer waited for; nothing where it is gone, or was complete.
[[nodiscard]] std::vector<channels::Incoming> take_unfinished(Decision& decision, const storage::PartsKey& key);

/// Who sent the pieces.
[[nodiscard]] dialogs::Address sender_of(const storage::WorkingSet& rows, const storage::PartsRow& row);

}  // namespace bot
