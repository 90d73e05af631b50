#include "bot/api/event_feed.hpp"

#include <utility>

namespace bot {

http::awaitable<std::optional<std::string>> EventFeed::next() {
    if (std::exchange(is_fresh_, false)) co_return std::string(http::keep_alive_event);  // the headers go out now
    while (!is_stopping()) {
        auto events = co_await read();
        if (!events.empty()) co_return events;
        const auto until = Signal::Moment::clock::now() + http::keep_alive_interval;
        co_await wait(until);
        if (Signal::Moment::clock::now() >= until) co_return std::string(http::keep_alive_event);
    }
    co_return std::nullopt;
}

}  // namespace bot
