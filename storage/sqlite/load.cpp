#include "storage/sqlite/load.hpp"

#include "storage/sqlite/row_fields.hpp"
#include "storage/vault.hpp"

#include <algorithm>

namespace storage {
namespace {

std::string select(const std::string& columns, const std::string& table_and_condition) {
    return "SELECT " + columns + " FROM " + table_and_condition;
}

// The head of each address's queue: nothing earlier to it is on its way, nor waits with the same or a higher rank.
const std::string due_messages =
    "messages AS m WHERE channel = ? AND bulk = ? AND queue = ? AND next_at <= ? AND state < 2 AND NOT EXISTS ("
    "SELECT 1 FROM messages AS earlier WHERE earlier.address = m.address AND earlier.state < 2 AND "
    "earlier.id < m.id AND (earlier.state = 1 OR earlier.bulk <= m.bulk)) "
    "ORDER BY next_at, id LIMIT ?";

// The queues that have bulk messages waiting: a step along the index for each.
const std::string bulk_queues =
    "WITH RECURSIVE queues (queue) AS ("
    "SELECT min(queue) FROM messages WHERE channel = ?1 AND bulk = 1 AND state < 2 "
    "UNION ALL SELECT (SELECT min(m.queue) FROM messages AS m WHERE m.channel = ?1 AND m.bulk = 1 AND m.state < 2 "
    "AND m.queue > queues.queue) FROM queues WHERE queues.queue IS NOT NULL) "
    "SELECT queue FROM queues WHERE queue IS NOT NULL";

}  // namespace

SqliteLoad::SqliteLoad(SQLite::Database& db)
    : suppressed_(db, "SELECT stream FROM suppressed WHERE hash = ?"),
      person_(db, select(qualified("a", address_columns) + ", " + qualified("r", resident_columns),
                         "addresses AS a JOIN residents AS r ON r.id = a.resident WHERE a.hash = ?")),
      addresses_of_(db, select(address_columns, "addresses WHERE resident = ?")),
      resident_(db, select(resident_columns, "residents WHERE id = ?")),
      conversation_(db, select(conversation_columns, "conversations WHERE id = ?")),
      conversations_of_(db, select(conversation_columns,
                                   "conversations WHERE resident = ? AND (open OR ended_at > ?)")),
      waking_(db, "SELECT id FROM conversations WHERE wake_at <= ? ORDER BY wake_at, id LIMIT ?"),
      message_(db, select(message_columns, "messages WHERE id = ?")),
      message_by_public_id_(db, "SELECT id FROM messages WHERE public_id = ? AND feed_number = 0"),
      message_by_provider_id_(db,
                              "SELECT id FROM messages WHERE provider_id = ? AND provider_id <> '' "
                              "AND channel = ? ORDER BY id DESC LIMIT 1"),
      waiting_(db, "SELECT id FROM messages WHERE address = ? AND state < 2 ORDER BY id"),
      due_messages_(db, select("id", due_messages)),
      bulk_queues_(db, bulk_queues),
      waiting_instead_(db, "SELECT id FROM messages WHERE address IN (SELECT id FROM addresses WHERE resident = ?) "
                           "AND state < 2 AND instead_of = ?"),
      invitation_(db, select(invitation_columns, "invitations WHERE key = ?")),
      current_script_(db, select(script_columns, "scripts WHERE id = ? AND current")),
      script_(db, select(script_columns, "scripts WHERE id = ? AND version = ?")),
      rate_(db, "SELECT tokens, at FROM rates WHERE channel = ?"),
      pool_(db, select(pool_columns, "pools WHERE name = ?")),
      seats_of_(db, select(seat_columns, "seats WHERE resident = ? AND state < 2")),
      queue_(db, select("id, resident, conversation", "seats WHERE pool = ? AND state = 0 ORDER BY place LIMIT ?")),
      case_(db, select(case_columns, "cases WHERE id = ?")),
      cases_of_(db, select(case_columns, "cases WHERE resident = ?")),
      proposal_(db, select(proposal_columns, "proposals WHERE public_id = ?")),
      proposals_of_(db, select(proposal_columns, "proposals WHERE resident = ?")),
      accepted_(db, select(proposal_columns,
                           "proposals WHERE script = ? AND question = ? AND state = 'accepted' ORDER BY id")),
      call_(db, select(call_columns, "calls WHERE id = ?")),
      due_calls_(db, "SELECT id FROM calls WHERE due_at <= ? ORDER BY due_at, id LIMIT ?"),
      parts_(db, "SELECT due_at, sealed FROM parts WHERE address = ? AND channel = ? AND reference = ?"),
      due_parts_(db, "SELECT address, channel, reference, due_at, sealed FROM parts WHERE due_at <= ? "
                     "ORDER BY due_at LIMIT 64"),
      sums_(db, "SELECT value, sum(count) FROM tallies WHERE script = ? AND question = ? GROUP BY value") {}

/// Everything that is found is loaded together with its resident, once.
struct SqliteLoad::Pass {
    SqliteLoad& queries;
    Loader& loader;
    WorkingSet& rows;
    Instant ended_since{};
    std::vector<ConversationId> replaced{};

