// Tells those who watch that answers have been stored, or conversations have ended.
#pragma once

#include "bot/service/signal.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>

namespace bot {

class LiveAnswers {
  public:
    explicit LiveAnswers(boost::asio::io_context& loop) : grew_(loop) {}

    void grew() {
        ++round_;
        grew_.notify_all();
    }
    void stop() {
        stopping_ = true;
        grew_.notify_all();
    }

    /// One who watches: what grew since the last wait ended counts.
    class Watcher {
      public:
        explicit Watcher(LiveAnswers& live) : live_(live), seen_(live.round_) {}

        [[nodiscard]] boost::asio::awaitable<void> wait(Signal::Moment until) {
            if (seen_ == live_.round_ && !live_.stopping_) co_await live_.grew_.wait(until);
            seen_ = live_.round_;
        }
        [[nodiscard]] bool is_stopping() const { return live_.stopping_; }

      private:
        LiveAnswers& live_;
        std::uint64_t seen_;
    };

  private:
    Signal grew_;
    std::uint64_t round_ = 0;  ///< how often it grew
    bool stopping_ = false;
};

}  // namespace bot
