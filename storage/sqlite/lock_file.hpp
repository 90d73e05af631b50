// One process a store: a lock on a file beside it, which ends with the process however that ends.
#pragma once

#include <memory>
#include <string>

namespace storage {

/// Holds `PATH-lock` until it goes. (Not the database file itself: closing any descriptor of it would drop SQLite's
/// locks.)
class LockFile {
  public:
    /// Null where another process, or another store of this one, holds it. Throws std::system_error where the file
    /// cannot be made.
    [[nodiscard]] static std::unique_ptr<LockFile> take(const std::string& store_path);
    ~LockFile();
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

  private:
    explicit LockFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace storage
