// Reading beside the writer, on a read-only SQLite connection.
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/errors.hpp"
#include "storage/sqlite/row_fields.hpp"
#include "storage/reader.hpp"
#include "storage/vault.hpp"

#include <algorithm>

namespace storage {
namespace {

constexpr Instant since_ever{dialogs::Span(0)};
constexpr Instant for_ever{dialogs::Span(4'102'444'800'000)};  // the year 2100

const std::string answers_where =
    "SELECT " + qualified("a", answer_columns) +
    ", ifnull(c.public_id, ''), ifnull(r.public_id, '') FROM answers AS a "
    "LEFT JOIN conversations AS c ON c.id = a.conversation LEFT JOIN residents AS r ON r.id = a.resident "
    "WHERE a.number > ? AND a.at >= ? AND a.at < ?";

// The feed is read backwards along its chain, from the newest message to the last one known.
const std::string feed_after =
    "WITH RECURSIVE chain (id) AS ("
    "SELECT last_message FROM addresses WHERE hash = ? "
    "UNION ALL SELECT m.previous FROM chain JOIN messages AS m USING (id) "
    "WHERE m.feed_number = 0 OR m.feed_number > ?2) "
    "SELECT " + qualified("m", message_columns) +
    ", ifnull(c.public_id, '') FROM chain JOIN messages AS m USING (id) "
    "LEFT JOIN conversations AS c ON c.id = m.conversation "
    "WHERE m.feed_number > ?2 AND m.body <> '' ORDER BY m.feed_number LIMIT ?3";

const std::string messages_of_conversation =
    "WITH RECURSIVE chain (id, conversation) AS ("
    "SELECT a.last_message, c.id FROM conversations AS c JOIN addresses AS a ON a.id = c.address "
    "WHERE c.public_id = ? "
    "UNION ALL SELECT m.previous, chain.conversation FROM chain JOIN messages AS m USING (id)) "
    "SELECT " + qualified("m", message_columns) +
    " FROM chain JOIN messages AS m USING (id) WHERE m.conversation = chain.conversation ORDER BY m.id";

// A step or two along an index for each queue, whatever waits behind them.
const std::string next_head = [] {
    const auto of_queue = [](const std::string& condition) {
        return "(SELECT m.next_at FROM messages AS m WHERE m.channel = ?1 AND " + condition +
               " AND m.state < 2 AND NOT EXISTS (SELECT 1 FROM messages AS earlier WHERE "
               "earlier.address = m.address AND earlier.state < 2 AND earlier.id < m.id AND "
               "(earlier.state = 1 OR earlier.bulk <= m.bulk)) ORDER BY m.next_at LIMIT 1)";
    };
    return "WITH RECURSIVE queues (queue) AS ("
           "SELECT min(queue) FROM messages WHERE channel = ?1 AND bulk = 1 AND state < 2 "
           "UNION ALL SELECT (SELECT min(m.queue) FROM messages AS m WHERE m.channel = ?1 AND m.bulk = 1 AND "
           "m.state < 2 AND m.queue > queues.queue) FROM queues WHERE queues.queue IS NOT NULL) "
           "SELECT min(at) FROM (SELECT " + of_queue("m.bulk = 0 AND m.queue = ''") + " AS at UNION ALL SELECT " +
           of_queue("m.bulk = 1 AND m.queue = queues.queue") + " FROM queues WHERE queues.queue IS NOT NULL)";
}();

class SqliteReader final : public Reader {
  public:
    SqliteReader(const std::string& path, const Vault& vault)
        : vault_(vault),
          db_(open_for_reading(path, vault)),
          answers_(db_, answers_where + " ORDER BY a.number LIMIT ?"),
          answers_of_script_(db_, answers_where + " AND a.script = ? ORDER BY a.number LIMIT ?"),
          answers_of_question_(
              db_, answers_where + " AND a.script = ? AND a.question = ? ORDER BY a.number LIMIT ?"),
          feed_(db_, feed_after),
          messages_of_(db_, messages_of_conversation),
          outcomes_(db_, "SELECT * FROM (SELECT public_id, script, outcome, channel, kind, language, "
                         "ifnull(ended_at, moved_at) AS at FROM conversations WHERE outcome <> '' "
                         "ORDER BY id DESC LIMIT ?) ORDER BY at"),
          current_scripts_(db_, "SELECT " + script_columns + " FROM scripts WHERE current ORDER BY id"),
          scripts_of_open_(db_, "SELECT " + script_columns + " FROM scripts WHERE (id, version) IN "
                                "(SELECT DISTINCT script, version FROM conversations WHERE open)"),
          tallies_(db_, "SELECT script, question, value, day, language, kind, unit, count FROM tallies "
                        "WHERE script = ? AND count <> 0"),
          cases_(db_, "SELECT " + qualified("k", case_columns) +
                          ", ifnull(c.public_id, ''), ifnull(c.script, ''), ifnull(c.language, '') FROM cases AS k "
                          "LEFT JOIN conversations AS c ON c.id = k.conversation "
                          "WHERE k.id > ? AND (?2 = '' OR k.state = ?2) ORDER BY k.id LIMIT ?3"),
          answers_of_(db_, "WITH RECURSIVE chain (number) AS ("
                           "SELECT last_answer FROM conversations WHERE id = ? AND last_answer <> 0 "
                           "UNION ALL SELECT previous FROM chain JOIN answers USING (number) WHERE previous <> 0) "
                           "SELECT " + answer_columns + " FROM answers WHERE number IN (SELECT number FROM chain) "
                           "ORDER BY number"),
          proposals_(db_, "SELECT " + proposal_columns + " FROM proposals WHERE id > ? AND (?2 = '' OR script = ?2) "
                          "AND (?3 = '' OR question = ?3) AND (?4 = '' OR state = ?4) ORDER BY id LIMIT ?5"),
          pools_(db_, "SELECT " + pool_columns + " FROM pools ORDER BY name"),
          consents_(db_, "SELECT number, resident, digest, salt, content FROM consents WHERE number > ? "
                         "ORDER BY number LIMIT ?"),
          next_call_(db_, "SELECT min(due_at) FROM calls"),
          exchanges_(db_, "SELECT id, " + exchange_columns + " FROM channel_log WHERE channel = ? AND at >= ? "
                          "ORDER BY id DESC LIMIT ?"),
          next_message_(db_, next_head),
          next_timer_(db_, "SELECT min(at) FROM (SELECT min(wake_at) AS at FROM conversations WHERE wake_at IS NOT "
                           "NULL UNION ALL SELECT min(due_at) FROM parts)") {}

