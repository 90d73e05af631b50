// The store on SQLite: transactions, ids, the write-ahead log, and coming back after trouble.
#include "storage/batch.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/erase.hpp"
#include "storage/sqlite/errors.hpp"
#include "storage/sqlite/free_pages.hpp"
#include "storage/sqlite/ids.hpp"
#include "storage/sqlite/load.hpp"
#include "storage/sqlite/lock_file.hpp"
#include "storage/sqlite/log.hpp"
#include "storage/sqlite/seen_keys.hpp"
#include "storage/sqlite/write.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <system_error>

namespace storage {
namespace {

/// All that goes when the file is closed.
struct Open {
    Open(const std::string& path, const Vault& vault, const SqliteLimits& limits)
        : database(open_for_writing(path, vault, limits)),
          begin(database, "BEGIN IMMEDIATE"),
          commit(database, "COMMIT"),
          mark(database, "INSERT OR REPLACE INTO store (name, value) VALUES ('recovered', ?)"),
          load(database),
          write(database),
          erase(database),
          seen(database),
          free_pages(database),
          log(database, limits.log_bytes_max, limits.busy_timeout_ms) {}

    SQLite::Database database;
    Query begin, commit, mark;
    SqliteLoad load;
    SqliteWrite write;
    SqliteErase erase;
    SeenKeys seen;
    FreePages free_pages;
    WriteAheadLog log;
};

class SqliteStore final : public Store, private Backend {
  public:
    SqliteStore(std::string path, const Vault& vault, const SqliteLimits& limits,
                std::unique_ptr<LockFile> lock)
        : path_(std::move(path)), vault_(vault), limits_(limits), lock_(std::move(lock)) {
        reopen();
    }

    BatchReport run(std::span<Command* const> batch, DecideFor decide_for) override {
        return run_batch(*this, batch, decide_for);
    }

    bool idle() override {
        bool has_more = false;
        if (!open_) return has_more;
        guarded([&] {
            open_->seen.sweep();
            const bool has_pages = open_->free_pages.give_some_back();
            open_->log.checkpoint();
            has_more = has_pages || !open_->log.is_copied();
        });
        return has_more;
    }

  private:
    void load(const Keys& keys, Loader loader) override {
        noting_trouble([&] {
            if (!open_) reopen();
            open_->begin.run();
            open_->load.run(keys, open_->seen, loader);
        });
    }

    void commit(const Changes& changes) override {
        bool words_dropped = false;
        noting_trouble([&] {
            words_dropped = drop_words(changes);
            open_->seen.write(changes);
            words_dropped |= open_->write.run(changes);
            if (trouble_) open_->mark.run(++recoveries_);
            open_->commit.run();
        });
        trouble_.reset();
        open_->seen.committed();
        after_commit(words_dropped);
    }

    /// What is stored and must go. False: nothing.
    bool drop_words(const Changes& changes) {
        for (const auto conversation : changes.forgotten()) open_->erase.forget(conversation);
        for (const auto& cut : changes.cut_loose()) open_->erase.cut_loose(cut);
        for (const auto resident : changes.erased()) open_->erase.run(resident, ids_);
        return !changes.forgotten().empty() || !changes.cut_loose().empty() || !changes.erased().empty();
    }

    /// The commit has happened: whatever fails here is not its failure.
    void after_commit(bool words_dropped) noexcept {
        guarded([&] {
            if (words_dropped)
                open_->log.truncate();
            else
                open_->log.keep_short();
        });
    }

    void roll_back() noexcept override {
        using Kind = StoreError::Kind;
        if (trouble_ && *trouble_ != Kind::full && *trouble_ != Kind::locked)
            open_.reset();  // what the file is then found to hold counts
        if (!open_) return;
        open_->seen.rolled_back();
        guarded([&] {
            if (sqlite3_get_autocommit(open_->database.getHandle()) == 0) open_->database.exec("ROLLBACK");
        });
        if (trouble_ == Kind::full) make_room();
    }

    /// The log's own room on a full disk, where the file has room for what it holds.
    void make_room() noexcept {
        try {
            if (open_) open_->log.truncate();
        } catch (const SQLite::Exception&) {
            // The disk is as full as it was told to be; the next batch tries again.
        }
    }

    [[nodiscard]] const Vault& vault() const override { return vault_; }
    [[nodiscard]] IdSource& ids() override { return ids_; }

    void reopen() {
        with_trouble_named(path_, [&] {
            auto open = std::make_unique<Open>(path_, vault_, limits_);
            ids_.start_after(open->database);
            open_ = std::move(open);
        });
    }

    /// The first commit after trouble writes a mark, even where it has nothing else to write: it is a trial.
    template <class Work>
    void noting_trouble(Work work) {
        try {
            with_trouble_named(path_, work);
        } catch (const StoreTrouble& trouble) {
            trouble_ = trouble.error().kind;
            throw;
        }
    }

    /// Upkeep: where it fails the file is opened anew, by the next batch, which tells of the trouble if it lasts.
    template <class Work>
    void guarded(Work work) noexcept {
        try {
            work();
        } catch (const std::exception&) {
            open_.reset();
        }
    }

    std::string path_;
    const Vault& vault_;
    SqliteLimits limits_;
    std::unique_ptr<LockFile> lock_;
    SqliteIds ids_;
    std::unique_ptr<Open> open_;
    std::optional<StoreError::Kind> trouble_;  ///< since the last commit
    std::int64_t recoveries_ = 0;
};

}  // namespace

dialogs::Result<std::unique_ptr<Store>, StoreError> open_sqlite_store(const std::string& path,
                                                                      const Vault& vault,
                                                                      const SqliteLimits& limits) {
    try {
        const auto folder = std::filesystem::path(path).parent_path();
        if (!folder.empty()) std::filesystem::create_directories(folder);
        auto lock = LockFile::take(path);
        if (!lock)
            return dialogs::failure(StoreError{
                StoreError::Kind::locked,
                path + ": another Kuulolla is running on it: end that one, or give this one a store of "
                       "its own"});
        return std::make_unique<SqliteStore>(path, vault, limits, std::move(lock));
    } catch (const StoreTrouble& trouble) {
        return dialogs::failure(trouble.error());
    } catch (const std::system_error& error) {
        return dialogs::failure(describe(path, StoreError::Kind::read_only, error.what()));
    } catch (const SQLite::Exception& error) {
        return dialogs::failure(describe(path, StoreError::Kind::broken, error.what()));
    }
}

}  // namespace storage
