#include "bot/service/watchdog.hpp"

#include <cstdlib>

namespace bot {

Watchdog::Watchdog(std::chrono::milliseconds patience, Log& log)
    : thread_([this, patience, &log] {
          std::unique_lock lock(mutex_);
          if (ended_.wait_for(lock, patience, [this] { return is_over_; })) return;
          log.error("service.stuck", {{"after_ms", patience.count()}});
          std::_Exit(1);
      }) {}

Watchdog::~Watchdog() {
    {
        const std::lock_guard lock(mutex_);
        is_over_ = true;
    }
    ended_.notify_one();
    thread_.join();
}

}  // namespace bot
