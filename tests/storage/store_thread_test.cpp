// The storage thread, on a store whose commits the test opens and shuts.
#include "storage/store_thread.hpp"

#include <catch2/catch.hpp>

#include <condition_variable>
#include <mutex>

using namespace storage;

namespace {

/// What the test and the storage thread tell each other.
class Stage {
  public:
    void shut() {
        const std::lock_guard lock(mutex_);
        is_open_ = false;
    }
    void open() {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    /// Of the storage thread: a batch has begun; waits while the stage is shut.
    void enter(std::vector<int> batch) {
        std::unique_lock lock(mutex_);
        batches_.push_back(std::move(batch));
        changed_.notify_all();
        changed_.wait(lock, [&] { return is_open_; });
    }
    void note(const std::string& event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
        changed_.notify_all();
    }
    void wait_for_batches(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return batches_.size() >= count; });
    }
    void wait_for_events(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return events_.size() >= count; });
    }
    std::vector<std::vector<int>> batches() {
        const std::lock_guard lock(mutex_);
        return batches_;
    }
    std::vector<std::string> events() {
        const std::lock_guard lock(mutex_);
        return events_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_open_ = true;
    std::vector<std::vector<int>> batches_;
    std::vector<std::string> events_;
};

class Numbered final : public Command {
  public:
    Numbered(int its_number, Stage& stage) : number(its_number), stage_(stage) {}
    void name_keys(Keys&) const override {}
    void decide(WorkingSet&) override {}
    void committed() noexcept override { stage_.note("committed " + std::to_string(number)); }
    void failed(const StoreError& error) noexcept override {
        stage_.note("failed " + std::to_string(number) + " " + error.detail);
    }
    const int number;

  private:
    Stage& stage_;
};

class StagedStore final : public Store {
  public:
    StagedStore(Stage& stage, int troubles, std::size_t batch_max, int pieces)
        : stage_(stage), troubles_(troubles), batch_max_(batch_max), pieces_(pieces) {}

    BatchReport run(std::span<Command* const> batch, DecideFor) override {
        std::vector<int> numbers;
        for (auto* command : batch) numbers.push_back(dynamic_cast<Numbered&>(*command).number);
        stage_.enter(numbers);
        BatchReport report;
        if (troubles_-- > 0) {
            report.trouble = StoreError{StoreError::Kind::full, "no room"};
            for (auto* command : batch) command->failed(*report.trouble);
            report.failed = static_cast<int>(batch.size());
            return report;
        }
        for (auto* command : batch.first(std::min(batch.size(), batch_max_))) {
            command->committed();
            ++report.committed;
        }
        return report;
    }
    bool idle() override {
        stage_.note("idle");
        return --pieces_ > 0;
    }

  private:
    Stage& stage_;
    int troubles_;
    std::size_t batch_max_;
    int pieces_;  ///< of upkeep, in the first quiet time
};

struct Theatre {
    explicit Theatre(LaneLimits limits = {.idle_after = std::chrono::hours(1)}, int troubles = 0,
                     std::size_t batch_max = 1000, int pieces = 1)
        : thread(std::make_unique<StoreThread>(std::make_unique<StagedStore>(stage, troubles, batch_max, pieces),
                                               limits, [this](const StoreError& error) {
                                                   stage.note("trouble: " + error.detail);
                                               })) {}
    bool submit(Lane lane, int number) {
        std::unique_ptr<Command> command = std::make_unique<Numbered>(number, stage);
        const bool taken = thread->submit(lane, command);
        CHECK(taken == !command);  // a refused command is handed back
        return taken;
    }
    /// Ends the thread; what it did, in order.
    std::vector<std::string> finish() {
        stage.open();
        thread.reset();
        return stage.events();
    }

    Stage stage;
    std::unique_ptr<StoreThread> thread;
};

using Batches = std::vector<std::vector<int>>;
using Events = std::vector<std::string>;

}  // namespace

TEST_CASE("a batch is what arrived while the last one was committing, results before replies before bulk") {
    Theatre theatre;
    theatre.stage.shut();
    theatre.submit(Lane::bulk, 1);
    theatre.stage.wait_for_batches(1);
    theatre.submit(Lane::bulk, 2);
    theatre.submit(Lane::replies, 3);
    theatre.submit(Lane::results, 4);
    theatre.submit(Lane::replies, 5);
    CHECK(theatre.thread->waiting(Lane::replies) == 2);
    const auto events = theatre.finish();
    CHECK(theatre.stage.batches() == Batches{{1}, {4, 3, 5, 2}});
    CHECK(events == Events{"committed 1", "committed 4", "committed 3", "committed 5", "committed 2"});
}

TEST_CASE("what is submitted as one is in one batch, and stops at the first lane that is full") {
    Theatre theatre({.replies = 2, .idle_after = std::chrono::hours(1)});
    theatre.stage.shut();
    theatre.submit(Lane::results, 1);
    theatre.stage.wait_for_batches(1);
    std::vector<Submission> webhook;
    const std::vector<Lane> lanes{Lane::replies, Lane::results, Lane::replies, Lane::replies, Lane::results};
    for (std::size_t i = 0; i < lanes.size(); ++i)
        webhook.push_back({lanes[i], std::make_unique<Numbered>(static_cast<int>(i) + 2, theatre.stage)});
    CHECK(theatre.thread->submit(webhook) == 3);
    CHECK_FALSE(webhook[2].command);
    CHECK(webhook[3].command);  // handed back
    CHECK(webhook[4].command);
    (void)theatre.finish();
    CHECK(theatre.stage.batches() == Batches{{1}, {3, 2, 4}});
}

