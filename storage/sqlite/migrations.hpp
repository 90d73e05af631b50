// The schema's history: migrations/NNN-*.sql, embedded when the build is configured.
#pragma once

#include <span>
#include <string_view>

namespace storage {

/// In order; the first brings a new file to version 1. Never changed once released.
[[nodiscard]] std::span<const std::string_view> sqlite_migrations();

}  // namespace storage
