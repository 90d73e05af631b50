// The storage thread: three bounded lanes into one writer.
#pragma once

#include "storage/store.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace storage {

/// Taken in this order.
enum class Lane { results, replies, bulk };

struct LaneLimits {
    std::size_t replies = 4096;
    std::size_t bulk = 4096;
    std::size_t batch_commands = 512;                  ///< at most, or …
    std::chrono::milliseconds batch_time{20};          ///< … what has been decided in this time
    std::chrono::milliseconds trouble_wait{1000};      ///< after store trouble
    std::chrono::milliseconds idle_after{10};          ///< nothing to do for so long: a piece of Store::idle
};

struct Submission {
    Lane lane = Lane::results;
    std::unique_ptr<Command> command;
};

struct StoreCounters {
    std::atomic<std::uint64_t> batches{0}, commands{0}, failed{0}, trouble{0};
    std::atomic<bool> writable{true};
};

/// A loop around a Store. submit() from any thread.
class StoreThread {
  public:
    StoreThread(std::unique_ptr<Store> store, LaneLimits limits, std::function<void(const StoreError&)> on_trouble);
    /// Completes what is queued, then ends.
    ~StoreThread();
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    /// False where the lane is full (never for results): the command is then untouched. The batch is what arrived while
    /// the last one was committing.
    [[nodiscard]] bool submit(Lane lane, std::unique_ptr<Command>& command);

    /// Several at once, in their order: they are in one batch, as far as it has room. How many were taken; the first
    /// whose lane is full, and those behind it, are untouched.
    [[nodiscard]] std::size_t submit(std::span<Submission> submissions);

    /// How many wait.
    [[nodiscard]] std::size_t waiting(Lane lane) const;
    [[nodiscard]] const StoreCounters& counters() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace storage
