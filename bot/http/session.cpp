#include "bot/http/session.hpp"

#include "bot/http/server.hpp"
#include "bot/service/as_result.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace bot::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr std::size_t read_size = 8 * 1024;           // one webhook in one read
constexpr std::size_t linger_bytes = 4 * 1024 * 1024; // read and dropped, so that a client hears why it is refused
constexpr std::chrono::milliseconds linger_time{2000};
constexpr int closed = 0;  // instead of a status: there is nobody to answer

/// Whether the request line is that of a webhook; known after its first dozen bytes.
bool is_hook(std::string_view received) {
    const auto blank = received.substr(0, 16).find(' ');
    return blank != std::string_view::npos && received.substr(blank + 1).starts_with("/hooks/");
}

int status_of(const boost::system::error_code& error) {
    if (error == beast::http::error::header_limit) return 431;
    if (error == beast::http::error::body_limit) return 413;
    return 400;
}

std::string lower(std::string_view name) {
    std::string result(name);
    for (auto& byte : result)
        if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
    return result;
}

using Parser = beast::http::request_parser<beast::http::string_body>;

void take(Parser& parser, Request& request) {
    auto& message = parser.get();
    request.method = message.method_string();
    request.target = message.target();
    const auto question_mark = request.target.find('?');
    if (question_mark != std::string::npos) request.query = request.target.substr(question_mark + 1);
    for (const auto& field : message) request.headers.emplace_back(lower(field.name_string()), field.value());
    request.body = std::move(message.body());
}

}  // namespace

/// The bytes that have arrived and are not yet read.
struct Session::Input {
    beast::flat_buffer bytes;
    [[nodiscard]] std::string_view view() const {
        return {static_cast<const char*>(bytes.data().data()), bytes.size()};
    }
};

Session::Session(Server& server, asio::ip::tcp::socket socket)
    : server_(server), socket_(std::move(socket)), input_(std::make_unique<Input>()) {}

Session::~Session() = default;

void Session::enter(State state, std::chrono::milliseconds limit) {
    state_ = state;
    since_ = std::chrono::steady_clock::now();
    deadline_ = since_ + limit;
}

void Session::expire_if_due(Moment now) {
    if (state_ == State::handling || now < deadline_) return;
    expired_ = true;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

void Session::close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

awaitable<void> Session::run() {
    for (;;) {
        Request request;
        const int trouble = co_await read_request(request);
        if (trouble != closed && trouble != 200) co_await refuse(trouble);
        if (trouble != 200) co_return;
        enter(State::handling, {});
        auto response = co_await answer(request);
        server_.requests_.add();
        const auto next = co_await write(request, response, wants_keep_alive_ && !server_.stopping_);
        if (next == Next::close) co_return;
    }
}

/// 200 once it is complete, the status to refuse it with, or `closed`.
awaitable<int> Session::read_request(Request& request) {
    enter(State::idle, server_.limits_.idle);
    if (input_->bytes.size() == 0) {
        if (server_.stopping_) co_return closed;
        if (!co_await receive()) co_return closed;
    }
    enter(State::reading, server_.limits_.arrival);
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(server_.limits_.hooks_header));
    parser.body_limit(server_.limits_.body);
    std::size_t header_size = 0;
    while (!parser.is_done()) {
        boost::system::error_code error;
        const auto limit = is_hook(input_->view()) ? server_.limits_.hooks_header : server_.limits_.header;
        const bool in_header = !parser.is_header_done();
        const auto used = parser.put(input_->bytes.data(), error);
        if (in_header) header_size = parser.is_header_done() ? used : input_->bytes.size();
        if (in_header && header_size > limit) co_return 431;
        input_->bytes.consume(used);
        if (error && error != beast::http::error::need_more) co_return status_of(error);
        if (in_header && parser.is_header_done() && !parser.is_done()) {
            const auto expect = parser.get()[beast::http::field::expect];
            if (beast::iequals(expect, "100-continue") && input_->bytes.size() == 0)
                if (!co_await write_all("HTTP/1.1 100 Continue\r\n\r\n")) co_return closed;
        }
        const bool needs_bytes = error == beast::http::error::need_more || input_->bytes.size() == 0;
        if (parser.is_done() || !needs_bytes) continue;
        if (!co_await receive()) co_return expired_ ? 408 : closed;
    }
    wants_keep_alive_ = parser.keep_alive();
    is_http_1_0_ = parser.get().version() < 11;
    take(parser, request);
    co_return 200;
}

