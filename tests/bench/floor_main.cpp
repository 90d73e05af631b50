// The floor: a program that does only what any durable survey service must. It parses the same HTTP and JSON, finds the
// sender, writes as many rows with the same durability in group commits, and answers. It understands nothing.
//   bench_floor PORT FILE
#include "tests/bench/floor_http.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <nlohmann/json.hpp>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>

namespace bench {
namespace {

/// One message of the load generator: `{"session":…,"id":…,"text":…}`.
struct Turn {
    std::uint64_t connection = 0;
    std::string session, id, text;
};

const char* const schema = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 0;
PRAGMA cache_size = -65536;
CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE address (id INTEGER PRIMARY KEY, name TEXT UNIQUE, last_text TEXT, messages INTEGER);
CREATE TABLE conversation (id INTEGER PRIMARY KEY, state TEXT, turns INTEGER);
CREATE TABLE message (id INTEGER PRIMARY KEY, address INTEGER, body TEXT);
CREATE TABLE answer (id INTEGER PRIMARY KEY, conversation INTEGER, value TEXT, raw TEXT);
CREATE TABLE tally (value TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
)sql";

// Of the size that a conversation's state and a question in the outbox have.
const std::string some_state(500, 's'), some_question(300, 'q');

class FloorStore {
  public:
    explicit FloorStore(const std::string& file) : db_(open(file)) {}

    void run(const std::vector<Turn>& batch) {
        execute(begin_);
        for (const auto& turn : batch) write(turn);
        execute(commit_);
    }

  private:
    static SQLite::Database open(const std::string& file) {
        SQLite::Database db(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        db.exec(schema);
        return db;
    }

    void write(const Turn& turn) {
        seen_.bindNoCopy(1, turn.id);
        execute(seen_);
        const auto address = find_or_add(turn);
        state_.bindNoCopy(1, some_state);
        state_.bind(2, address);
        execute(state_);
        message_.bind(1, address);
        message_.bindNoCopy(2, some_question);
        execute(message_);
        answer_.bind(1, address);
        answer_.bindNoCopy(2, turn.text);
        answer_.bindNoCopy(3, turn.text);
        execute(answer_);
        tally_.bindNoCopy(1, turn.text);
        execute(tally_);
    }

    /// The sender's row, changed; with a conversation where it is new.
    std::int64_t find_or_add(const Turn& turn) {
        find_.bindNoCopy(1, turn.session);
        std::int64_t id = find_.executeStep() ? find_.getColumn(0).getInt64() : 0;
        find_.reset();
        if (id != 0) {
            state_of_.bind(1, id);
            if (state_of_.executeStep()) state_read_ = state_of_.getColumn(0).getString();
            state_of_.reset();
            meet_.bindNoCopy(1, turn.text);
            meet_.bind(2, id);
            execute(meet_);
            return id;
        }
        add_.bindNoCopy(1, turn.session);
        add_.bindNoCopy(2, turn.text);
        execute(add_);
        id = db_.getLastInsertRowid();
        open_.bind(1, id);
        open_.bindNoCopy(2, some_state);
        execute(open_);
        return id;
    }

    static void execute(SQLite::Statement& statement) {
        statement.exec();
        statement.reset();
    }

    SQLite::Database db_;
    SQLite::Statement begin_{db_, "BEGIN IMMEDIATE"}, commit_{db_, "COMMIT"};
    SQLite::Statement seen_{db_, "INSERT OR IGNORE INTO seen VALUES (?)"};
    SQLite::Statement find_{db_, "SELECT id FROM address WHERE name = ?"};
    SQLite::Statement state_of_{db_, "SELECT state FROM conversation WHERE id = ?"};
    SQLite::Statement meet_{db_, "UPDATE address SET last_text = ?, messages = messages + 1 WHERE id = ?"};
    SQLite::Statement add_{db_, "INSERT INTO address (name, last_text, messages) VALUES (?, ?, 1)"};
    SQLite::Statement open_{db_, "INSERT INTO conversation VALUES (?, ?, 0)"};
    SQLite::Statement state_{db_, "UPDATE conversation SET state = ?, turns = turns + 1 WHERE id = ?"};
    SQLite::Statement message_{db_, "INSERT INTO message (address, body) VALUES (?, ?)"};
    SQLite::Statement answer_{db_, "INSERT INTO answer (conversation, value, raw) VALUES (?, ?, ?)"};
    SQLite::Statement tally_{db_, "INSERT INTO tally VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1"};
    std::string state_read_;
};

/// What arrived while the last batch was committing is the next one.
class Queue {
  public:
    void push(Turn turn) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.push_back(std::move(turn));
        }
        wake_.notify_one();
    }
    std::vector<Turn> take_all() {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return !waiting_.empty(); });
        return std::exchange(waiting_, {});
    }

  private:
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Turn> waiting_;
};

[[noreturn]] void write_for_ever(Queue& queue, FloorStore& store, FloorHttp& http) {
    for (;;) {
        const auto batch = queue.take_all();
        store.run(batch);
        std::vector<std::uint64_t> connections;
        for (const auto& turn : batch) connections.push_back(turn.connection);
        http.answer(std::move(connections));
    }
}

void serve(int port, const std::string& file) {
    Queue queue;
    FloorStore store(file);
    FloorHttp http(port, [&](std::uint64_t connection, std::string_view body) {
        const auto json = nlohmann::json::parse(body);
        queue.push({connection, json.at("session").get<std::string>(), json.at("id").get<std::string>(),
                    json.at("text").get<std::string>()});
    });
    std::jthread writer([&] { write_for_ever(queue, store, http); });
    http.run();
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
    if (count != 3) {
        std::fputs("bench_floor PORT FILE\n", stderr);
        return 2;
    }
    try {
        bench::serve(std::atoi(arguments[1]), arguments[2]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_floor: %s\n", error.what());
        return 1;
    }
}
