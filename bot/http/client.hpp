// Requests to providers. One thread drives them all: HTTP/2 and keep-alive, deadlines, a cap on what comes back.
#pragma once

#include "bot/service/mailbox.hpp"
#include "channels/adapter.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace bot::http {

class Client {
  public:
    virtual ~Client() = default;
    /// Always answers, at the latest at the request's time-out: status 0 where no answer arrived.
    [[nodiscard]] virtual boost::asio::awaitable<channels::HttpResponse> send(channels::HttpRequest request) = 0;
};

/// libcurl on a thread of its own. Redirects are not followed, and no proxy is taken from the environment.
class CurlClient final : public Client {
  public:
    explicit CurlClient(Mailbox& mailbox);
    /// stop(), then the thread ends.
    ~CurlClient() override;
    CurlClient(const CurlClient&) = delete;
    CurlClient& operator=(const CurlClient&) = delete;

    [[nodiscard]] boost::asio::awaitable<channels::HttpResponse> send(channels::HttpRequest request) override;

    /// Completes every request: those under way as `timed_out` (they may have had their effect), the others as failed.
    void stop();

  private:
    class Worker;
    Mailbox& mailbox_;
    std::unique_ptr<Worker> worker_;
};

}  // namespace bot::http
