#include "storage/sqlite/free_pages.hpp"

namespace storage {
namespace {

constexpr std::int64_t pages_kept = 256;  // a megabyte that the next rows would take again

}  // namespace

FreePages::FreePages(SQLite::Database& db)
    : count_(db, "PRAGMA freelist_count"), shrink_(db, "PRAGMA incremental_vacuum(64)") {}

bool FreePages::give_some_back() {
    if (count() <= pages_kept) return false;
    for (auto step = shrink_.with(); step.next();) {
    }  // each step moves one page
    return count() > pages_kept;
}

std::int64_t FreePages::count() {
    auto found = count_.with();
    return found.next() ? found.get<std::int64_t>() : 0;
}

}  // namespace storage
