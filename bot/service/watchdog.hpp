// The last resort: a stop that takes too long ends with a line in the log instead of a kill.
#pragma once

#include "bot/observe/log.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace bot {

/// Ends the process with status 1 unless it is destroyed in time.
class Watchdog {
  public:
    Watchdog(std::chrono::milliseconds patience, Log& log);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

  private:
    std::mutex mutex_;
    std::condition_variable ended_;
    bool is_over_ = false;
    std::thread thread_;
};

}  // namespace bot
