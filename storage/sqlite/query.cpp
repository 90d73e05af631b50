#include "storage/sqlite/query.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace storage {

Statement::Statement(SQLite::Database& database, const std::string& sql) : database_(database.getHandle()) {
    check(sqlite3_prepare_v3(database_, sql.c_str(), static_cast<int>(sql.size()) + 1,
                             SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::check(int code) const {
    if (code != SQLITE_OK) throw SQLite::Exception(database_, code);
}

void Statement::bind_null(int index) { check(sqlite3_bind_null(statement_, index)); }

void Statement::bind_integer(int index, std::int64_t value) {
    check(sqlite3_bind_int64(statement_, index, value));
}

void Statement::bind_real(int index, double value) { check(sqlite3_bind_double(statement_, index, value)); }

void Statement::bind_text(int index, std::string_view value) {
    // An empty view may be null, which SQLite would take for NULL.
    check(sqlite3_bind_text64(statement_, index, value.empty() ? "" : value.data(), value.size(), nullptr,
                              SQLITE_UTF8));
}

void Statement::bind_blob(int index, std::string_view value) {
    check(sqlite3_bind_blob64(statement_, index, value.empty() ? "" : value.data(), value.size(), nullptr));
}

void Statement::bind_copy(int index, std::string_view value) {
    const auto copies = reinterpret_cast<sqlite3_destructor_type>(-1);  // SQLITE_TRANSIENT without its old cast
    check(sqlite3_bind_text64(statement_, index, value.empty() ? "" : value.data(), value.size(), copies,
                              SQLITE_UTF8));
}

bool Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) throw SQLite::Exception(database_, code);
    return false;
}

void Statement::reset() noexcept { sqlite3_reset(statement_); }

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view Statement::bytes(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {data, data ? static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) : 0};
}

}  // namespace storage
