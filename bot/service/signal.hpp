// Waiting on the loop for something to happen.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <list>

namespace bot {

/// Wakes all who wait. Between looking at a condition and waiting, do not await anything else: then no call is missed.
class Signal {
  public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit Signal(boost::asio::io_context& loop) : loop_(loop) {}
    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;

    void notify_all();

    /// Until notify_all() is called or the time has come.
    [[nodiscard]] boost::asio::awaitable<void> wait(Moment until = Moment::max());

    [[nodiscard]] bool has_waiters() const { return !waiters_.empty(); }

  private:
    struct Waiter;
    boost::asio::io_context& loop_;
    std::list<Waiter*> waiters_;
};

}  // namespace bot
