#include "bot/service/timer_driver.hpp"

#include "bot/turns/commands.hpp"

#include <algorithm>

namespace bot {
namespace {

constexpr auto pause = std::chrono::seconds(1);  // after store trouble, and where a timer is due and did nothing

}  // namespace

TimerDriver::TimerDriver(Context& context, Desk& desk, ReadingThread& reading)
    : context_(context), desk_(desk), reading_(reading), changed_(context.loop) {}

void TimerDriver::start() { context_.tasks.spawn("timers", run()); }

void TimerDriver::due(storage::Instant at) {
    if (at >= next_due_) return;
    next_due_ = at;
    changed_.notify_all();
}

void TimerDriver::stop() {
    stopping_ = true;
    changed_.notify_all();
}

boost::asio::awaitable<void> TimerDriver::run() {
    while (!stopping_) {
        if (next_due_ > context_.clock.now()) {
            co_await changed_.wait(context_.moment_of(next_due_));
        } else {
            co_await fire();
        }
    }
}

boost::asio::awaitable<void> TimerDriver::fire() {
    next_due_ = storage::Instant::max();  // what is said from here on counts
    const auto now = context_.clock.now();
    const auto fired = co_await desk_.run<FireTimers>(storage::Lane::results, now);
    if (!fired) {
        due(context_.clock.now() + pause);
        co_return;
    }
    if (fired->more) {
        due(now);
        co_return;
    }
    const auto next = co_await reading_.run([](storage::Reader& reader) { return reader.next_due_timer(); });
    if (next) due(*next > now ? *next : now + pause);
}

}  // namespace bot
