// Old deduplication keys go, a few at a time.
#pragma once

#include "storage/sqlite/query.hpp"

#include <algorithm>
#include <string>

namespace storage {

/// Walks the keys round and round, so that no index on their age is needed.
class SeenSweep {
  public:
    explicit SeenSweep(SQLite::Database& database);

    /// The newest key's time is the sweep's clock.
    void now(Instant at) { now_ = std::max(now_, at); }

    /// Looks at some keys and drops the old ones; nothing where time has not moved on since the last step.
    void step();

  private:
    Query chunk_end_, drop_;
    std::string position_;
    Instant now_{};
    Instant stepped_at_{};
};

}  // namespace storage
