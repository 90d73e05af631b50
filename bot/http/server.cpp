#include "bot/http/server.hpp"

#include "bot/http/session.hpp"
#include "bot/service/as_result.hpp"

#include <boost/asio/redirect_error.hpp>
#include <fmt/chrono.h>

#include <algorithm>

namespace bot::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::chrono::milliseconds sweep_every{100};   // how late a deadline may be
constexpr std::chrono::milliseconds accept_pause{100};  // when the process is out of descriptors

}  // namespace

Server::Server(asio::io_context& loop, const Router& router, const Clock& clock, Log& log, Metrics& metrics,
               TaskGroup& tasks, Limits limits)
    : loop_(loop),
      router_(router),
      clock_(clock),
      log_(log),
      tasks_(tasks),
      limits_(limits),
      requests_(metrics.counter("kuulolla_http_requests_total", "Requests answered")),
      refused_(metrics.counter("kuulolla_http_refused_total", "Requests over a limit, late or unreadable")),
      acceptor_(loop),
      sweeper_(loop),
      room_(loop) {}

Server::~Server() = default;

dialogs::Result<std::uint16_t, std::string> Server::bind(const std::string& address, std::uint16_t port) {
    const auto failed = [&](const std::string& why) {
        return dialogs::failure(fmt::format("cannot listen on {}:{}: {}", address, port, why));
    };
    boost::system::error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error) return failed("not an IP address");
    const tcp::endpoint endpoint(ip, port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error == asio::error::address_in_use) return failed("the address is in use by another program");
    if (error) return failed(error.message());
    return acceptor_.local_endpoint().port();
}

void Server::start() { tasks_.spawn("http.accept", accept()); }

awaitable<void> Server::accept() {
    while (!stopping_) {
        if (!make_room()) {
            room_.expires_after(limits_.idle);
            (void)co_await room_.async_wait(as_result);
            continue;
        }
        auto [error, socket] = co_await acceptor_.async_accept(as_result);
        if (!error) {
            begin(std::move(socket));
        } else if (!stopping_ && error != asio::error::connection_aborted) {
            log_.warning("http.accept_failed", {{"reason", error.message()}});
            room_.expires_after(accept_pause);
            (void)co_await room_.async_wait(as_result);
        }
    }
}

/// At the limit the connection that has idled longest makes way; where none idles, new ones wait in the backlog.
bool Server::make_room() {
    if (sessions_.size() < limits_.connections) return true;
    std::shared_ptr<Session> oldest;
    for (const auto& session : sessions_)
        if (session->state() == Session::State::idle && (!oldest || session->since() < oldest->since()))
            oldest = session;
    if (oldest) oldest->close();
    return false;
}

void Server::begin(tcp::socket socket) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    sessions_.push_back(std::make_shared<Session>(*this, std::move(socket)));
    tasks_.spawn("http.session", serve(sessions_.back()));
    if (sweeping_) return;
    sweeping_ = true;
    tasks_.spawn("http.sweep", sweep());
}

awaitable<void> Server::serve(std::shared_ptr<Session> session) {
    struct Leave {
        Server& server;
        Session& session;
        ~Leave() {
            session.close();
            server.sessions_.remove_if([&](const auto& one) { return one.get() == &session; });
            server.room_.cancel();
        }
    };
    const Leave leave{*this, *session};
    co_await session->run();
}

awaitable<void> Server::sweep() {
    while (!sessions_.empty()) {
        sweeper_.expires_after(sweep_every);
        (void)co_await sweeper_.async_wait(as_result);
        const auto now = std::chrono::steady_clock::now();
        for (const auto& session : sessions_) session->expire_if_due(now);
    }
    sweeping_ = false;
}

void Server::stop() {
    stopping_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    room_.cancel();
    for (const auto& session : sessions_)
        if (session->state() == Session::State::idle) session->close();
}

void Server::close_all() {
    for (const auto& session : sessions_) session->close();
}

const std::string& Server::date() {
    const auto second = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
    if (second != date_second_) {
        date_second_ = second;
        date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(static_cast<std::time_t>(second)));
    }
    return date_;
}

}  // namespace bot::http
