// Fires the conversations' timers when they are due.
#pragma once

#include "bot/service/context.hpp"
#include "bot/service/desk.hpp"
#include "bot/service/reading_thread.hpp"

namespace bot {

/// Sleeps until the earliest timer; a notice of an earlier one wakes it.
class TimerDriver {
  public:
    TimerDriver(Context& context, Desk& desk, ReadingThread& reading);

    void start();
    void due(storage::Instant at);
    void stop();

  private:
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> fire();

    Context& context_;
    Desk& desk_;
    ReadingThread& reading_;
    Signal changed_;
    storage::Instant next_due_{};
    bool stopping_ = false;
};

}  // namespace bot
