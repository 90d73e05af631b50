// The only way a coroutine is set going: by name, counted, its exception told.
#pragma once

#include "bot/observe/log.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <string_view>

namespace bot {

/// Tasks end when what they wait for ends; there is no cancelling from outside. Loop thread only.
class TaskGroup {
  public:
    TaskGroup(boost::asio::io_context& loop, Log& log);
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;

    /// `name` must be a literal. What the task throws is logged as `task.failed` and ends that task alone.
    void spawn(std::string_view name, boost::asio::awaitable<void> task);

    [[nodiscard]] std::size_t running() const { return running_; }

    /// Until all have ended, or the time is up. True where all have.
    [[nodiscard]] boost::asio::awaitable<bool> wait(std::chrono::steady_clock::time_point until);

  private:
    boost::asio::io_context& loop_;
    Log& log_;
    std::size_t running_ = 0;
    boost::asio::steady_timer emptied_;
};

}  // namespace bot
