#include "bot/service/signal.hpp"

#include "bot/service/as_result.hpp"

#include <boost/asio/steady_timer.hpp>

namespace bot {

struct Signal::Waiter {
    boost::asio::steady_timer timer;
};

void Signal::notify_all() {
    for (auto* waiter : waiters_) waiter->timer.cancel();
}

boost::asio::awaitable<void> Signal::wait(Moment until) {
    Waiter waiter{boost::asio::steady_timer(loop_, until)};
    struct Listed {
        std::list<Waiter*>& list;
        std::list<Waiter*>::iterator place;
        ~Listed() { list.erase(place); }
    };
    const Listed listed{waiters_, waiters_.insert(waiters_.end(), &waiter)};
    (void)co_await waiter.timer.async_wait(as_result);
}

}  // namespace bot
