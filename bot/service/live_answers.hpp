// Tells those who watch that answers have been stored.
#pragma once

#include "bot/service/signal.hpp"

#include <boost/asio/io_context.hpp>

namespace bot {

class LiveAnswers {
  public:
    explicit LiveAnswers(boost::asio::io_context& loop) : grew_(loop) {}

    /// How often it was told; a watcher compares.
    [[nodiscard]] std::uint64_t round() const { return round_; }
    [[nodiscard]] bool is_stopping() const { return stopping_; }

    void grew() {
        ++round_;
        grew_.notify_all();
    }
    void stop() {
        stopping_ = true;
        grew_.notify_all();
    }
    [[nodiscard]] boost::asio::awaitable<void> wait(Signal::Moment until) { return grew_.wait(until); }

  private:
    Signal grew_;
    std::uint64_t round_ = 0;
    bool stopping_ = false;
};

}  // namespace bot
