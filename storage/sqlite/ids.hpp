// The next ids: kept in memory, for one process writes at a time.
#pragma once

#include "storage/working_set.hpp"

#include <SQLiteCpp/Database.h>

#include <array>

namespace storage {

/// Ids of a rolled back batch are not drawn again: answers rise in commit order, with gaps.
class SqliteIds final : public IdSource {
  public:
    [[nodiscard]] std::int64_t next(Kind kind) override {
        return ++last_[static_cast<std::size_t>(kind)];
    }

    /// Goes on after the highest of the file, or of those drawn.
    void start_after(SQLite::Database& database);

  private:
    static constexpr std::size_t kinds = 10;
    std::array<std::int64_t, kinds> last_{};
};

}  // namespace storage
