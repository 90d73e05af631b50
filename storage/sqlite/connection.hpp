// An open SQLite file: its settings, its checks, its schema brought up to date.
#pragma once

#include "storage/store.hpp"

#include <SQLiteCpp/Database.h>

#include <string>

namespace storage {

/// Opens or creates the store's file for writing. Throws StoreTrouble.
[[nodiscard]] SQLite::Database open_for_writing(const std::string& path, const Vault& vault,
                                                const SqliteLimits& limits);

/// Opens it for reading. Throws StoreTrouble.
[[nodiscard]] SQLite::Database open_for_reading(const std::string& path, const Vault& vault);

}  // namespace storage