    std::vector<ExportedAnswer> answers(const AnswerFilter& filter, AnswerId after,
                                        int limit) override {
        const auto since = filter.since.value_or(since_ever);
        const auto until = filter.until.value_or(for_ever);
        if (filter.script.empty()) return read_answers(answers_.with(after, since, until, limit));
        if (filter.question.empty())
            return read_answers(
                answers_of_script_.with(after, since, until, filter.script, limit));
        return read_answers(answers_of_question_.with(after, since, until, filter.script,
                                                      filter.question, limit));
    }

    std::vector<FeedMessage> feed(const dialogs::Address& address, std::int64_t after,
                                  int limit) override {
        const auto hash = vault_.lookup_hash(address);
        std::vector<FeedMessage> page;
        for (auto found = feed_.with(Blob{hash}, after, limit); found.next();) {
            auto& entry = page.emplace_back();
            visit_message(entry.message, reading(found));
            found.read(entry.conversation);
            entry.number = entry.message.feed_number;
        }
        return page;
    }

    std::vector<ScriptRow> current_scripts() override { return scripts(current_scripts_); }
    std::vector<ScriptRow> scripts_of_open_conversations() override {
        return scripts(scripts_of_open_);
    }

    std::map<TallyKey, std::int64_t> tallies(const std::string& script) override {
        std::map<TallyKey, std::int64_t> counts;
        for (auto found = tallies_.with(script); found.next();) {
            TallyKey key;
            found.read(key.script, key.question, key.value, key.day, key.language, key.kind, key.unit);
            counts[std::move(key)] = found.get<std::int64_t>();
        }
        return counts;
    }

    std::vector<MessageRow> messages_of(const PublicId& conversation) override {
        std::vector<MessageRow> messages;
        for (auto found = messages_of_.with(conversation); found.next();)
            visit_message(messages.emplace_back(), reading(found));
        return messages;
    }

    std::vector<EndedConversation> outcomes(int limit) override {
        std::vector<EndedConversation> ended;
        for (auto found = outcomes_.with(limit); found.next();) {
            auto& one = ended.emplace_back();
            found.read(one.conversation, one.script, one.outcome, one.channel, one.kind, one.language, one.at);
        }
        return ended;
    }

    std::vector<ToldCase> cases(const CaseFilter& filter, int limit) override {
        std::vector<ToldCase> page;
        for (auto found = cases_.with(filter.after, filter.state, limit); found.next();) {
            auto& told = page.emplace_back();
            visit_case(told.row, reading(found));
            found.read(told.conversation, told.script, told.language);
        }
        for (auto& told : page) told.answers = answers_that_hold(told.row.conversation);
        return page;
    }

    std::vector<ProposalRow> proposals(const ProposalFilter& filter, int limit) override {
        std::vector<ProposalRow> page;
        for (auto found = proposals_.with(filter.after, filter.script, filter.question, filter.state, limit);
             found.next();)
            visit_proposal(page.emplace_back(), reading(found));
        return page;
    }

    std::vector<PoolRow> pools() override {
        std::vector<PoolRow> all;
        for (auto found = pools_.with(); found.next();) visit_pool(all.emplace_back(), reading(found));
        return all;
    }

    std::vector<ConsentRow> consents(std::int64_t after, int limit) override {
        std::vector<ConsentRow> page;
        for (auto found = consents_.with(after, limit); found.next();) {
            auto& row = page.emplace_back();
            found.read(row.number, row.resident, Blob{row.digest}, row.salt, row.content);
        }
        return page;
    }

    std::optional<Instant> next_due_call() override { return one<std::optional<Instant>>(next_call_.with()); }

