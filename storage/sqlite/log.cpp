#include "storage/sqlite/log.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <limits>

namespace storage {
namespace {

constexpr std::int64_t page_bytes = 4096 + 24;  // a page and its frame's header
constexpr std::int64_t retry_pages = 1024;      // written before a hindered truncation is tried again
constexpr std::int64_t look_every_pages = 128;  // written before the disk is asked again what room it has

/// What is left on the file's disk, in pages; no bound where the system does not tell.
std::int64_t pages_of_room(const char* file) {
    struct statvfs disk {};
    if (file == nullptr || statvfs(file, &disk) != 0) return std::numeric_limits<std::int64_t>::max();
    const auto bytes = static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize);
    return static_cast<std::int64_t>(bytes / static_cast<double>(page_bytes));
}

}  // namespace

WriteAheadLog::WriteAheadLog(SQLite::Database& database, std::int64_t bytes_max, int busy_timeout_ms)
    : handle_(database.getHandle()), pages_max_(bytes_max / page_bytes), busy_timeout_ms_(busy_timeout_ms) {
    sqlite3_wal_hook(handle_, &on_commit, this);
}

int WriteAheadLog::on_commit(void* self, sqlite3*, const char*, int pages) {
    auto& log = *static_cast<WriteAheadLog*>(self);
    if (pages < log.pages_) {  // it began anew
        log.copied_ = 0;
        log.retry_at_ = std::min<std::int64_t>(log.retry_at_, 1);
        log.look_at_ = look_every_pages;
    }
    log.pages_ = pages;
    return SQLITE_OK;
}

void WriteAheadLog::checkpoint() {
    if (must_truncate_) return truncate();
    if (pages_ == copied_) return;
    int copied = 0;
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &copied);
    if (code == SQLITE_BUSY) return;
    if (code != SQLITE_OK) throw SQLite::Exception(handle_, code);
    copied_ = copied;
}

void WriteAheadLog::truncate() {
    must_truncate_ = true;
    sqlite3_busy_timeout(handle_, 0);
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle_, busy_timeout_ms_);
    if (code == SQLITE_BUSY) {
        retry_at_ = pages_ + retry_pages;
        return;
    }
    if (code != SQLITE_OK) throw SQLite::Exception(handle_, code);
    must_truncate_ = false;
    pages_ = copied_ = retry_at_ = 0;
    look_at_ = look_every_pages;
}

void WriteAheadLog::keep_short() {
    const bool was_hindered = retry_at_ > 0;
    if ((was_hindered || is_too_long()) && pages_ >= retry_at_) truncate();
}

/// Copying it may lengthen the file by as much as the log holds.
bool WriteAheadLog::is_too_long() {
    if (pages_ > pages_max_) return true;
    if (pages_ < look_at_) return false;
    look_at_ = pages_ + look_every_pages;
    return pages_ > pages_of_room(sqlite3_db_filename(handle_, "main"));
}

}  // namespace storage
