#include "bot/clock.hpp"

namespace bot {

dialogs::Instant SystemClock::now() const {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace bot
