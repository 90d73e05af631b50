// Seats in pools.
#include "bot/turns/seats.hpp"

#include "bot/turns/consent.hpp"
#include "bot/turns/consent_ledger.hpp"
#include "bot/turns/news.hpp"
#include "bot/turns/quiet_hours.hpp"
#include "bot/turns/service_words.hpp"

#include <algorithm>

namespace bot {

using SeatState = storage::SeatRow::State;

namespace {

storage::SeatRow& new_seat(Decision& decision, const storage::ConversationRow& conversation,
                           const std::string& pool_name) {
    auto& pool = decision.rows.pool(pool_name);
    const bool is_in = has_room(pool) && pool.waiting == 0;
    ++(is_in ? pool.taken : pool.waiting);
    decision.rows.residents.edit(conversation.resident).has_seats = true;
    return decision.rows.seats.add({.id = storage::SeatId{decision.rows.draw(storage::IdSource::Kind::seat)},
                                    .pool = pool_name,
                                    .resident = conversation.resident,
                                    .conversation = conversation.id,
                                    .script = conversation.script,
                                    .stream = conversation.stream,
                                    .state = is_in ? SeatState::in : SeatState::waiting,
                                    .place = ++pool.last_place,
                                    .taken_at = decision.now,
                                    .moved_at = decision.now});
}

}  // namespace

std::string_view name_of(SeatState state) {
    switch (state) {
        case SeatState::in: return "in";
        case SeatState::waiting: return "waiting";
        case SeatState::out: break;
    }
    return "out";
}

std::vector<storage::SeatId> seats_of(const storage::WorkingSet& rows, storage::ResidentId resident) {
    auto ids = rows.seats.of(resident);
    std::erase_if(ids, [&](storage::SeatId id) { return rows.seats.find(id)->state == SeatState::out; });
    return ids;
}

const storage::SeatRow* seat_of(const storage::WorkingSet& rows, storage::ResidentId resident,
                                const std::string& pool) {
    for (const auto id : seats_of(rows, resident)) {
        const auto* seat = rows.seats.find(id);
        if (seat->pool == pool) return seat;
    }
    return nullptr;
}

std::map<std::string, dialogs::Value> member_facts(const storage::WorkingSet& rows, storage::ResidentId resident) {
    std::map<std::string, dialogs::Value> facts;
    for (const auto id : seats_of(rows, resident)) {
        const auto* seat = rows.seats.find(id);
        if (seat->state == SeatState::in) facts.emplace("member." + seat->pool, true);
    }
    return facts;
}

bool has_room(const storage::PoolRow& pool) {
    return pool.room < 0 || pool.taken < std::max(pool.room, pool.drawn);
}

SeatState take_seat(Decision& decision, const storage::ConversationRow& conversation, const dialogs::Perform& join) {
    const auto& name = join.words.at("pool");
    const auto room = join.words.find("room");
    decision.rows.pool(name).room = room == join.words.end() ? -1 : std::stoll(room->second);
    record_consent(decision, conversation, join);
    if (const auto* seat = seat_of(decision.rows, conversation.resident, name)) {
        decision.rows.seats.edit(seat->id).conversation = conversation.id;
        return seat->state;
    }
    return new_seat(decision, conversation, name).state;
}

void seat_next(Decision& decision, storage::SeatId id) {
    auto& seat = decision.rows.seats.edit(id);
    auto& pool = decision.rows.pool(seat.pool);
    seat.state = SeatState::in;
    seat.moved_at = decision.now;
    ++pool.taken;
    --pool.waiting;
    spread_news(decision, seat.resident);
    const auto* told_by = decision.rows.conversations.find(seat.conversation);
    if (told_by != nullptr && told_by->open) return;
    const auto speaker = reach(decision, seat.resident, seat.conversation);
    if (!speaker) return;
    say_later(decision, *speaker, seat.stream, "seat_in",
              {{"title", script_title(decision, seat.script, speaker->language)}});
}

void give_up(Decision& decision, storage::SeatId id, std::string_view how) {
    auto& seat = decision.rows.seats.edit(id);
    auto& pool = decision.rows.pool(seat.pool);
    if (seat.state == SeatState::in) {
        --pool.taken;
        decision.notices.seats_free[seat.pool] = decision.now;
    } else {
        --pool.waiting;
    }
    seat.state = SeatState::out;
    seat.moved_at = decision.now;
    withdraw_consent(decision, seat.resident, seat.stream, seat.pool, how);
    if (seats_of(decision.rows, seat.resident).empty()) decision.rows.residents.edit(seat.resident).has_seats = false;
    spread_news(decision, seat.resident);
}

void leave_pool(Decision& decision, storage::ResidentId resident, const std::string& pool) {
    if (const auto* seat = seat_of(decision.rows, resident, pool)) give_up(decision, seat->id, "leave");
}

void give_up_stopped(Decision& decision, storage::ResidentId resident, const std::string& stream) {
    for (const auto id : seats_of(decision.rows, resident)) {
        const auto* seat = decision.rows.seats.find(id);
        if (stream == all_streams || seat->stream == stream) give_up(decision, id, "stop");
    }
}

bool has_consented(const storage::ResidentRow& resident, const std::string& stream) {
    const auto prefix = stream + "/";
    const auto first = resident.consents.lower_bound(prefix);
    return first != resident.consents.end() && first->first.starts_with(prefix);
}

}  // namespace bot
