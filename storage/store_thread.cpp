#include "storage/store_thread.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace storage {
namespace {

constexpr std::size_t lanes = 3;

using Batch = std::vector<std::unique_ptr<Command>>;

std::size_t index_of(Lane lane) { return static_cast<std::size_t>(lane); }

}  // namespace

struct StoreThread::Impl {
    Impl(std::unique_ptr<Store> its_store, LaneLimits its_limits,
         std::function<void(const StoreError&)> its_on_trouble)
        : store(std::move(its_store)),
          limits(its_limits),
          on_trouble(std::move(its_on_trouble)),
          thread([this] { loop(); }) {}

    ~Impl() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        wake.notify_one();
        thread.join();
    }

    bool submit(Lane lane, std::unique_ptr<Command>& command) {
        {
            const std::lock_guard lock(mutex);
            if (!push(lane, command)) return false;
        }
        wake.notify_one();
        return true;
    }

    std::size_t submit(std::span<Submission> submissions) {
        std::size_t taken = 0;
        {
            const std::lock_guard lock(mutex);
            while (taken < submissions.size() && push(submissions[taken].lane, submissions[taken].command)) ++taken;
        }
        wake.notify_one();
        return taken;
    }

    /// Under the lock.
    bool push(Lane lane, std::unique_ptr<Command>& command) {
        auto& queue = queues[index_of(lane)];
        if (queue.size() >= room_in(lane)) return false;
        queue.push_back(std::move(command));
        return true;
    }

    [[nodiscard]] std::size_t room_in(Lane lane) const {
        if (lane == Lane::replies) return limits.replies;
        if (lane == Lane::bulk) return limits.bulk;
        return static_cast<std::size_t>(-1);
    }

    void loop() {
        Batch batch;
        while (gather(batch)) {
            const auto tried = std::min(batch.size(), batch_size);
            const auto report = run(batch, tried);
            const auto done = static_cast<std::size_t>(report.committed + report.failed);
            batch.erase(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(done));
            // What is loaded and not decided in time is loaded again: after a batch cut short come shorter ones.
            batch_size = done < tried ? std::max<std::size_t>(done, 1)
                                      : std::min(batch_size * 2, limits.batch_commands);
            if (report.trouble) rest_after(*report.trouble);
        }
    }

    /// Waits until there is something to run and adds it to what the last batch left over. An empty batch tries the
    /// store after trouble. False: stopped, and all is done.
    bool gather(Batch& batch) {
        std::unique_lock lock(mutex);
        const auto is_wanted = [&] { return stopping || has_work(); };
        while (batch.empty() && counters.writable && !wake.wait_for(lock, limits.idle_after, is_wanted)) {
            lock.unlock();
            const bool has_more = store->idle();
            lock.lock();
            if (!has_more) wake.wait(lock, is_wanted);
        }
        for (auto& queue : queues) {
            while (!queue.empty() && batch.size() < batch_size) {
                batch.push_back(std::move(queue.front()));
                queue.pop_front();
            }
        }
        return !batch.empty() || !stopping;
    }

    [[nodiscard]] bool has_work() const {
        for (const auto& queue : queues)
            if (!queue.empty()) return true;
        return false;
    }

    BatchReport run(const Batch& batch, std::size_t count) {
        std::vector<Command*> commands;
        commands.reserve(count);
        for (std::size_t i = 0; i < count; ++i) commands.push_back(batch[i].get());
        const auto report = store->run(commands, limits.batch_time);
        ++counters.batches;
        counters.commands += static_cast<std::uint64_t>(report.committed);
        counters.failed += static_cast<std::uint64_t>(report.failed);
        counters.writable = !report.trouble;
        return report;
    }

    void rest_after(const StoreError& trouble) {
        ++counters.trouble;
        if (on_trouble) on_trouble(trouble);
        std::unique_lock lock(mutex);
        wake.wait_for(lock, limits.trouble_wait, [&] { return stopping; });
    }

    std::unique_ptr<Store> store;
    const LaneLimits limits;
    const std::function<void(const StoreError&)> on_trouble;
    StoreCounters counters;
    mutable std::mutex mutex;
    std::condition_variable wake;
    std::array<std::deque<std::unique_ptr<Command>>, lanes> queues;  ///< in the order of Lane
    std::size_t batch_size = limits.batch_commands;                  ///< of the storage thread
    bool stopping = false;
    std::thread thread;  ///< last: it uses all the others
};

StoreThread::StoreThread(std::unique_ptr<Store> store, LaneLimits limits,
                         std::function<void(const StoreError&)> on_trouble)
    : impl_(std::make_unique<Impl>(std::move(store), limits, std::move(on_trouble))) {}

StoreThread::~StoreThread() = default;

bool StoreThread::submit(Lane lane, std::unique_ptr<Command>& command) {
    return impl_->submit(lane, command);
}

std::size_t StoreThread::submit(std::span<Submission> submissions) { return impl_->submit(submissions); }

std::size_t StoreThread::waiting(Lane lane) const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->queues[index_of(lane)].size();
}

const StoreCounters& StoreThread::counters() const { return impl_->counters; }

}  // namespace storage
