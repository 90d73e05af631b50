// SQLite in trouble: refused files, full disks, other programs; and its migrations.
#include "storage/store.hpp"
#include "tests/storage/home.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <catch2/catch.hpp>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <sstream>

using namespace storage;
namespace fs = std::filesystem;

namespace {

constexpr int reading_and_writing = 2, creating = 4;  // SQLITE_OPEN_…

/// A folder with a store that was made and closed.
struct ClosedStore {
    ClosedStore() { home.close(); }
    [[nodiscard]] fs::path file() const { return home.folder() / "store.db"; }
    StoreError refusal(const Vault& vault) const {
        const auto opened = open_sqlite_store(file(), vault);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().detail.find("store.db") != std::string::npos);
        return opened.error();
    }
    StoreError refusal() const { return refusal(home.vault()); }
    void execute(const std::string& sql) const { SQLite::Database(file(), reading_and_writing).exec(sql); }

    Home home;
};

std::string bytes_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// Adds a resident and tells how that ended.
std::optional<StoreError> add_resident(Store& store, const std::string& number, std::size_t bytes = 10) {
    Act act(keys_of({"tel", number}), [&](WorkingSet& rows) {
        const auto resident = rows.add_address({"tel", number}, make_public_id(), at(0)).resident;
        rows.residents.edit(resident).pending = std::string(bytes, 'x');
    });
    const std::vector<Command*> batch{&act};
    (void)store.run(batch);
    CHECK(act.has_committed == !act.error);
    return act.error;
}

std::unique_ptr<Store> open(const fs::path& file, const Vault& vault, const SqliteLimits& limits = {}) {
    auto opened = open_sqlite_store(file, vault, limits);
    if (!opened) FAIL(opened.error().detail);
    return *std::move(opened);
}

std::int64_t number(const fs::path& file, const std::string& sql) {
    return SQLite::Database(file).execAndGet(sql).getInt64();
}

}  // namespace

TEST_CASE("a store of a newer version is refused, and left as it is") {
    ClosedStore store;
    store.execute("PRAGMA user_version = 9999");
    const auto error = store.refusal();
    CHECK(error.kind == StoreError::Kind::newer);
    CHECK(error.detail.find("9999") != std::string::npos);
    CHECK(number(store.file(), "PRAGMA user_version") == 9999);
}

TEST_CASE("a store made with another vault key is refused") {
    ClosedStore store;
    const auto error = store.refusal(test_vault('x'));
    CHECK(error.kind == StoreError::Kind::wrong_key);
    CHECK(error.detail.find("vault_key") != std::string::npos);
    CHECK(open_sqlite_store(store.file(), store.home.vault()));
    CHECK_FALSE(open_sqlite_reader(store.file(), test_vault('x')));
}

TEST_CASE("a file that is no store of ours is refused and not touched") {
    ClosedStore store;
    SECTION("another program's database") {
        fs::remove(store.file());
        SQLite::Database(store.file(), reading_and_writing | creating).exec("CREATE TABLE theirs (x)");
    }
    SECTION("no database at all") {
        std::ofstream(store.file(), std::ios::trunc) << std::string(8192, 'x');
    }
    const auto size = fs::file_size(store.file());
    CHECK(store.refusal().kind == StoreError::Kind::broken);
    CHECK(fs::file_size(store.file()) == size);
}

TEST_CASE("a folder that cannot be made is refused with its name") {
    ClosedStore store;
    const auto opened = open_sqlite_store(store.file() / "below-a-file" / "store.db", store.home.vault());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().detail.find("below-a-file") != std::string::npos);
}

TEST_CASE("a second store on the same file is refused while the first lives") {
    Home home;
    const auto second = open_sqlite_store(home.folder() / "store.db", home.vault());
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == StoreError::Kind::locked);
    home.close();
    CHECK(open_sqlite_store(home.folder() / "store.db", home.vault()));
}

TEST_CASE("only the owner may read a new store") {
    Home home;
    home.person("+1");
    for (const auto& entry : fs::directory_iterator(home.folder())) {
        INFO(entry.path());
        CHECK((fs::status(entry.path()).permissions() & fs::perms::mask) ==
              (fs::perms::owner_read | fs::perms::owner_write));
    }
}

TEST_CASE("the schema starts at migration 1, with what can be set only before the first table") {
    ClosedStore store;
    const auto newest = number(store.file(), "PRAGMA user_version");
    CHECK(newest >= 1);
    CHECK(number(store.file(), "PRAGMA auto_vacuum") == 2);
    CHECK(number(store.file(), "PRAGMA application_id") == 0x4B75756C);
    const auto again = open(store.file(), store.home.vault());
    CHECK_FALSE(add_resident(*again, "+1"));
}

