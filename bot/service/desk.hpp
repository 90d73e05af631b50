// The only door to the writer: a command goes in, its outcome is awaited.
#pragma once

#include "bot/observe/log.hpp"
#include "bot/service/completion.hpp"
#include "bot/service/signal.hpp"
#include "bot/turns/turn_command.hpp"
#include "bot/turns/world.hpp"
#include "storage/store_thread.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace bot {

/// Why a command did not happen.
struct DeskError {
    enum class Kind {
        busy,     ///< the lane is full: later
        store,    ///< the store cannot commit: later
        command   ///< this command's own fault: never
    };
    Kind kind = Kind::busy;
    std::string detail;
};

template <class T>
using DeskResult = dialogs::Result<T, DeskError>;

/// Loop thread only; notices arrive on the loop, in commit order, and before the outcomes of the same batch.
class Desk {
  public:
    using OnNotices = std::function<void(const Notices&)>;

    /// `parts.notify` and `parts.submit` are set here.
    Desk(Mailbox& mailbox, Log& log, WorldParts parts, std::unique_ptr<storage::Store> store,
         storage::LaneLimits limits, OnNotices on_notices);
    /// Completes what is queued. The loop must not run any more.
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    /// `Command`'s own arguments follow: `run<Invite>(Lane::bulk, request, now)`.
    template <class Command, class... Arguments>
    [[nodiscard]] boost::asio::awaitable<DeskResult<typename Command::Outcome>> run(storage::Lane lane,
                                                                                    Arguments... arguments) {
        using Outcome = DeskResult<typename Command::Outcome>;
        auto start = [this, lane, kept = std::tuple(std::move(arguments)...)](Completion<Outcome> completion) mutable {
            auto shared = std::make_shared<Completion<Outcome>>(std::move(completion));
            Done<typename Command::Outcome> done = [shared](auto outcome) {
                std::move(*shared)(std::move(outcome).map_error(&Desk::from_store));
            };
            auto make = [&](auto&... each) -> std::unique_ptr<storage::Command> {
                return std::make_unique<Command>(*world_, std::move(each)..., std::move(done));
            };
            auto command = std::apply(make, kept);
            if (!thread_->submit(lane, command)) std::move(*shared)(dialogs::failure(DeskError{}));
        };
        return completed_by<Outcome>(mailbox_, std::move(start));
    }

    /// Several that belong together, `Command(world, channel, argument, now, done)` each: submitted as one, so that one
    /// batch commits them as far as it has room. Completes when all have; outcomes stand in the order of the arguments.
    /// Those that find their lane full are `busy`.
    template <class Command, class Argument>
    [[nodiscard]] boost::asio::awaitable<std::vector<DeskResult<typename Command::Outcome>>> run_each(
        std::vector<std::pair<storage::Lane, Argument>> each, std::string channel, storage::Instant now) {
        using Outcomes = std::vector<DeskResult<typename Command::Outcome>>;
        auto start = [this, each = std::move(each), channel = std::move(channel),
                      now](Completion<Outcomes> completion) mutable {
            auto gathered = std::make_shared<Gathered<Outcomes>>(each.size(), std::move(completion));
            std::vector<storage::Submission> submissions;
            submissions.reserve(each.size());
            for (std::size_t i = 0; i < each.size(); ++i) {
                Done<typename Command::Outcome> done = [gathered, i](auto outcome) {
                    gathered->put(i, std::move(outcome).map_error(&Desk::from_store));
                };
                auto& [lane, argument] = each[i];
                auto command = std::make_unique<Command>(*world_, channel, std::move(argument), now, std::move(done));
                submissions.push_back({lane, std::move(command)});
            }
            for (auto i = thread_->submit(submissions); i < submissions.size(); ++i)
                gathered->put(i, dialogs::failure(DeskError{}));
        };
        return completed_by<Outcomes>(mailbox_, std::move(start));
    }

    /// Until the lane has room again, or the time has come.
    [[nodiscard]] boost::asio::awaitable<bool> wait_for_room(storage::Lane lane, Signal::Moment until);

    /// How many commands the lane takes now. Only the loop adds to it, so that there will be no fewer.
    [[nodiscard]] std::size_t room(storage::Lane lane) const;
    [[nodiscard]] std::size_t waiting(storage::Lane lane) const { return thread_->waiting(lane); }
    [[nodiscard]] const storage::StoreCounters& counters() const { return thread_->counters(); }

  private:
    /// Outcomes that come one by one, from the storage thread and (where there was no room) from the loop; whoever
    /// brings the last one completes.
    template <class Outcomes>
    class Gathered {
      public:
        Gathered(std::size_t count, Completion<Outcomes> completion)
            : outcomes_(count), left_(count), completion_(std::move(completion)) {}
        void put(std::size_t place, typename Outcomes::value_type outcome) {
            outcomes_[place] = std::move(outcome);
            if (left_.fetch_sub(1) == 1) std::move(completion_)(std::move(outcomes_));
        }

      private:
        Outcomes outcomes_;
        std::atomic<std::size_t> left_;
        Completion<Outcomes> completion_;
    };

    static DeskError from_store(const storage::StoreError& error);
    void notify(Notices notices);
    void submit_again(storage::Lane lane, std::unique_ptr<storage::Command> command);

    Mailbox& mailbox_;
    storage::LaneLimits limits_;
    OnNotices on_notices_;
    Signal moved_;
    std::unique_ptr<World> world_;
    std::unique_ptr<storage::StoreThread> thread_;
};

/// As logs and metrics name it.
[[nodiscard]] std::string_view name_of(storage::StoreError::Kind kind);

}  // namespace bot
