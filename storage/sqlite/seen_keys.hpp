// Deduplication keys: which are known, the new ones, and the going of the old.
#pragma once

#include "storage/loader.hpp"
#include "storage/sqlite/hash_set.hpp"
#include "storage/sqlite/query.hpp"

#include <cstdint>
#include <vector>

namespace storage {

/// What was met in the last nine days. A key is kept as 64 bits of a keyed hash, in memory and (with the rest of the
/// hash) in a table that is only read when the file is opened: at a million keys two are taken for one in a message of
/// ten million million. The file has one writer, so that the memory is never behind it.
class SeenKeys {
  public:
    /// Reads all keys: a second for five million.
    explicit SeenKeys(SQLite::Database& database);

    [[nodiscard]] bool has(const SeenKey& key, const Vault& vault) const;

    /// Within a transaction.
    void write(const Changes& changes);
    /// Its keys are known from here on.
    void committed();
    /// They are not.
    void rolled_back() { written_.clear(); }

    /// Drops some keys that are too old; nothing where time has not moved on since the last step. The newest key's time
    /// is its clock.
    void sweep();

  private:
    void load(SQLite::Database& database);

    Query add_, oldest_, drop_;
    HashSet known_;
    std::vector<std::uint64_t> written_;
    Instant now_{};
    Instant swept_at_{};
};

}  // namespace storage