    void address(const dialogs::Address& address) {
        if (loader.has_address(address)) return;
        AddressRow row;
        ResidentRow owner;
        const auto hash = loader.vault().lookup_hash(address);
        if (auto found = queries.person_.with(Blob{hash}); found.next()) {
            visit_address(row, reading(found));
            visit_resident(owner, reading(found));
        }
        loader.address(address, row.id);
        if (!row.id || row.may_be_suppressed) suppressions(address);
        if (!row.id || rows.residents.find(owner.id)) return;
        rows.addresses.load(std::move(row));
        resident(std::move(owner));
    }

    void suppressions(const dialogs::Address& address) {
        const auto hash = loader.vault().suppression_hash(address);
        for (auto found = queries.suppressed_.with(Blob{hash}); found.next();)
            loader.suppressed({hash, found.get<std::string>()});
    }

    void resident(ResidentId id) {
        if (!id || rows.residents.find(id)) return;
        ResidentRow row;
        if (auto found = queries.resident_.with(id); found.next()) visit_resident(row, reading(found));
        if (!row.id) return;
        addresses_of(id);
        resident(std::move(row));
    }

    /// With what hangs on it; one address has been loaded.
    void resident(ResidentRow row) {
        const auto id = row.id;
        if (row.has_several_addresses) addresses_of(id);
        const bool has_seats = row.has_seats;
        rows.residents.load(std::move(row));
        if (has_seats) seats_of(id);
        for (auto found = queries.conversations_of_.with(id, ended_since); found.next();)
            conversation(found);
    }

    void addresses_of(ResidentId id) {
        for (auto found = queries.addresses_of_.with(id); found.next();) {
            AddressRow row;
            visit_address(row, reading(found));
            rows.addresses.load(std::move(row));
        }
    }

    void conversation(Cursor& found) {
        ConversationRow row;
        visit_conversation(row, reading(found));
        row.stored.open = row.open;
        if (row.replaces) replaced.push_back(row.replaces);
        rows.conversations.load(std::move(row));
    }

    /// Those that loaded conversations will replace; after all else, for one statement reads one row at a time.
    void load_replaced() {
        for (std::size_t i = 0; i < replaced.size(); ++i) {
            if (rows.conversations.find(replaced[i])) continue;
            if (auto found = queries.conversation_.with(replaced[i]); found.next()) conversation(found);
        }
    }

    void conversation(ConversationId id) {
        if (!id) return;
        ResidentId owner;
        if (!rows.conversations.find(id))
            if (auto found = queries.conversation_.with(id); found.next()) conversation(found);
        if (const auto* row = rows.conversations.find(id)) resident(row->resident);
    }

    void message(MessageId id) {
        if (rows.messages.find(id)) return;
        MessageRow row;
        if (auto found = queries.message_.with(id); found.next())
            visit_message(row, reading(found));
        else
            return;
        resident(row.resident);
        conversation(row.conversation);
        rows.messages.load(std::move(row));
    }

    void message(const PublicId& public_id) {
        MessageId id;
        if (auto found = queries.message_by_public_id_.with(public_id); found.next()) found.read(id);
        if (!id) return;
        loader.message(public_id, id);
        message(id);
    }

    void message(const Keys::ProviderId& provider) {
        MessageId id;
        if (auto found = queries.message_by_provider_id_.with(provider.id, provider.channel);
            found.next())
            found.read(id);
        if (!id) return;
        loader.message(provider, id);
        message(id);
    }

    void history(const dialogs::Address& wanted) {
        address(wanted);
        const auto* known = rows.address(wanted);
        if (!known) return;
        for (auto found = queries.conversations_of_.with(known->resident, Instant{}); found.next();)
            conversation(found);
    }

    /// What waits for the address's resident, on all the addresses.
    void waiting(const dialogs::Address& wanted) {
        address(wanted);
        const auto* known = rows.address(wanted);
        if (!known) return;
        for (const auto id : rows.addresses_of(known->resident)) {
            std::vector<MessageId> ids;
            for (auto found = queries.waiting_.with(id); found.next();) ids.push_back(found.get<MessageId>());
            for (const auto message_id : ids) message(message_id);
        }
    }

