#include "storage/sqlite/write.hpp"

#include "storage/ledger.hpp"
#include "storage/sqlite/row_fields.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace storage {
namespace {

/// `INSERT INTO table (columns) VALUES (?, ?, …)`
std::string insert(const std::string& table, const std::string& columns) {
    std::string marks = "?";
    for (auto commas = std::count(columns.begin(), columns.end(), ','); commas > 0; --commas)
        marks += ", ?";
    return "INSERT INTO " + table + " (" + columns + ") VALUES (" + marks + ")";
}

/// When a claim may next take the message.
Instant next_at(const MessageRow& row) {
    return row.claimed_until ? std::max(row.due_at, *row.claimed_until) : row.due_at;
}

/// When the row is to wake: it stays early where that saves a change of the index, so that a conversation that moves
/// on wakes once for nothing instead of moving its place in the index at every turn.
std::optional<Instant> wake_at(const ConversationRow& row) {
    const auto first = row.open ? earliest(row.timers) : std::nullopt;
    const auto& stored = row.stored;
    const bool may_stay = first && stored.wake_at && !stored.woken && *stored.wake_at <= *first;
    return may_stay ? stored.wake_at : first;
}

template <class Row, class Write>
void for_each(const Rows<Row>& rows, std::vector<decltype(Row::id)> ids, Write write) {
    std::sort(ids.begin(), ids.end());  // neighbours share pages
    for (const auto id : ids) write(*rows.find(id));
}

}  // namespace

SqliteWrite::SqliteWrite(SQLite::Database& db)
    : add_resident_(db, insert("residents", resident_columns)),
      change_resident_(db, "UPDATE residents SET language = ?, withdrawn = ?, last_stream = ?, "
                           "last_stream_at = ?, has_several_addresses = ?, pending = ?, profile = ?, taken = ?, "
                           "has_seats = ?, consents = ? "
                           "WHERE id = ?"),
      add_address_(db, insert("addresses", address_columns)),
      change_address_(db, "UPDATE addresses SET state = ?, channel = ?, feed = ?, last_message = ?, "
                          "may_be_suppressed = ?, minute_at = ?, minute_count = ?, last_text = ?, last_text_at = ?, "
                          "last_text_count = ?, heard_at = ? WHERE id = ?"),
      add_conversation_(db, insert("conversations", conversation_columns)),
      change_conversation_(db, "UPDATE conversations SET address = ?, channel = ?, kind = ?, "
                               "language = ?, unit = ?, outcome = ?, state = ?, timers = ?, "
                               "latest = ?, heard = ?, moved_at = ?, ended_at = ?, last_answer = ?, "
                               "counts = ?, replaces = ? WHERE id = ?"),
      open_conversation_(db, "UPDATE conversations SET open = ? WHERE id = ?"),
      wake_conversation_(db, "UPDATE conversations SET wake_at = ? WHERE id = ?"),
      add_message_(db, insert("messages", message_columns + ", next_at")),
      change_message_(db, "UPDATE messages SET address = ?, channel = ?, state = ?, segments = ?, "
                          "attempts = ?, parts_done = ?, uncertain = ?, due_at = ?, claimed_by = ?, "
                          "claimed_until = ?, expires_at = ?, provider_id = ?, failure = ?, "
                          "feed_number = ?, accepted_at = ?, next_at = ?, forgotten = ? WHERE id = ?"),
      drop_words_(db, "UPDATE messages SET body = '' WHERE id = ?"),
      add_answer_(db, insert("answers", answer_columns)),
      tally_(db, insert("tallies", "script, question, value, day, language, kind, unit, count") +
                     " ON CONFLICT DO UPDATE SET count = count + excluded.count"),
      add_invitation_(db, insert("invitations", invitation_columns)),
      change_invitation_(db, "UPDATE invitations SET fields = ?, conversation = ?, disposition = ? "
                             "WHERE id = ?"),
      add_case_(db, insert("cases", case_columns)),
      change_case_(db, "UPDATE cases SET topic = ?, text = ?, urgent = ?, state = ?, due_on = ?, "
                       "answer = ?, answered_at = ? WHERE id = ?"),
      add_seat_(db, insert("seats", seat_columns)),
      change_seat_(db, "UPDATE seats SET conversation = ?, state = ?, place = ?, moved_at = ? WHERE id = ?"),
      set_pool_(db, "INSERT OR REPLACE INTO pools (" + pool_columns + ") VALUES (?, ?, ?, ?, ?, ?)"),
      add_proposal_(db, insert("proposals", proposal_columns)),
      change_proposal_(db, "UPDATE proposals SET conversation = ?, resident = ?, text = ?, state = ?, "
                           "reason = ?, decided_at = ? WHERE id = ?"),
      add_call_(db, insert("calls", call_columns)),
      change_call_(db, "UPDATE calls SET attempts = ?, due_at = ?, until = ? WHERE id = ?"),
      drop_call_(db, "DELETE FROM calls WHERE id = ?"),
      last_digest_(db, "SELECT digest FROM consents ORDER BY number DESC LIMIT 1"),
      add_consent_(db, "INSERT INTO consents (resident, digest, salt, content) VALUES (?, ?, ?, ?)"),
      retire_script_(db, "UPDATE scripts SET current = 0 WHERE id = ? AND current"),
      publish_script_(db, insert("scripts", script_columns) +
                              " ON CONFLICT DO UPDATE SET current = 1, published_at = "
                              "excluded.published_at"),
      set_rate_(db, "INSERT OR REPLACE INTO rates (channel, tokens, at) VALUES (?, ?, ?)"),
      keep_parts_(db, "INSERT OR REPLACE INTO parts (address, channel, reference, due_at, sealed) "
                      "VALUES (?, ?, ?, ?, ?)"),
      drop_parts_(db, "DELETE FROM parts WHERE address = ? AND channel = ? AND reference = ?"),
      log_(db, insert("channel_log", exchange_columns)),
      shorten_log_(db, "DELETE FROM channel_log WHERE channel = ?1 AND id <= (SELECT id FROM channel_log "
                       "WHERE channel = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)"),
      drop_old_log_(db, "DELETE FROM channel_log WHERE id IN (SELECT id FROM channel_log ORDER BY id LIMIT 1000) "
                        "AND at < ?"),
      suppress_(db, "INSERT OR IGNORE INTO suppressed (hash, stream) VALUES (?, ?)"),
      lift_suppression_(db, "DELETE FROM suppressed WHERE hash = ? AND stream = ?") {}

