// One connection: requests in, answers out, one after the other.
#pragma once

#include "bot/http/message.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace bot::http {

class Server;

/// The deadline is looked at by the server's sweep, a few times a second: a timer a read would cost more than the read.
class Session {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    enum class State { idle, reading, handling, writing };

    Session(Server& server, boost::asio::ip::tcp::socket socket);
    ~Session();

    /// Until the client goes, a limit is broken or the server stops.
    awaitable<void> run();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] Moment since() const { return since_; }

    /// Past its deadline: what it waits for ends with an error.
    void expire_if_due(Moment now);
    void close();

  private:
    struct Input;
    /// Whether the connection lives on.
    enum class Next { keep, close };

    awaitable<int> read_request(Request& request);
    awaitable<bool> receive();
    awaitable<Response> answer(Request& request);
    awaitable<Next> write(const Request& request, Response& response, bool keep);
    awaitable<bool> write_pieces(Response& response, bool chunked);
    awaitable<bool> write_all(std::string_view first, std::string_view second = {});
    awaitable<void> refuse(int status);
    awaitable<void> linger();
    [[nodiscard]] std::string head(const Response& response, bool keep, bool chunked) const;
    void enter(State state, std::chrono::milliseconds limit);

    Server& server_;
    boost::asio::ip::tcp::socket socket_;
    std::unique_ptr<Input> input_;
    State state_ = State::idle;
    Moment since_{};
    Moment deadline_{};
    bool expired_ = false;
    bool wants_keep_alive_ = false;
    bool is_http_1_0_ = false;
};

}  // namespace bot::http
