// What SQLite's result codes mean to us.
#pragma once

#include "storage/batch.hpp"

#include <SQLiteCpp/Exception.h>

#include <optional>
#include <string>

namespace storage {

/// Store trouble by its kind; none where a row was refused (a constraint, a size): that is a command's fault.
[[nodiscard]] std::optional<StoreError::Kind> trouble_of(int result_code);

/// Calls `work`; what SQLite throws that is store trouble becomes StoreTrouble, with the file's name and the cure.
template <class Work>
auto with_trouble_named(const std::string& path, Work work);

/// The detail told to the operator: which file, what happened, what helps.
[[nodiscard]] StoreError describe(const std::string& path, StoreError::Kind kind, const char* what);

template <class Work>
auto with_trouble_named(const std::string& path, Work work) {
    try {
        return work();
    } catch (const SQLite::Exception& error) {
        const auto kind = trouble_of(error.getErrorCode());
        if (!kind) throw;
        throw StoreTrouble(describe(path, *kind, error.what()));
    }
}

}  // namespace storage
