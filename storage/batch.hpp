// The batch algorithm, the same for every store: load, decide each, commit; and what happens when that fails.
#pragma once

#include "storage/loader.hpp"
#include "storage/store.hpp"

#include <span>
#include <stdexcept>
#include <string>

namespace storage {

/// Thrown by a backend: the store itself is in trouble, whatever the commands are. Anything else it throws is a
/// command's fault (a row that may not be).
class StoreTrouble : public std::runtime_error {
  public:
    explicit StoreTrouble(StoreError error)
        : std::runtime_error(error.detail), error_(std::move(error)) {}
    [[nodiscard]] const StoreError& error() const { return error_; }

  private:
    StoreError error_;
};

/// What a database does for the algorithm: two round trips a batch.
class Backend {
  public:
    virtual ~Backend() = default;

    /// Begins a transaction, locks what the keys name, and brings it.
    virtual void load(const Keys& keys, Loader loader) = 0;

    /// Writes every changed row once, and commits.
    virtual void commit(const Changes& changes) = 0;

    /// After anything was thrown: leaves the transaction, where one is open.
    virtual void roll_back() noexcept = 0;

    [[nodiscard]] virtual const Vault& vault() const = 0;
    [[nodiscard]] virtual IdSource& ids() = 0;
};

/// Store::run, over a backend.
[[nodiscard]] BatchReport run_batch(Backend& backend, std::span<Command* const> batch,
                                    DecideFor decide_for);

}  // namespace storage