    void waiting_instead_of(MessageId id) {
        message(id);
        const auto* row = rows.messages.find(id);
        if (!row) return;
        std::vector<MessageId> ids;
        for (auto found = queries.waiting_instead_.with(row->resident, id); found.next();)
            ids.push_back(found.get<MessageId>());
        for (const auto waiting : ids) message(waiting);
    }

    std::vector<MessageId> heads(const Keys::DueMessages& due, int bulk, const std::string& queue, int limit) {
        std::vector<MessageId> ids;
        for (auto found = queries.due_messages_.with(due.channel, bulk, queue, due.now, limit); found.next();)
            ids.push_back(found.get<MessageId>());
        return ids;
    }

    /// One of each queue, then another of each, as far as there is room; the queue after the one served last begins.
    std::vector<MessageId> bulk_in_turn(const Keys::DueMessages& due, std::size_t room) {
        std::vector<std::string> names;
        for (auto found = queries.bulk_queues_.with(due.channel); found.next();)
            names.push_back(found.get<std::string>());
        std::rotate(names.begin(), std::upper_bound(names.begin(), names.end(), due.after), names.end());
        std::vector<std::vector<MessageId>> queues;
        for (const auto& name : names) queues.push_back(heads(due, /*bulk=*/1, name, static_cast<int>(room)));
        std::vector<MessageId> ids;
        for (std::size_t nth = 0; nth < room && ids.size() < room; ++nth) {
            for (const auto& queue : queues)
                if (nth < queue.size() && ids.size() < room) ids.push_back(queue[nth]);
        }
        return ids;
    }

    void due(const Keys::DueMessages& due) {
        auto ids = heads(due, /*bulk=*/0, {}, due.limit);
        const auto room = static_cast<std::size_t>(due.limit) - ids.size();
        if (room > 0)
            for (const auto id : bulk_in_turn(due, room)) ids.push_back(id);
        for (const auto id : ids) {
            message(id);
            loader.due_message(due.channel, id);
        }
    }

    /// A conversation wakes no later than its earliest timer; one that woke too early only goes to sleep again.
    void due(const Keys::DueConversations& due) {
        std::vector<ConversationId> ids;
        for (auto found = queries.waking_.with(due.now, due.limit); found.next();)
            ids.push_back(found.get<ConversationId>());
        for (const auto id : ids) {
            conversation(id);
            auto& row = rows.conversations.edit(id);
            row.stored.woken = true;
            const auto first = earliest(row.timers);
            if (row.open && first && *first <= due.now) loader.due_conversation(id);
            const auto has_news = [](const Timer& timer) { return timer.kind == news_timer; };
            if (std::any_of(row.timers.begin(), row.timers.end(), has_news)) dealings_of(row.resident);
        }
    }

    void seats_of(ResidentId id) {
        for (auto found = queries.seats_of_.with(id); found.next();) {
            SeatRow row;
            visit_seat(row, reading(found));
            pool(row.pool);
            rows.seats.load(std::move(row));
        }
    }

    void dealings_of(ResidentId id) {
        for (auto found = queries.cases_of_.with(id); found.next();) {
            CaseRow row;
            visit_case(row, reading(found));
            rows.cases.load(std::move(row));
        }
        for (auto found = queries.proposals_of_.with(id); found.next();) proposal(found);
    }

    void dealings(const dialogs::Address& wanted) {
        address(wanted);
        if (const auto* known = rows.address(wanted)) dealings_of(known->resident);
    }

    void proposal(Cursor& found) {
        ProposalRow row;
        visit_proposal(row, reading(found));
        loader.proposal(std::move(row));
    }

    void pool(const std::string& name) {
        if (loader.has_pool(name)) return;
        PoolRow row{.name = name};
        if (auto found = queries.pool_.with(name); found.next()) visit_pool(row, reading(found));
        loader.pool(std::move(row));
    }

    void queue(const Keys::Queue& wanted) {
        pool(wanted.pool);
        std::vector<std::pair<ResidentId, ConversationId>> waiting;
        for (auto found = queries.queue_.with(wanted.pool, wanted.limit); found.next();) {
            SeatId id;
            auto& [owner, told_by] = waiting.emplace_back();
            found.read(id, owner, told_by);
        }
        for (const auto& [owner, told_by] : waiting) {
            resident(owner);
            conversation(told_by);
        }
    }

    void case_of(CaseId id) {
        CaseRow row;
        if (auto found = queries.case_.with(id); found.next())
            visit_case(row, reading(found));
        else
            return;
        resident(row.resident);
        conversation(row.conversation);
        rows.cases.load(std::move(row));
    }

    void proposal(const PublicId& id) {
        ProposalRow row;
        if (auto found = queries.proposal_.with(id); found.next())
            visit_proposal(row, reading(found));
        else
            return;
        resident(row.resident);
        conversation(row.conversation);
        loader.proposal(std::move(row));
    }