TEST_CASE("a full store fails its batches, keeps what it has, and goes on once there is room") {
    Home home;
    home.close();
    const auto file = home.folder() / "store.db";
    const auto pages = number(file, "PRAGMA page_count");
    auto store = open(file, home.vault(), {.pages_max = pages + 4});
    CHECK_FALSE(add_resident(*store, "+1"));
    const auto error = add_resident(*store, "+2", 100'000);
    REQUIRE(error);
    CHECK(error->kind == StoreError::Kind::full);
    CHECK_FALSE(add_resident(*store, "+3"));  // a smaller one still fits
    store = nullptr;
    store = open(file, home.vault());
    CHECK_FALSE(add_resident(*store, "+4", 100'000));
    CHECK(number(file, "SELECT count(*) FROM residents") == 3);
}

TEST_CASE("no command of a batch that found the store full is half done") {
    Home home;
    home.close();
    const auto file = home.folder() / "store.db";
    const auto pages = number(file, "PRAGMA page_count");
    auto store = open(file, home.vault(), {.pages_max = pages + 4});
    const auto add = [&](const std::string& address, std::size_t bytes) {
        return std::make_unique<Act>(keys_of({"tel", address}), [address, bytes](WorkingSet& rows) {
            const auto resident = rows.add_address({"tel", address}, "", at(0)).resident;
            rows.residents.edit(resident).pending = std::string(bytes, 'x');
        });
    };
    const auto small = add("+1", 1), large = add("+2", 100'000), last = add("+3", 1);
    const std::vector<Command*> batch{small.get(), large.get(), last.get()};
    const auto report = store->run(batch);
    CHECK(report.failed == 3);
    REQUIRE(report.trouble);
    CHECK(report.trouble->kind == StoreError::Kind::full);
    CHECK(number(file, "SELECT count(*) FROM residents") == 0);
    CHECK(number(file, "SELECT count(*) FROM addresses") == 0);
}

TEST_CASE("a store that another program holds fails its batches until it is let go") {
    Home home;
    home.close();
    const auto file = home.folder() / "store.db";
    auto store = open(file, home.vault(), {.busy_timeout_ms = 0});
    SQLite::Database other(file, reading_and_writing);
    other.exec("BEGIN IMMEDIATE");
    const auto error = add_resident(*store, "+1");
    REQUIRE(error);
    CHECK(error->kind == StoreError::Kind::locked);
    other.exec("ROLLBACK");
    CHECK_FALSE(add_resident(*store, "+1"));
}

TEST_CASE("an empty batch finds out whether the store can be written again") {
    Home home;
    home.close();
    const auto file = home.folder() / "store.db";
    auto store = open(file, home.vault(), {.busy_timeout_ms = 0});
    SQLite::Database other(file, reading_and_writing);
    other.exec("BEGIN IMMEDIATE");
    CHECK(add_resident(*store, "+1"));
    CHECK(store->run({}).trouble);
    other.exec("ROLLBACK");
    CHECK_FALSE(store->run({}).trouble);
}

TEST_CASE("after an error of the disk the file is opened anew, and what it then holds counts") {
    Home home;
    home.person("+1");
    auto& store = home.store();
    // No file of this process may grow: SQLite's next write to the log is refused.
    const auto log = fs::file_size(home.folder() / "store.db-wal");
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{.rlim_cur = log, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    const auto error = add_resident(store, "+2");
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    REQUIRE(error);
    CHECK(error->kind == StoreError::Kind::io);
    CHECK_FALSE(add_resident(store, "+2"));
    CHECK_FALSE(add_resident(store, "+3"));
    home.run(keys_of({"tel", "+1"}), [](WorkingSet& rows) { CHECK(rows.address({"tel", "+1"})); });
    CHECK(home.reader().figures(at(0)).residents == 3);
}

TEST_CASE("a file that was exchanged under the store is noticed as trouble, not as a command's fault") {
    Home home;
    home.close();
    const auto file = home.folder() / "store.db";
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).write("not a database at all", 21);
    const auto opened = open_sqlite_store(file, home.vault());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == StoreError::Kind::broken);
}

TEST_CASE("the log is copied when there is time, and cut when it grows too long") {
    Home home;
    home.close();
    const auto file = home.folder() / "store.db", log = home.folder() / "store.db-wal";
    auto store = open(file, home.vault(), {.log_bytes_max = 300'000});
    std::uintmax_t longest = 0;
    for (int i = 0; i < 100; ++i) {
        CHECK_FALSE(add_resident(*store, "+" + std::to_string(i), 2000));
        longest = std::max(longest, fs::file_size(log));
    }
    CHECK(longest > 200'000);
    CHECK(longest < 600'000);
    const auto before = fs::file_size(file);
    CHECK_FALSE(add_resident(*store, "+x", 200'000));
    CHECK_FALSE(store->idle());
    CHECK(fs::file_size(file) > before);
}

TEST_CASE("a reader in the way delays the cutting of the log, and an erasure's is made up for when idle") {
    Home home;
    const auto person = home.person("+1");
    home.conversation(person, "OwnWords");
    {
        SQLite::Database other(home.folder() / "store.db");
        SQLite::Statement reading(other, "SELECT * FROM residents");
        REQUIRE(reading.executeStep());  // holds its snapshot
        home.run(keys_of(person.address), [&](WorkingSet& rows) { rows.erase(person.resident); });
        CHECK(home.bytes().find("OwnWords") != std::string::npos);
    }
    CHECK_FALSE(home.store().idle());
    CHECK(home.bytes().find("OwnWords") == std::string::npos);
}

TEST_CASE("an erasure that a killed process left in its log is gone soon after the next start") {
    Home home;
    const auto person = home.person("+1");
    home.conversation(person, "OwnWords");
    SQLite::Database other(home.folder() / "store.db");
    SQLite::Statement reading(other, "SELECT * FROM residents");
    REQUIRE(reading.executeStep());  // the log cannot be cut
    home.run(keys_of(person.address), [&](WorkingSet& rows) { rows.erase(person.resident); });
    const auto left = home.folder() / "left";  // what a killed process would have left
    fs::create_directory(left);
    for (const auto* name : {"store.db", "store.db-wal"}) fs::copy_file(home.folder() / name, left / name);
    const auto bytes = [&] { return bytes_of(left / "store.db") + bytes_of(left / "store.db-wal"); };
    REQUIRE(bytes().find("OwnWords") != std::string::npos);
    const auto store = open(left / "store.db", home.vault());
    CHECK_FALSE(store->idle());
    CHECK(bytes().find("OwnWords") == std::string::npos);
}

TEST_CASE("pages that erasures have freed go back to the disk, a few at a time") {
    Home home;
    const auto file = home.folder() / "store.db";
    std::vector<Home::Person> people;
    for (int i = 0; i < 40; ++i) {
        people.push_back(home.person("+" + std::to_string(i)));
        home.conversation(people.back(), std::string(100'000, 'x'));
    }
    (void)home.store().idle();
    const auto before = fs::file_size(file);
    REQUIRE(before > 4'000'000);
    for (const auto& person : people)
        home.run(keys_of(person.address), [&](WorkingSet& rows) { rows.erase(person.resident); });
    int pieces = 1;
    while (home.store().idle()) ++pieces;
    CHECK(pieces > 5);
    CHECK(fs::file_size(file) < before / 2);
    CHECK(number(file, "PRAGMA freelist_count") > 0);  // the next rows need not make the file grow
    home.run(keys_of({"tel", "+1"}), [](WorkingSet& rows) { CHECK_FALSE(rows.address({"tel", "+1"})); });
}

TEST_CASE("a deduplication key is known once its batch has committed, also to the next who opens the file") {
    Home home;
    const SeenKey key{"sms", "1"};
    const auto name = [&](Keys& keys) { keys.seen = {key}; };
    Act fails(name, [&](WorkingSet& rows) {
        CHECK(rows.first_time(key, at(0)));
        throw std::runtime_error("no");
    });
    home.run({&fails});
    CHECK(fails.error);
    home.run(name, [&](WorkingSet& rows) { CHECK(rows.first_time(key, at(0))); });
    home.run(name, [&](WorkingSet& rows) { CHECK_FALSE(rows.first_time(key, at(1))); });
    home.reopen();
    home.run(name, [&](WorkingSet& rows) { CHECK_FALSE(rows.first_time(key, at(2))); });
}

TEST_CASE("deduplication keys go after nine days, while there is time") {
    Home home;
    const auto meet = [&](const std::string& id, Instant when) {
        bool first = false;
        home.run([&](Keys& keys) { keys.seen = {{"sms", id}}; },
                 [&](WorkingSet& rows) { first = rows.first_time({"sms", id}, when); });
        return first;
    };
    constexpr int day = 24 * 60;
    for (int i = 0; i < 50; ++i) CHECK(meet("old-" + std::to_string(i), at(0)));
    CHECK(meet("younger", at(2 * day)));
    (void)home.store().idle();
    CHECK_FALSE(meet("old-1", at(3 * day)));
    CHECK(meet("now", at(9 * day + 1)));
    (void)home.store().idle();
    CHECK(meet("old-1", at(9 * day + 2)));
    CHECK_FALSE(meet("younger", at(9 * day + 2)));
    CHECK(number(home.folder() / "store.db", "SELECT count(*) FROM seen") == 3);
}