    std::vector<ExchangeRow> exchanges(const std::string& channel, Instant since, int limit) override {
        std::vector<ExchangeRow> rows;
        for (auto found = exchanges_.with(channel, since, limit); found.next();) {
            auto& row = rows.emplace_back();
            found.read(row.id);
            visit_exchange(row, reading(found));
        }
        std::reverse(rows.begin(), rows.end());
        return rows;
    }

    StoreFigures figures(Instant now) override;

    std::optional<Instant> next_due_message(const std::string& channel) override {
        return one<std::optional<Instant>>(next_message_.with(channel));
    }
    std::optional<Instant> next_due_timer() override {
        return one<std::optional<Instant>>(next_timer_.with());
    }

  private:
    static std::vector<ExportedAnswer> read_answers(Cursor found) {
        std::vector<ExportedAnswer> page;
        while (found.next()) {
            auto& entry = page.emplace_back();
            visit_answer(entry.answer, reading(found));
            found.read(entry.conversation, entry.resident);
        }
        return page;
    }

    static std::vector<ScriptRow> scripts(Query& query) {
        std::vector<ScriptRow> rows;
        for (auto found = query.with(); found.next();)
            visit_script(rows.emplace_back(), reading(found));
        return rows;
    }

    std::vector<AnswerRow> answers_that_hold(ConversationId conversation) {
        std::map<AnswerId, AnswerRow> held;
        for (auto found = answers_of_.with(conversation); found.next();) {
            AnswerRow row;
            visit_answer(row, reading(found));
            held.erase(row.replaces);
            if (!row.erased) held.emplace(row.number, std::move(row));
        }
        std::vector<AnswerRow> answers;
        for (auto& [number, row] : held) answers.push_back(std::move(row));
        return answers;
    }

    MessageId first_message_since(Instant since);

    template <class Value>
    static Value one(Cursor found) {
        return found.next() ? found.get<Value>() : Value{};
    }

    template <class Value>
    Value one(const std::string& sql) {
        Query query(db_, sql);
        return one<Value>(query.with());
    }

    const Vault& vault_;
    SQLite::Database db_;
    Query answers_, answers_of_script_, answers_of_question_, feed_, messages_of_, outcomes_;
    Query current_scripts_, scripts_of_open_, tallies_;
    Query cases_, answers_of_, proposals_, pools_, consents_;
    Query next_call_, exchanges_, next_message_, next_timer_;
};

/// Ids rise with time: the first message since then is found by halving.
MessageId SqliteReader::first_message_since(Instant since) {
    Query after(db_, "SELECT id, created_at FROM messages WHERE id > ? ORDER BY id LIMIT 1");
    auto low = std::int64_t{0};
    auto high = one<std::int64_t>("SELECT ifnull(max(id), 0) FROM messages");
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        MessageId id;
        Instant created_at{};
        auto found = after.with(middle);
        if (found.next()) found.read(id, created_at);
        if (id && created_at < since)
            low = id.value;
        else
            high = middle;
    }
    return MessageId{low};
}

StoreFigures SqliteReader::figures(Instant now) {
    static const char* const states[] = {"queued", "sending", "accepted", "delivered",
                                         "read",   "failed",  "expired"};
    StoreFigures figures;
    Query by_state(db_, "SELECT state, count(*) FROM messages WHERE state < 2 GROUP BY state UNION ALL "
                        "SELECT state, count(*) FROM messages WHERE state >= 2 AND id > ? GROUP BY state");
    for (auto found = by_state.with(first_message_since(now - std::chrono::hours(24))); found.next();) {
        const auto state = found.get<std::size_t>();
        figures.messages_by_state[states[state]] = found.get<std::int64_t>();
    }
    // Ids rise with time: the lowest one is the oldest.
    Query by_channel(db_, "SELECT w.channel, w.waiting, m.created_at FROM (SELECT channel, count(*) AS waiting, "
                          "min(id) AS oldest FROM messages WHERE state < 2 GROUP BY channel) AS w "
                          "JOIN messages AS m ON m.id = w.oldest");
    for (auto found = by_channel.with(); found.next();) {
        const auto channel = found.get<std::string>();
        found.read(figures.queued_by_channel[channel], figures.oldest_queued_by_channel[channel]);
    }
    figures.conversations_open = one<std::int64_t>("SELECT count(*) FROM conversations WHERE open");
    figures.answers = one<std::int64_t>("SELECT ifnull(max(number), 0) FROM answers");
    figures.residents = one<std::int64_t>("SELECT count(*) FROM addresses");
    figures.cases_open = one<std::int64_t>("SELECT count(*) FROM cases WHERE state = 'open'");
    return figures;
}

}  // namespace

dialogs::Result<std::unique_ptr<Reader>, StoreError> open_sqlite_reader(const std::string& path,
                                                                        const Vault& vault) {
    try {
        return std::make_unique<SqliteReader>(path, vault);
    } catch (const StoreTrouble& trouble) {
        return dialogs::failure(trouble.error());
    } catch (const SQLite::Exception& error) {
        return dialogs::failure(describe(path, StoreError::Kind::broken, error.what()));
    }
}

}  // namespace storage
