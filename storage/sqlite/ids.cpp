#include "storage/sqlite/ids.hpp"

#include <algorithm>
#include <string>

namespace storage {
namespace {

/// In the order of IdSource::Kind.
constexpr std::array id_columns{
    std::pair{"addresses", "id"},   std::pair{"residents", "id"},   std::pair{"conversations", "id"},
    std::pair{"messages", "id"},    std::pair{"invitations", "id"}, std::pair{"cases", "id"},
    std::pair{"answers", "number"}, std::pair{"seats", "id"},       std::pair{"proposals", "id"},
    std::pair{"calls", "id"},
};

}  // namespace

void SqliteIds::start_after(SQLite::Database& database) {
    static_assert(id_columns.size() == kinds);
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        const auto [table, column] = id_columns[kind];
        const auto sql = std::string("SELECT ifnull(max(") + column + "), 0) FROM " + table;
        last_[kind] = std::max(last_[kind], database.execAndGet(sql).getInt64());
    }
}

}  // namespace storage
