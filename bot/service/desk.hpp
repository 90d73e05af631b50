// The only door to the writer: a command goes in, its outcome is awaited.
#pragma once

#include "bot/observe/log.hpp"
#include "bot/service/completion.hpp"
#include "bot/service/signal.hpp"
#include "bot/turns/turn_command.hpp"
#include "bot/turns/world.hpp"
#include "storage/store_thread.hpp"

#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

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

    /// Until the lane has room again, or the time has come.
    [[nodiscard]] boost::asio::awaitable<bool> wait_for_room(storage::Lane lane, Signal::Moment until);

    [[nodiscard]] bool has_room(storage::Lane lane) const;
    [[nodiscard]] std::size_t waiting(storage::Lane lane) const { return thread_->waiting(lane); }
    [[nodiscard]] const storage::StoreCounters& counters() const { return thread_->counters(); }

  private:
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
