// What courtesy asks for after a webhook: a button's spinner stopped, a message marked as read.
#pragma once

#include "bot/http/client.hpp"
#include "bot/service/context.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace bot {

/// Nobody waits for a spinner longer.
inline constexpr std::chrono::milliseconds courtesy_timeout{5000};
/// A provider that does not answer must not gather requests; what is over it is left undone.
inline constexpr std::size_t courtesies_open_max = 64;

/// Sends each request once, whatever comes of it. Loop thread only.
class Courtesies {
  public:
    Courtesies(Context& context, http::Client& client) : context_(context), client_(client) {}

    /// Those of one webhook, one after the other, beside everything else.
    void send(const std::string& channel, std::vector<channels::HttpRequest> requests);

  private:
    boost::asio::awaitable<void> send_each(std::string channel, std::vector<channels::HttpRequest> requests);
    void count(const std::string& channel, std::string_view outcome, std::size_t amount = 1);

    Context& context_;
    http::Client& client_;
    std::size_t open_ = 0;
};

}  // namespace bot