TEST_CASE("a batch holds no more commands than its limit") {
    Theatre theatre({.batch_commands = 2, .idle_after = std::chrono::hours(1)});
    theatre.stage.shut();
    theatre.submit(Lane::replies, 1);
    theatre.stage.wait_for_batches(1);
    for (int number = 2; number <= 4; ++number) theatre.submit(Lane::replies, number);
    theatre.finish();
    CHECK(theatre.stage.batches() == Batches{{1}, {2, 3}, {4}});
}

TEST_CASE("what a batch had no time for is first in the next, before what came later") {
    Theatre theatre({.idle_after = std::chrono::hours(1)}, 0, 1);
    theatre.stage.shut();
    theatre.submit(Lane::bulk, 1);
    theatre.stage.wait_for_batches(1);
    theatre.submit(Lane::bulk, 2);
    theatre.submit(Lane::bulk, 3);
    const auto events = theatre.finish();
    CHECK(theatre.stage.batches() == Batches{{1}, {2, 3}, {3}});
    CHECK(events == Events{"committed 1", "committed 2", "committed 3"});
}

TEST_CASE("after a batch that was cut short the next are shorter, and grow again") {
    Theatre theatre({.idle_after = std::chrono::hours(1)}, 0, 2);  // two are done in time
    theatre.stage.shut();
    theatre.submit(Lane::bulk, 1);
    theatre.stage.wait_for_batches(1);
    for (int number = 2; number <= 9; ++number) theatre.submit(Lane::bulk, number);
    theatre.finish();
    CHECK(theatre.stage.batches() ==
          Batches{{1}, {2, 3, 4, 5, 6, 7, 8, 9}, {4, 5}, {6, 7, 8, 9}, {8, 9}});
}

TEST_CASE("a full lane refuses and leaves the command to its owner, results are never refused") {
    Theatre theatre({.replies = 2, .bulk = 1, .idle_after = std::chrono::hours(1)});
    theatre.stage.shut();
    theatre.submit(Lane::replies, 0);
    theatre.stage.wait_for_batches(1);
    CHECK(theatre.submit(Lane::replies, 1));
    CHECK(theatre.submit(Lane::replies, 2));
    CHECK_FALSE(theatre.submit(Lane::replies, 3));
    CHECK(theatre.submit(Lane::bulk, 4));
    CHECK_FALSE(theatre.submit(Lane::bulk, 5));
    for (int number = 10; number < 30; ++number) CHECK(theatre.submit(Lane::results, number));
    CHECK(theatre.finish().size() == 1 + 20 + 2 + 1);
}

TEST_CASE("after trouble the thread tells, waits, and tries the store again by itself") {
    Theatre theatre({.trouble_wait = std::chrono::milliseconds(1), .idle_after = std::chrono::hours(1)}, 2);
    theatre.submit(Lane::replies, 1);
    theatre.stage.wait_for_batches(3);  // the command, a trial that fails, a trial that succeeds
    CHECK(theatre.submit(Lane::replies, 2));
    const auto events = theatre.finish();
    CHECK(theatre.stage.batches() == Batches{{1}, {}, {}, {2}});
    CHECK(events == Events{"failed 1 no room", "trouble: no room", "trouble: no room", "committed 2"});
}

TEST_CASE("the counters tell whether the store can be written") {
    Theatre theatre({.trouble_wait = std::chrono::hours(1), .idle_after = std::chrono::hours(1)}, 1);
    CHECK(theatre.thread->counters().writable);
    theatre.submit(Lane::replies, 1);
    theatre.stage.wait_for_events(2);
    CHECK_FALSE(theatre.thread->counters().writable);
    CHECK(theatre.thread->counters().failed == 1);
    CHECK(theatre.thread->counters().trouble == 1);
}

TEST_CASE("the wait after trouble ends at once when the thread is to end, and nothing queued is forgotten") {
    Theatre theatre({.trouble_wait = std::chrono::hours(1), .idle_after = std::chrono::hours(1)}, 1);
    theatre.submit(Lane::replies, 1);
    theatre.stage.wait_for_events(2);
    theatre.submit(Lane::replies, 2);
    CHECK(theatre.finish() == Events{"failed 1 no room", "trouble: no room", "committed 2"});
}

TEST_CASE("a store that is still in trouble at the end fails what is queued, once") {
    Theatre theatre({.trouble_wait = std::chrono::hours(1), .idle_after = std::chrono::hours(1)}, 1000);
    theatre.submit(Lane::replies, 1);
    theatre.stage.wait_for_events(2);
    theatre.submit(Lane::replies, 2);
    CHECK(theatre.finish() == Events{"failed 1 no room", "trouble: no room", "failed 2 no room",
                                     "trouble: no room"});
}

TEST_CASE("with nothing to do the store is idle, once") {
    Theatre theatre({.idle_after = std::chrono::milliseconds(0)});
    theatre.stage.wait_for_events(1);
    theatre.submit(Lane::replies, 1);
    theatre.stage.wait_for_events(3);  // idle, committed, idle
    CHECK(theatre.finish() == Events{"idle", "committed 1", "idle"});
}

TEST_CASE("upkeep goes on in pieces while there is nothing to do") {
    Theatre theatre({.idle_after = std::chrono::milliseconds(0)}, 0, 1000, 3);
    theatre.stage.wait_for_events(3);
    theatre.submit(Lane::replies, 1);
    theatre.stage.wait_for_events(5);
    CHECK(theatre.finish() == Events{"idle", "idle", "idle", "committed 1", "idle"});
}
