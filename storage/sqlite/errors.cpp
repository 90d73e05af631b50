#include "storage/sqlite/errors.hpp"

#include <sqlite3.h>

namespace storage {

std::optional<StoreError::Kind> trouble_of(int result_code) {
    using Kind = StoreError::Kind;
    switch (result_code & 0xFF) {
        case SQLITE_FULL:
            return Kind::full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Kind::locked;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return Kind::read_only;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
            return Kind::broken;
        case SQLITE_CONSTRAINT:
        case SQLITE_TOOBIG:
        case SQLITE_MISMATCH:
        case SQLITE_RANGE:
        case SQLITE_MISUSE:
        case SQLITE_ERROR:
            return std::nullopt;
        default:
            return Kind::io;
    }
}

StoreError describe(const std::string& path, StoreError::Kind kind, const char* what) {
    using Kind = StoreError::Kind;
    const auto cure = [&]() -> std::string {
        switch (kind) {
            case Kind::full:
                return "there is no room left on its disk: make room, the service then goes on by itself";
            case Kind::locked:
                return "another program holds it: end that program, the service then goes on by itself";
            case Kind::read_only:
                return "it cannot be written: check who owns the file and its folder, and how the disk "
                       "is mounted";
            case Kind::broken:
                return "it is damaged or not a store of Kuulolla: check `store:`, or restore a backup";
            default:
                return "its disk does not answer as it should: check the disk and its folder";
        }
    };
    return {kind, path + ": " + cure() + " (" + what + ")"};
}

}  // namespace storage
