// STOP and START: which streams a resident has withdrawn from, and what follows from it.
#pragma once

#include "bot/turns/decision.hpp"

#include <string>

namespace bot {

/// All streams, as `ResidentRow::withdrawn` names them.
inline constexpr const char* all_streams = "*";

/// STOP means the stream of the newest message of this span; without one, all.
inline constexpr auto stop_looks_back = std::chrono::hours(24 * 30);

[[nodiscard]] bool is_withdrawn(const storage::ResidentRow& resident, const std::string& stream);

/// What a STOP came to.
struct Stopped {
    enum class Widened { not_at_all, to_stream, to_all };
    Widened widened = Widened::not_at_all;  ///< not_at_all: it was said before; silence
    std::string stream;
};

/// The stream that a STOP means now: of the newest message in 30 days, else of the open conversation, else all.
[[nodiscard]] std::string stream_of_stop(const Decision& decision, const storage::ResidentRow& resident);

/// Withdraws the resident, on every address: from the stream that STOP means, or, where that was done before or `all`
/// is said, from all. In the same commit conversations of what is withdrawn end as `refused` and their loaded, unsent
/// messages fail as `stopped`; those that are not loaded do when their turn comes.
Stopped withdraw(Decision& decision, storage::ResidentId resident, bool all);

/// Withdraws the resident from that stream, or (`*`) from all, in the same way.
void withdraw_from(Decision& decision, storage::ResidentId resident, const std::string& stream);

/// START: takes every STOP back, also what outlived an erasure. False: there was none.
bool take_back(Decision& decision, storage::ResidentId resident, const dialogs::Address& address);

/// For a new row of an address: what it said STOP to before it was erased still holds.
void remember_suppression(storage::WorkingSet& rows, const dialogs::Address& address, storage::ResidentId resident,
                          storage::Instant now);

}  // namespace bot