    void accepted(const std::pair<std::string, std::string>& wanted) {
        for (auto found = queries.accepted_.with(wanted.first, wanted.second); found.next();) proposal(found);
    }

    void call(CallId id) {
        CallRow row;
        if (auto found = queries.call_.with(id); found.next())
            visit_call(row, reading(found));
        else
            return;
        conversation(row.conversation);
        rows.calls.load(std::move(row));
    }

    void due(const Keys::DueCalls& due) {
        std::vector<CallId> ids;
        for (auto found = queries.due_calls_.with(due.now, due.limit); found.next();)
            ids.push_back(found.get<CallId>());
        for (const auto id : ids) {
            call(id);
            loader.due_call(id);
        }
    }

    void invitation(const std::string& key) {
        InvitationRow row;
        if (auto found = queries.invitation_.with(key); found.next())
            visit_invitation(row, reading(found));
        else
            return;
        resident(row.resident);
        conversation(row.conversation);
        loader.invitation(std::move(row));
    }

    void script(Cursor found) {
        if (!found.next()) return;
        ScriptRow row;
        visit_script(row, reading(found));
        loader.script(std::move(row));
    }

    void tallied(const std::pair<std::string, std::string>& question) {
        if (rows.sums(question.first, question.second)) return;
        std::map<std::string, std::int64_t> sums;
        for (auto found = queries.sums_.with(question.first, question.second); found.next();) {
            std::string value;
            std::int64_t sum = 0;
            found.read(value, sum);
            sums.emplace(std::move(value), sum);
        }
        loader.tallied(question, std::move(sums));
    }

    void rate(const std::string& channel) {
        RateRow row{.channel = channel};
        if (auto found = queries.rate_.with(channel); found.next()) found.read(row.tokens, row.at);
        loader.rate(std::move(row));
    }

    void parts(const Keys::Parts& wanted) {
        address(wanted.address);
        const auto* known = rows.address(wanted.address);
        if (!known) return;
        PartsRow row{.key = {known->id, wanted.channel, wanted.reference}};
        auto found = queries.parts_.with(row.key.address, row.key.channel, row.key.reference);
        if (!found.next()) return;
        found.read(row.due_at, Blob{row.sealed});
        loader.parts(std::move(row));
    }

    void due_parts(Instant now) {
        for (auto found = queries.due_parts_.with(now); found.next();) {
            PartsRow row;
            found.read(row.key.address, row.key.channel, row.key.reference, row.due_at, Blob{row.sealed});
            loader.due_parts(row.key);
            loader.parts(std::move(row));
        }
    }
};

void SqliteLoad::run(const Keys& keys, const SeenKeys& seen, Loader loader) {
    Pass pass{*this, loader, loader.rows(), keys.now - ended_are_loaded_for};
    for (const auto& key : keys.seen)
        if (seen.has(key, loader.vault())) loader.seen(key);
    for (const auto& address : keys.addresses) pass.address(address);
    for (const auto& address : keys.waiting_for) pass.waiting(address);
    for (const auto& address : keys.histories) pass.history(address);
    for (const auto id : keys.residents) pass.resident(id);
    for (const auto id : keys.conversations) pass.conversation(id);
    for (const auto id : keys.messages) pass.message(id);
    for (const auto id : keys.waiting_instead_of) pass.waiting_instead_of(id);
    for (const auto& id : keys.message_public_ids) pass.message(id);
    for (const auto& id : keys.provider_ids) pass.message(id);
    for (const auto& key : keys.invitation_keys) pass.invitation(key);
    for (const auto& due : keys.due_messages) pass.due(due);
    for (const auto& due : keys.due_conversations) pass.due(due);
    for (const auto& id : keys.scripts) pass.script(current_script_.with(id));
    for (const auto& [id, version] : keys.script_versions) pass.script(script_.with(id, version));
    for (const auto& channel : keys.rates) pass.rate(channel);
    for (const auto& name : keys.pools) pass.pool(name);
    for (const auto& queue : keys.queues) pass.queue(queue);
    for (const auto& address : keys.dealings) pass.dealings(address);
    for (const auto id : keys.cases) pass.case_of(id);
    for (const auto& id : keys.proposals) pass.proposal(id);
    for (const auto& wanted : keys.accepted) pass.accepted(wanted);
    for (const auto id : keys.calls) pass.call(id);
    for (const auto& due : keys.due_calls) pass.due(due);
    pass.load_replaced();
    for (const auto& wanted : keys.parts) pass.parts(wanted);
    if (keys.due_parts) pass.due_parts(*keys.due_parts);
    for (const auto& question : keys.tallied) pass.tallied(question);
}

}  // namespace storage
