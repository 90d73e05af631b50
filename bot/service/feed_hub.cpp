#include "bot/service/feed_hub.hpp"

namespace bot {
namespace {

std::string key_of(const dialogs::Address& address) { return address.scheme + ':' + address.id; }

}  // namespace

FeedHub::Listener::Listener(FeedHub& hub, const dialogs::Address& address)
    : hub_(hub), grew_(hub.loop_), place_(hub.listeners_.emplace(key_of(address), this)) {}

FeedHub::Listener::~Listener() { hub_.listeners_.erase(place_); }

boost::asio::awaitable<void> FeedHub::Listener::wait(Signal::Moment until) {
    if (!has_grown_ && !hub_.stopping_) co_await grew_.wait(until);
    has_grown_ = false;
}

template <class Do>
void FeedHub::for_each(const dialogs::Address& address, Do&& what) {
    const auto [first, last] = listeners_.equal_range(key_of(address));
    for (auto it = first; it != last; ++it) {
        what(*it->second);
        it->second->has_grown_ = true;
        it->second->grew_.notify_all();
    }
}

void FeedHub::grew(const dialogs::Address& address) {
    for_each(address, [](Listener&) {});
}

void FeedHub::say_goodbye(const Parting& parting) {
    for_each(parting.to, [&](Listener& listener) { listener.partings_.push_back(parting.message); });
}

void FeedHub::stop() {
    stopping_ = true;
    for (const auto& [key, listener] : listeners_) listener->grew_.notify_all();
}

}  // namespace bot