bool SqliteWrite::run(const Changes& changes) {
    words_dropped_ = false;
    people(changes.rows());
    conversations(changes.rows().conversations);
    messages(changes.rows().messages);
    figures(changes);
    services(changes);
    ledgers(changes);
    channel_log(changes);
    return words_dropped_;
}

void SqliteWrite::people(const WorkingSet& rows) {
    for_each(rows.residents, rows.residents.added(), [&](const ResidentRow& row) {
        visit_resident(row, running(add_resident_));
    });
    for_each(rows.residents, rows.residents.changed(), [&](const ResidentRow& row) {
        change_resident_.run(row.language, Packed{row.withdrawn}, row.last_stream, row.last_stream_at,
                             row.has_several_addresses, row.pending, row.profile, Packed{row.taken},
                             row.has_seats, Packed{row.consents}, row.id);
    });
    for_each(rows.addresses, rows.addresses.added(), [&](const AddressRow& row) {
        visit_address(row, running(add_address_));
    });
    for_each(rows.addresses, rows.addresses.changed(), [&](const AddressRow& row) {
        change_address_.run(row.state, row.channel, row.feed, row.last_message,
                            row.may_be_suppressed, row.minute_at,
                            row.minute_count, Blob{row.last_text}, row.last_text_at,
                            row.last_text_count, row.heard_at, row.id);
    });
}

void SqliteWrite::conversations(const Rows<ConversationRow>& rows) {
    for_each(rows, rows.added(), [&](ConversationRow row) {
        row.stored.wake_at = wake_at(row);
        const auto& written = row;
        visit_conversation(written, running(add_conversation_));
    });
    for_each(rows, rows.changed(), [&](const ConversationRow& row) {
        change_conversation_.run(row.address, row.channel, row.kind, row.language, row.unit, row.outcome,
                                 row.state, Packed{row.timers}, Packed{row.latest}, row.heard,
                                 row.moved_at, row.ended_at, row.last_answer, row.counts, row.replaces, row.id);
        if (row.open != row.stored.open) open_conversation_.run(row.open, row.id);
        if (const auto wakes = wake_at(row); wakes != row.stored.wake_at)
            wake_conversation_.run(wakes, row.id);
    });
}

void SqliteWrite::messages(const Rows<MessageRow>& rows) {
    for_each(rows, rows.added(), [&](const MessageRow& row) {
        const auto next = next_at(row);
        visit_message(row, running(add_message_, next));
    });
    for_each(rows, rows.changed(), [&](const MessageRow& row) {
        change_message_.run(row.address, row.channel, row.state, row.segments, row.attempts,
                            row.parts_done, row.uncertain, row.due_at, row.claimed_by,
                            row.claimed_until, row.expires_at, row.provider_id, row.failure,
                            row.feed_number, row.accepted_at, next_at(row), row.forgotten, row.id);
        if (!row.forgotten || row.state < MessageRow::State::accepted) return;
        drop_words_.run(row.id);
        words_dropped_ = true;
    });
}

