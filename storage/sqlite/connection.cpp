#include "storage/sqlite/connection.hpp"

#include "storage/sqlite/errors.hpp"
#include "storage/sqlite/migrations.hpp"
#include "storage/sqlite/query.hpp"
#include "storage/vault.hpp"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <filesystem>

namespace storage {
namespace {

namespace fs = std::filesystem;

constexpr int application_id = 0x4B75756C;       // "Kuul" in the file's header
constexpr int cache_kib = 64 * 1024;             // of 200 MB for the whole service
constexpr const char* not_ours = "not a store of Kuulolla";

/// Before the first file is opened: nobody asks SQLite how much memory it uses, and counting it takes a lock each time.
void set_up_library() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  // refused later, which does no harm
    (void)done;
}

int number(SQLite::Database& db, const std::string& sql) { return db.execAndGet(sql).getInt(); }

[[noreturn]] void refuse(StoreError::Kind kind, const std::string& detail) {
    throw StoreTrouble({kind, detail});
}

/// Whether the file holds nothing yet. Throws where it holds something that is not ours, or is too new.
bool is_empty(SQLite::Database& db, const std::string& path) {
    if (number(db, "SELECT count(*) FROM sqlite_master") == 0) return true;
    if (number(db, "PRAGMA application_id") != application_id)
        throw StoreTrouble(describe(path, StoreError::Kind::broken, not_ours));
    const auto version = number(db, "PRAGMA user_version");
    const auto known = static_cast<int>(sqlite_migrations().size());
    if (version > known)
        refuse(StoreError::Kind::newer,
               path + ": it was written by a newer version of Kuulolla (schema " +
                   std::to_string(version) + ", this program knows " + std::to_string(known) +
                   "): run that version, or restore the backup made before it");
    return false;
}

/// Only possible before the first table.
void prepare_empty_file(SQLite::Database& db, const std::string& path) {
    db.exec("PRAGMA auto_vacuum = incremental");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

void configure(SQLite::Database& db, const SqliteLimits& limits) {
    db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = FULL");
    db.exec("PRAGMA secure_delete = ON");
    db.exec("PRAGMA wal_autocheckpoint = 0");
    db.exec("PRAGMA trusted_schema = OFF");
    db.exec("PRAGMA cache_size = -" + std::to_string(cache_kib));
    if (limits.pages_max > 0) db.exec("PRAGMA max_page_count = " + std::to_string(limits.pages_max));
}

void migrate(SQLite::Database& db) {
    const auto migrations = sqlite_migrations();
    for (auto version = number(db, "PRAGMA user_version");
         version < static_cast<int>(migrations.size()); ++version) {
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        db.exec(std::string(migrations[static_cast<std::size_t>(version)]));
        db.exec("PRAGMA application_id = " + std::to_string(application_id));
        db.exec("PRAGMA user_version = " + std::to_string(version + 1));
        transaction.commit();
    }
}

std::string stored_fingerprint(SQLite::Database& db) {
    Query find(db, "SELECT value FROM store WHERE name = 'vault'");
    auto found = find.with();
    return found.next() ? found.get<std::string>() : std::string();
}

void check_key(SQLite::Database& db, const std::string& path, const Vault& vault) {
    const auto stored = stored_fingerprint(db);
    if (!stored.empty() && stored != vault.fingerprint())
        refuse(StoreError::Kind::wrong_key,
               path + ": it was made with another vault key: set `vault_key` to the one it was made "
                      "with; without it no address in it can be read");
}

void keep_key(SQLite::Database& db, const Vault& vault) {
    if (!stored_fingerprint(db).empty()) return;
    const auto fingerprint = vault.fingerprint();
    Query(db, "INSERT INTO store (name, value) VALUES ('vault', ?)").run(Blob{fingerprint});
}

}  // namespace

SQLite::Database open_for_writing(const std::string& path, const Vault& vault,
                                  const SqliteLimits& limits) {
    set_up_library();
    return with_trouble_named(path, [&] {
        constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        SQLite::Database db(path, flags, limits.busy_timeout_ms);
        if (sqlite3_db_readonly(db.getHandle(), "main") == 1)
            throw StoreTrouble(describe(path, StoreError::Kind::read_only, "opened read-only"));
        if (is_empty(db, path))
            prepare_empty_file(db, path);
        else
            check_key(db, path, vault);
        configure(db, limits);
        migrate(db);
        keep_key(db, vault);
        return db;
    });
}

SQLite::Database open_for_reading(const std::string& path, const Vault& vault) {
    set_up_library();
    return with_trouble_named(path, [&] {
        constexpr int busy_timeout_ms = 1000;
        SQLite::Database db(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, busy_timeout_ms);
        if (is_empty(db, path))
            throw StoreTrouble(describe(path, StoreError::Kind::broken, not_ours));
        check_key(db, path, vault);
        return db;
    });
}

}  // namespace storage
