#include "storage/sqlite/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace storage {

std::unique_ptr<LockFile> LockFile::take(const std::string& store_path) {
    const auto path = store_path + "-lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), path);
    std::unique_ptr<LockFile> lock(new LockFile(descriptor));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
    return nullptr;
}

LockFile::~LockFile() { ::close(descriptor_); }

}  // namespace storage
