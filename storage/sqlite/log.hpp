// The write-ahead log's length: copied into the file when there is time, truncated when it grows too long.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>

namespace storage {

class WriteAheadLog {
  public:
    WriteAheadLog(SQLite::Database& database, std::int64_t bytes_max, int busy_timeout_ms);
    WriteAheadLog(const WriteAheadLog&) = delete;
    WriteAheadLog& operator=(const WriteAheadLog&) = delete;

    /// Copies what readers allow into the file, without waiting. Nothing where nothing was written.
    void checkpoint();
    /// Empties it, so that nothing erased is left in it. Where a reader is in the way it does not wait: checkpoint()
    /// and keep_short() go on trying.
    void truncate();
    /// Empties it where it has become too long, or a reader was in the way before. Too long is also what the disk has
    /// no second time room for: on a full disk a log that cannot be copied could never be emptied.
    void keep_short();
    /// Nothing is left that checkpoint() could do.
    [[nodiscard]] bool is_copied() const { return pages_ == copied_ && !must_truncate_; }

  private:
    static int on_commit(void* self, sqlite3*, const char*, int pages);
    bool is_too_long();

    sqlite3* handle_;
    std::int64_t pages_max_;
    std::int64_t pages_ = 0;        ///< in the log
    std::int64_t copied_ = 0;       ///< of them, in the file, too
    std::int64_t retry_at_ = 0;     ///< after a reader was in the way; 0: none was
    std::int64_t look_at_ = 0;      ///< pages from which the disk's room is asked for
    int busy_timeout_ms_;
    bool must_truncate_ = true;     ///< at first: a process that was killed may have left an erasure in it
};

}  // namespace storage