awaitable<bool> Session::receive() {
    if (expired_) co_return false;
    const auto room = input_->bytes.prepare(read_size);
    const auto [error, size] = co_await socket_.async_read_some(room, as_result);
    input_->bytes.commit(size);
    co_return !error;
}

awaitable<Response> Session::answer(Request& request) {
    try {
        co_return co_await server_.router_.handle(request);
    } catch (const std::exception& error) {
        server_.log_.error("http.handler_failed", {{"path", request.path()}, {"reason", error.what()}});
    }
    co_return fault_response(500, "this failed on our side, and has been logged");
}

std::string Session::head(const Response& response, bool keep, bool chunked) const {
    std::string head;
    head.reserve(256);
    auto end = std::back_inserter(head);
    fmt::format_to(end, "HTTP/1.1 {} {}\r\nDate: {}\r\nX-Content-Type-Options: nosniff\r\n", response.status,
                   reason_phrase(response.status), server_.date());
    if (!response.content_type.empty()) fmt::format_to(end, "Content-Type: {}\r\n", response.content_type);
    for (const auto& [name, value] : response.headers) fmt::format_to(end, "{}: {}\r\n", name, value);
    if (chunked) {
        head += "Transfer-Encoding: chunked\r\n";
    } else if (!response.source && response.status != 204 && response.status != 304) {
        fmt::format_to(end, "Content-Length: {}\r\n", response.body.size());
    }
    if (!keep) head += "Connection: close\r\n";
    if (keep && is_http_1_0_) head += "Connection: keep-alive\r\n";
    return head += "\r\n";
}

awaitable<Session::Next> Session::write(const Request& request, Response& response, bool keep) {
    enter(State::writing, server_.limits_.writing);
    const bool is_stream = response.source != nullptr;
    const bool chunked = is_stream && !is_http_1_0_;
    keep = keep && (!is_stream || chunked);
    const bool has_body = request.method != "HEAD" && response.status != 204 && response.status != 304;
    const auto top = head(response, keep, chunked);
    bool written = co_await write_all(top, has_body && !is_stream ? std::string_view(response.body) : "");
    if (written && is_stream && has_body) written = co_await write_pieces(response, chunked);
    co_return written && keep ? Next::keep : Next::close;
}

awaitable<bool> Session::write_pieces(Response& response, bool chunked) {
    for (;;) {
        enter(State::handling, {});
        auto piece = co_await response.source->next();
        if (!socket_.is_open()) co_return false;
        enter(State::writing, server_.limits_.writing);
        if (!piece) break;
        if (piece->empty()) continue;
        if (chunked) piece = fmt::format("{:x}\r\n{}\r\n", piece->size(), *piece);
        if (!co_await write_all(*piece)) co_return false;
    }
    if (!chunked) co_return true;  // never `a || co_await b`: g++ 12 awaits b all the same
    co_return co_await write_all("0\r\n\r\n");
}

awaitable<bool> Session::write_all(std::string_view first, std::string_view second) {
    const std::array buffers{asio::buffer(first.data(), first.size()), asio::buffer(second.data(), second.size())};
    const auto [error, size] = co_await asio::async_write(socket_, buffers, as_result);
    co_return !error && !expired_;
}

/// Says why, and hears the client out for a moment: closing at once would take the answer away from it.
awaitable<void> Session::refuse(int status) {
    server_.refused_.add();
    expired_ = false;
    is_http_1_0_ = false;
    auto response = fault_response(status, std::string(reason_phrase(status)));
    enter(State::writing, server_.limits_.writing);
    const auto top = head(response, false, false);
    if (co_await write_all(top, response.body)) co_await linger();
}

awaitable<void> Session::linger() {
    boost::system::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    enter(State::reading, linger_time);
    std::size_t dropped = 0;
    while (dropped < linger_bytes && !expired_) {
        input_->bytes.clear();
        if (!co_await receive()) co_return;
        dropped += input_->bytes.size();
    }
}

}  // namespace bot::http
