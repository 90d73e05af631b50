// Pages that hold nothing any more go back to the disk, a few at a time.
#pragma once

#include "storage/sqlite/query.hpp"

namespace storage {

class FreePages {
  public:
    explicit FreePages(SQLite::Database& database);

    /// Gives some back to the disk, where there are more than will soon be needed again. True: there are still more.
    [[nodiscard]] bool give_some_back();

  private:
    [[nodiscard]] std::int64_t count();

    Query count_, shrink_;
};

}  // namespace storage