void SqliteWrite::figures(const Changes& changes) {
    for (const auto& answer : changes.answers()) visit_answer(answer, running(add_answer_));
    for (const auto& [key, difference] : changes.tallies()) {
        if (difference == 0) continue;
        tally_.run(key.script, key.question, key.value, key.day, key.language, key.kind, key.unit,
                   difference);
    }
}

void SqliteWrite::services(const Changes& changes) {
    const auto& rows = changes.rows();
    for_each(rows.invitations, rows.invitations.added(), [&](const InvitationRow& row) {
        visit_invitation(row, running(add_invitation_));
    });
    for_each(rows.invitations, rows.invitations.changed(), [&](const InvitationRow& row) {
        change_invitation_.run(row.fields, row.conversation, row.disposition, row.id);
    });
    for_each(rows.cases, rows.cases.added(),
             [&](const CaseRow& row) { visit_case(row, running(add_case_)); });
    for_each(rows.cases, rows.cases.changed(), [&](const CaseRow& row) {
        change_case_.run(row.topic, row.text, row.urgent, row.state, row.due_on, row.answer, row.answered_at,
                         row.id);
    });
    for (const auto& script : changes.published()) {
        retire_script_.run(script.id);
        visit_script(script, running(publish_script_));
    }
    for (const auto& rate : changes.rates()) set_rate_.run(rate.channel, rate.tokens, rate.at);
    for (const auto& key : changes.parts()) {
        if (const auto* kept = rows.parts(key))
            keep_parts_.run(key.address, key.channel, key.reference, kept->due_at, Blob{kept->sealed});
        else
            drop_parts_.run(key.address, key.channel, key.reference);
    }
    for (const auto& [key, is_kept] : changes.suppressions())
        (is_kept ? suppress_ : lift_suppression_).run(Blob{key.first}, key.second);
}

void SqliteWrite::ledgers(const Changes& changes) {
    const auto& rows = changes.rows();
    for_each(rows.seats, rows.seats.added(), [&](const SeatRow& row) { visit_seat(row, running(add_seat_)); });
    for_each(rows.seats, rows.seats.changed(), [&](const SeatRow& row) {
        change_seat_.run(row.conversation, row.state, row.place, row.moved_at, row.id);
    });
    for (const auto& pool : changes.pools()) visit_pool(pool, running(set_pool_));
    for_each(rows.proposals, rows.proposals.added(),
             [&](const ProposalRow& row) { visit_proposal(row, running(add_proposal_)); });
    for_each(rows.proposals, rows.proposals.changed(), [&](const ProposalRow& row) {
        change_proposal_.run(row.conversation, row.resident, row.text, row.state, row.reason,
                             row.decided_at, row.id);
    });
    for_each(rows.calls, rows.calls.added(), [&](const CallRow& row) { visit_call(row, running(add_call_)); });
    for_each(rows.calls, rows.calls.changed(), [&](const CallRow& row) {
        change_call_.run(row.attempts, row.due_at, row.until, row.id);
    });
    for (const auto id : changes.ended_calls()) drop_call_.run(id);
    consents(changes.consents());
}

/// Each digest holds the one before it, so that an entry cannot be changed or left out unseen.
void SqliteWrite::consents(const std::vector<ConsentRow>& entries) {
    if (entries.empty()) return;
    std::string digest;
    if (auto found = last_digest_.with(); found.next()) digest = found.get<std::string>();
    for (const auto& entry : entries) {
        const auto salt = ledger_salt();
        digest = ledger_digest(digest, salt, entry.content.value_or(""));
        const auto kept_salt = entry.content ? std::optional(salt) : std::nullopt;
        add_consent_.run(entry.resident, Blob{std::as_const(digest)}, kept_salt, entry.content);
    }
}

void SqliteWrite::channel_log(const Changes& changes) {
    std::set<std::string> grown;
    for (const auto& exchange : changes.exchanges()) {
        visit_exchange(exchange, running(log_));
        grown.insert(exchange.channel);
    }
    if (!changes.log_limit()) return;
    const auto& [before, keep] = *changes.log_limit();
    for (const auto& channel : grown) shorten_log_.run(channel, keep);
    drop_old_log_.run(before);
}

}  // namespace storage
