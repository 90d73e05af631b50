#include "bot/service/poller.hpp"

namespace bot {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds after_answer{100};    // long polling waits at the provider
constexpr milliseconds after_failure{5000};  // a provider that is down is not hammered
constexpr milliseconds lane_patience{10'000};

}  // namespace

Poller::Poller(Context& context, Hooks& hooks, http::Client& client, const ChannelOptions& channel)
    : context_(context), hooks_(hooks), client_(client), channel_(channel), stopped_(context.loop) {}

void Poller::start() { context_.tasks.spawn("poller", run()); }

void Poller::stop() {
    stopping_ = true;
    stopped_.notify_all();
}

boost::asio::awaitable<void> Poller::run() {
    while (!stopping_) {
        const auto pause = co_await poll();
        if (!stopping_) co_await stopped_.wait(Signal::Moment::clock::now() + pause);
    }
}

boost::asio::awaitable<milliseconds> Poller::poll() {
    const auto response = co_await client_.send(channel_.adapter->poll(cursor_));
    auto read = channel_.adapter->receive_poll(response);
    if (!read) {
        context_.log.warning("poll.failed", {{"channel", channel_.name}, {"reason", read.error().detail}});
        co_return read.error().retry_after.value_or(after_failure);
    }
    auto& [webhook, cursor] = *read;
    const auto taken = co_await hooks_.take(channel_.name, std::move(webhook), lane_patience);
    const bool is_final = taken || taken.error().kind == DeskError::Kind::command;  // its own fault will not mend
    if (!is_final) co_return after_failure;
    cursor_ = std::move(cursor);
    co_return after_answer;
}

}  // namespace bot
