// Each row's columns and its fields, side by side in one order: the only place that knows both.
#pragma once

#include "storage/sqlite/query.hpp"

#include <string>

namespace storage {

inline const std::string address_columns =
    "id, resident, scheme, hash, sealed, key_number, normaliser, state, channel, created_at, feed, "
    "last_message, may_be_suppressed, minute_at, minute_count, last_text, last_text_at, last_text_count, "
    "heard_at";

/// Calls `visit` with all fields of the row, in the order of the columns; so do the ones below.
template <class Row, class Visit>
auto visit_address(Row& row, Visit visit) {
    return visit(row.id, row.resident, row.scheme, Blob{row.hash}, Blob{row.sealed}, row.key_number,
                 row.normaliser, row.state, row.channel, row.created_at, row.feed, row.last_message,
                 row.may_be_suppressed, row.minute_at, row.minute_count, Blob{row.last_text}, row.last_text_at,
                 row.last_text_count, row.heard_at);
}

inline const std::string resident_columns =
    "id, public_id, language, withdrawn, last_stream, last_stream_at, "
    "has_several_addresses, pending, created_at, profile, taken, "
    "has_seats, consents";

template <class Row, class Visit>
auto visit_resident(Row& row, Visit visit) {
    return visit(row.id, row.public_id, row.language, Packed{row.withdrawn}, row.last_stream,
                 row.last_stream_at, row.has_several_addresses, row.pending, row.created_at,
                 row.profile, Packed{row.taken}, row.has_seats, Packed{row.consents});
}

inline const std::string conversation_columns =
    "id, public_id, resident, address, script, version, stream, channel, kind, language, unit, open, "
    "outcome, state, timers, latest, heard, opened_at, moved_at, ended_at, last_answer, wake_at, "
    "counts, replaces, expires_at";

template <class Row, class Visit>
auto visit_conversation(Row& row, Visit visit) {
    return visit(row.id, row.public_id, row.resident, row.address, row.script, row.version, row.stream,
                 row.channel, row.kind, row.language, row.unit, row.open, row.outcome, row.state,
                 Packed{row.timers}, Packed{row.latest}, row.heard, row.opened_at, row.moved_at, row.ended_at,
                 row.last_answer, row.stored.wake_at, row.counts, row.replaces, row.expires_at);
}

inline const std::string message_columns =
    "id, public_id, conversation, resident, address, channel, stream, bulk, confirms_stop, question, "
    "body, state, segments, attempts, parts_done, uncertain, due_at, claimed_by, claimed_until, "
    "expires_at, provider_id, failure, feed_number, created_at, accepted_at, instead_of, previous, "
    "queue, forgotten";

template <class Row, class Visit>
auto visit_message(Row& row, Visit visit) {
    return visit(row.id, row.public_id, row.conversation, row.resident, row.address, row.channel,
                 row.stream, row.bulk, row.confirms_stop, row.question, row.body, row.state,
                 row.segments, row.attempts, row.parts_done, row.uncertain, row.due_at, row.claimed_by,
                 row.claimed_until, row.expires_at, row.provider_id, row.failure, row.feed_number,
                 row.created_at, row.accepted_at, row.instead_of, row.previous, row.queue,
                 row.forgotten);
}

inline const std::string answer_columns =
    "number, replaces, erased, free_text, conversation, resident, script, version, question, value, "
    "raw, comment, language, channel, kind, unit, at, previous, round";

template <class Row, class Visit>
auto visit_answer(Row& row, Visit visit) {
    return visit(row.number, row.replaces, row.erased, row.free_text, row.conversation, row.resident,
                 row.script, row.version, row.question, row.value, row.raw, row.comment, row.language,
                 row.channel, row.kind, row.unit, row.at, row.previous, row.round);
}

inline const std::string invitation_columns =
    "id, public_id, key, fields, resident, address, conversation, disposition, created_at";

template <class Row, class Visit>
auto visit_invitation(Row& row, Visit visit) {
    return visit(row.id, row.public_id, row.key, row.fields, row.resident, row.address,
                 row.conversation, row.disposition, row.created_at);
}

inline const std::string case_columns =
    "id, conversation, resident, topic, text, urgent, state, due_on, opened_at, answer, answered_at";

template <class Row, class Visit>
auto visit_case(Row& row, Visit visit) {
    return visit(row.id, row.conversation, row.resident, row.topic, row.text, row.urgent, row.state,
                 row.due_on, row.opened_at, row.answer, row.answered_at);
}

inline const std::string seat_columns =
    "id, pool, resident, conversation, script, stream, state, place, taken_at, moved_at";

template <class Row, class Visit>
auto visit_seat(Row& row, Visit visit) {
    return visit(row.id, row.pool, row.resident, row.conversation, row.script, row.stream, row.state,
                 row.place, row.taken_at, row.moved_at);
}

inline const std::string pool_columns = "name, room, drawn, taken, waiting, last_place";

template <class Row, class Visit>
auto visit_pool(Row& row, Visit visit) {
    return visit(row.name, row.room, row.drawn, row.taken, row.waiting, row.last_place);
}

inline const std::string proposal_columns =
    "id, public_id, conversation, resident, script, question, text, language, state, reason, "
    "created_at, decided_at";

template <class Row, class Visit>
auto visit_proposal(Row& row, Visit visit) {
    return visit(row.id, row.public_id, row.conversation, row.resident, row.script, row.question,
                 row.text, row.language, row.state, row.reason, row.created_at, row.decided_at);
}

inline const std::string call_columns =
    "id, public_id, conversation, resident, ordinal, hook, body, attempts, due_at, until";

template <class Row, class Visit>
auto visit_call(Row& row, Visit visit) {
    return visit(row.id, row.public_id, row.conversation, row.resident, row.ordinal, row.hook, row.body,
                 row.attempts, row.due_at, row.until);
}

inline const std::string script_columns =
    "id, version, json, yaml, translations, language_level, current, published_at";

template <class Row, class Visit>
auto visit_script(Row& row, Visit visit) {
    return visit(row.id, row.version, row.json, row.yaml, row.translations, row.language_level,
                 row.current, row.published_at);
}

inline const std::string exchange_columns =
    "channel, at, direction, request, status, took_ms, asked, answered, left_out";

template <class Row, class Visit>
auto visit_exchange(Row& row, Visit visit) {
    return visit(row.channel, row.at, row.direction, row.request, row.status, row.took_ms, row.asked, row.answered,
                 row.left_out);
}

/// The columns with their table's name before each: `a.id, a.resident`.
inline std::string qualified(const std::string& table, const std::string& columns) {
    std::string named = table + ".";
    for (const char c : columns) {
        named += c;
        if (c == ' ') named += table + ".";
    }
    return named;
}

/// A visitor that reads the fields from a cursor's row.
inline auto reading(Cursor& cursor) {
    return [&cursor](auto&&... fields) { cursor.read(fields...); };
}

/// A visitor that executes a query with the fields, and what follows them, as its parameters.
template <class... More>
auto running(Query& query, const More&... more) {
    return [&](const auto&... fields) { return query.run(fields..., more...); };
}

}  // namespace storage
