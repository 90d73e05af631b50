// The write-ahead log's length: copied into the file when there is time, truncated when it grows too long.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>

namespace storage {

class WriteAheadLog {
  public:
    WriteAheadLog(SQLite::Database& database, std::int64_t bytes_max);
    WriteAheadLog(const WriteAheadLog&) = delete;
    WriteAheadLog& operator=(const WriteAheadLog&) = delete;

    /// Copies what readers allow into the file, without waiting. Nothing where nothing was written.
    void checkpoint();
    /// Empties it, so that nothing erased is left in it; goes on trying in checkpoint() while a reader is in the way.
    void truncate();
    /// Empties it where it has become too long.
    void keep_short();

  private:
    static int on_commit(void* self, sqlite3*, const char*, int pages);

    sqlite3* handle_;
    std::int64_t pages_max_;
    std::int64_t pages_ = 0;        ///< in the log
    std::int64_t copied_ = 0;       ///< of them, in the file, too
    std::int64_t retry_at_ = 0;     ///< after a reader was in the way
    bool must_truncate_ = false;
};

}  // namespace storage
