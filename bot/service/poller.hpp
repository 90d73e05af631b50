// Asks a provider that does not call us: its answer is read like a webhook.
#pragma once

#include "bot/api/hooks.hpp"
#include "bot/http/client.hpp"

#include <string>

namespace bot {

/// The next request carries the cursor only once what the last answer brought is committed; what comes twice is known
/// by its ids.
class Poller {
  public:
    Poller(Context& context, Hooks& hooks, http::Client& client, const ChannelOptions& channel);

    void start();
    void stop();

  private:
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<std::chrono::milliseconds> poll();

    Context& context_;
    Hooks& hooks_;
    http::Client& client_;
    const ChannelOptions& channel_;
    Signal stopped_;
    std::string cursor_;
    bool stopping_ = false;
};

}  // namespace bot
