// The one writer: commands in batches, each batch one transaction of four steps.
#pragma once

#include "dialogs/result.hpp"
#include "storage/working_set.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <string>

namespace storage {

class Vault;

/// Why the store could not commit.
struct StoreError {
    enum class Kind {
        full,        ///< no room on the disk
        io,          ///< the disk or the server failed: the file is closed and opened anew
        locked,      ///< another program holds it
        read_only,
        newer,       ///< written by a newer version of the program
        wrong_key,   ///< made with another vault key
        broken,      ///< not our database, or damaged
        command      ///< this command's own fault: it failed alone, too
    };
    Kind kind = Kind::io;
    std::string detail;
};

/// One state change. Lives on the storage thread between submit and its completion.
class Command {
  public:
    virtual ~Command() = default;

    /// The rows it must see.
    virtual void name_keys(Keys& keys) const = 0;

    /// Decides, in memory only: reads and changes the working set. May run again (alone) when a batch failed: it starts
    /// afresh each time. An exception is this command's own fault.
    virtual void decide(WorkingSet& rows) = 0;

    /// After the commit, in order. Must not throw.
    virtual void committed() noexcept = 0;

    /// It did not happen. `command`: never will; else the caller may try again. Must not throw.
    virtual void failed(const StoreError& error) noexcept = 0;
};

/// What a batch came to. committed + failed commands, from its front, are completed; the others were not begun.
struct BatchReport {
    int committed = 0;
    int failed = 0;
    std::optional<StoreError> trouble;  ///< store trouble: wait, then go on
};

/// What an operator, or a test, may limit.
struct SqliteLimits {
    std::int64_t log_bytes_max = 64 << 20;  ///< the write-ahead log is truncated beyond it
    std::int64_t pages_max = 0;             ///< of 4 KiB; 0: no limit but the disk's
    int busy_timeout_ms = 500;              ///< for another program that holds the file
};

using DecideFor = std::chrono::steady_clock::duration;

/// A store. Used by one thread.
class Store {
  public:
    virtual ~Store() = default;

    /// Runs a batch: load, decide each, commit; completes the commands, in order. Where one throws, the batch is rolled
    /// back and its commands are run one by one. After the first store error nothing in the batch runs on. Deciding
    /// stops after the command during which `decide_for` is over: what was decided is committed, the rest is for the
    /// next batch. An empty batch writes a mark: it finds out whether the store can be written again.
    virtual BatchReport run(std::span<Command* const> batch, DecideFor decide_for = DecideFor::max()) = 0;

    /// Upkeep while there is nothing else to do, a small piece at a time: copies the log into the file, cuts it where
    /// an erasure may still be in it, drops old deduplication keys, gives free pages back. True: there is more to do.
    /// Cheap when there is nothing.
    [[nodiscard]] virtual bool idle() = 0;
};

/// `sqlite:PATH`. Opens or creates, migrates; the vault must outlive the store. An error names the cure. One process at
/// a time: a second one is refused, for the next ids are kept in memory.
[[nodiscard]] dialogs::Result<std::unique_ptr<Store>, StoreError> open_sqlite_store(const std::string& path,
                                                                                    const Vault& vault,
                                                                                    const SqliteLimits& limits = {});

}  // namespace storage
