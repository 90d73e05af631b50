// Seats in pools: who is in, who waits, and the consents that go with them.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/conversation/effect.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

/// As scripts see it: `in`, `waiting`, `out`.
[[nodiscard]] std::string_view name_of(storage::SeatRow::State state);

/// The seats that the resident holds or waits for, oldest first.
[[nodiscard]] std::vector<storage::SeatId> seats_of(const storage::WorkingSet& rows, storage::ResidentId resident);

/// The resident's seat in that pool, held or waited for; null where there is none.
[[nodiscard]] const storage::SeatRow* seat_of(const storage::WorkingSet& rows, storage::ResidentId resident,
                                              const std::string& pool);

/// `member.POOL` is true for each pool that the resident is in.
[[nodiscard]] std::map<std::string, dialogs::Value> member_facts(const storage::WorkingSet& rows,
                                                                 storage::ResidentId resident);

/// True where there is room for another one.
[[nodiscard]] bool has_room(const storage::PoolRow& pool);

/// `do: join`: a seat where there is room and nobody waits, else the last place of the queue. Who has one keeps it. The
/// consent that was given for it goes into the ledger.
storage::SeatRow::State take_seat(Decision& decision, const storage::ConversationRow& conversation,
                                  const dialogs::Perform& join);

/// The next one that waits is in: told by the conversation that waits for it, or, where that has ended, by the service.
void seat_next(Decision& decision, storage::SeatId seat);

/// The seat is free; `how` goes into the ledger of consents: `leave`, `cancel`, `stop`, `erase`.
void give_up(Decision& decision, storage::SeatId seat, std::string_view how);

/// `do: leave`.
void leave_pool(Decision& decision, storage::ResidentId resident, const std::string& pool);

/// What a STOP takes along: the seats of its stream, or all, and their consents.
void give_up_stopped(Decision& decision, storage::ResidentId resident, const std::string& stream);

/// True where the resident has consented to being written to in that stream.
[[nodiscard]] bool has_consented(const storage::ResidentRow& resident, const std::string& stream);

}  // namespace bot
