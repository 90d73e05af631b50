// The HTTP server: accepts connections, keeps their limits and deadlines, stops in good order. One thread.
#pragma once

#include "bot/clock.hpp"
#include "bot/http/router.hpp"
#include "bot/observe/log.hpp"
#include "bot/observe/metrics.hpp"
#include "bot/service/task_group.hpp"
#include "dialogs/result.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <string>

namespace bot::http {

/// Each with its reason.
struct Limits {
    std::size_t body = 1024 * 1024;             ///< an import of some thousand rows; no webhook is near it
    std::size_t header = 8 * 1024;              ///< what browsers and proxies send, twice over
    std::size_t hooks_header = 128 * 1024;      ///< under /hooks: Kannel sends the text in the request line
    std::chrono::milliseconds arrival{10'000};  ///< from a request's first byte to its last
    std::chrono::milliseconds idle{75'000};     ///< between requests: longer than a proxy keeps an idle connection
    std::chrono::milliseconds writing{30'000};  ///< for the client to take one piece of the answer
    std::size_t connections = 4096;             ///< at 10 KiB each
};

class Session;

class Server {
  public:
    /// All must outlive the server, and the server its sessions: wait for `tasks` before destroying it.
    Server(boost::asio::io_context& loop, const Router& router, const Clock& clock, Log& log, Metrics& metrics,
           TaskGroup& tasks, Limits limits);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Takes the address; the port (0 chooses one). The error names the address and what is wrong with it.
    [[nodiscard]] dialogs::Result<std::uint16_t, std::string> bind(const std::string& address, std::uint16_t port);

    /// Begins to accept.
    void start();

    /// No further connection, no further request: idle connections are closed, busy ones after their answer.
    void stop();

    /// Closes what is still open.
    void close_all();

    [[nodiscard]] std::size_t connections() const { return sessions_.size(); }

  private:
    friend class Session;
    awaitable<void> accept();
    awaitable<void> serve(std::shared_ptr<Session> session);
    awaitable<void> sweep();
    void begin(boost::asio::ip::tcp::socket socket);
    bool make_room();
    [[nodiscard]] const std::string& date();

    boost::asio::io_context& loop_;
    const Router& router_;
    const Clock& clock_;
    Log& log_;
    TaskGroup& tasks_;
    Limits limits_;
    Counter& requests_;
    Counter& refused_;
    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer sweeper_;
    boost::asio::steady_timer room_;
    std::list<std::shared_ptr<Session>> sessions_;
    bool stopping_ = false;
    bool sweeping_ = false;
    std::int64_t date_second_ = 0;
    std::string date_;
};

}  // namespace bot::http
