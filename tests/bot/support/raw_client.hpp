// A client that sends bytes as the test wrote them, and shows what came back.
#pragma once

#include "bot/service/as_result.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <string>

class RawClient {
  public:
    RawClient(boost::asio::io_context& io, std::uint16_t port) : socket_(io) {
        socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port});
    }

    boost::asio::awaitable<bool> send(std::string bytes) {
        const auto [error, size] =
            co_await boost::asio::async_write(socket_, boost::asio::buffer(bytes), bot::as_result);
        co_return !error;
    }

    /// Until that text has arrived; what came up to its end.
    boost::asio::awaitable<std::string> read_until(std::string text) {
        const auto [error, size] = co_await boost::asio::async_read_until(
            socket_, boost::asio::dynamic_buffer(received_), text, bot::as_result);
        auto part = received_.substr(0, error ? received_.size() : size);
        received_.erase(0, part.size());
        co_return part;
    }

    /// Until the server closes.
    boost::asio::awaitable<std::string> read_all() {
        (void)co_await boost::asio::async_read(socket_, boost::asio::dynamic_buffer(received_), bot::as_result);
        co_return std::exchange(received_, {});
    }

    void close() { socket_.close(); }

  private:
    boost::asio::ip::tcp::socket socket_;
    std::string received_;
};
