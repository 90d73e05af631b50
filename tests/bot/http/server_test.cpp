// The HTTP server on loopback sockets: its limits, its deadlines, its end.
#include "bot/http/server.hpp"

#include "tests/bot/support/loop.hpp"
#include "tests/bot/support/raw_client.hpp"

#include <catch2/catch.hpp>

using namespace bot;
using namespace bot::http;
using namespace std::chrono_literals;

namespace {

awaitable<Response> echo(Request& request) {
    co_return Response{.body = request.method + " " + request.target + " " + request.body};
}

awaitable<Response> fail(Request&) {
    throw std::runtime_error("a bug");
    co_return Response{};
}

struct Pieces final : BodySource {
    int left = 3;
    awaitable<std::optional<std::string>> next() override {
        if (left == 0) co_return std::nullopt;
        co_return "piece " + std::to_string(left--) + "\n";
    }
};

awaitable<Response> stream(Request&) { co_return Response{.source = std::make_unique<Pieces>()}; }

/// A server of short patience on a free port.
struct Running {
    explicit Running(Limits limits = {})
        : server(loop.io, router, clock, loop.log, metrics, loop.tasks, limits) {
        router.add("GET", "/echo", &echo);
        router.add("POST", "/echo", &echo);
        router.add("GET", "/fail", &fail);
        router.add("GET", "/stream", &stream);
        router.add("GET", "/hooks/{channel}/*", &echo);
        port = server.bind("127.0.0.1", 0).value();
        server.start();
    }
    ~Running() {
        server.stop();
        server.close_all();
        (void)loop.run(loop.tasks.wait(std::chrono::steady_clock::now() + 5s));
    }

    /// Sends the bytes on a connection of its own and reads until the server closes.
    std::string exchange(std::string bytes) {
        RawClient client(loop.io, port);
        auto talk = [](RawClient& to, std::string what) -> awaitable<std::string> {
            (void)co_await to.send(std::move(what));
            co_return co_await to.read_all();
        };
        return loop.run(talk(client, std::move(bytes)));
    }

    TestLoop loop;
    FakeClock clock;
    Metrics metrics;
    Router router;
    Server server;
    std::uint16_t port = 0;
};

std::string get(const std::string& target, const std::string& further = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + further + "\r\n";
}

const std::string close_after = "Connection: close\r\n";

std::string status_line(const std::string& answer) { return answer.substr(0, answer.find('\r')); }

}  // namespace

TEST_CASE("a request is answered with its length, a date and no sniffing") {
    Running running;
    const auto answer = running.exchange(get("/echo?a=%20b", close_after));
    CHECK(status_line(answer) == "HTTP/1.1 200 OK");
    CHECK(answer.find("Content-Length: 17\r\n") != std::string::npos);
    CHECK(answer.find("Date: Sat, 21 Nov 2026 10:00:00 GMT\r\n") != std::string::npos);
    CHECK(answer.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
    CHECK(answer.ends_with("\r\n\r\nGET /echo?a=%20b "));
}

TEST_CASE("requests sent in one go on one connection are answered in order") {
    Running running;
    const auto answer = running.exchange(get("/echo?1") + get("/echo?2") + get("/echo?3", close_after));
    const auto first = answer.find("GET /echo?1");
    const auto second = answer.find("GET /echo?2");
    const auto third = answer.find("GET /echo?3");
    REQUIRE(third != std::string::npos);
    CHECK(first < second);
    CHECK(second < third);
}

TEST_CASE("HEAD has the length of the body and no body") {
    Running running;
    const auto answer = running.exchange("HEAD /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(answer.find("Content-Length: 11\r\n") != std::string::npos);
    CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("a body that is made while it is sent arrives in chunks, and whole for HTTP/1.0") {
    Running running;
    const auto chunked = running.exchange(get("/stream", close_after));
    CHECK(chunked.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    CHECK(chunked.ends_with("8\r\npiece 3\n\r\n8\r\npiece 2\n\r\n8\r\npiece 1\n\r\n0\r\n\r\n"));
    const auto plain = running.exchange("GET /stream HTTP/1.0\r\n\r\n");
    CHECK(plain.ends_with("\r\n\r\npiece 3\npiece 2\npiece 1\n"));
}

TEST_CASE("a body over the limit is answered 413, declared or chunked, then the connection ends") {
    Running running({.body = 1000});
    const std::string post = "POST /echo HTTP/1.1\r\nHost: x\r\n";
    const auto declared = running.exchange(post + "Content-Length: 1001\r\n\r\n" + std::string(1001, 'a'));
    CHECK(status_line(declared) == "HTTP/1.1 413 Payload Too Large");
    CHECK(declared.find("Connection: close\r\n") != std::string::npos);
    const auto chunked =
        running.exchange(post + "Transfer-Encoding: chunked\r\n\r\n400\r\n" + std::string(1024, 'a') + "\r\n0\r\n\r\n");
    CHECK(status_line(chunked) == "HTTP/1.1 413 Payload Too Large");
    const auto just = running.exchange(post + close_after + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'a'));
    CHECK(status_line(just) == "HTTP/1.1 200 OK");
}

TEST_CASE("a header over the limit is answered 431, but a webhook's request line may be long") {
    Running running;
    CHECK(status_line(running.exchange(get("/echo?" + std::string(9'000, 'a'), close_after))) ==
          "HTTP/1.1 431 Request Header Fields Too Large");
    CHECK(status_line(running.exchange(get("/hooks/sms?text=" + std::string(100'000, 'a'), close_after))) ==
          "HTTP/1.1 200 OK");
    CHECK(status_line(running.exchange(get("/hooks/sms?text=" + std::string(140'000, 'a'), close_after))) ==
          "HTTP/1.1 431 Request Header Fields Too Large");
}

TEST_CASE("what is no HTTP is answered 400") {
    Running running;
    CHECK(status_line(running.exchange("\x16\x03\x01 hello\r\n\r\n")) == "HTTP/1.1 400 Bad Request");
    CHECK(status_line(running.exchange("POST /echo HTTP/1.1\r\nContent-Length: x\r\n\r\n")) ==
          "HTTP/1.1 400 Bad Request");
}

TEST_CASE("a request that does not arrive in time is answered 408, an idle connection just ends") {
    Running running({.arrival = 50ms, .idle = 50ms});
    CHECK(status_line(running.exchange("POST /echo HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc")) ==
          "HTTP/1.1 408 Request Timeout");
    CHECK(running.exchange("") == "");
}

TEST_CASE("a client that waits for 100 Continue is told to go on") {
    Running running;
    auto talk = [](RawClient& client) -> awaitable<std::string> {
        (void)co_await client.send("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n"
                                   "Expect: 100-continue\r\n\r\n");
        const auto go_on = co_await client.read_until("\r\n\r\n");
        (void)co_await client.send("abc");
        co_return go_on + co_await client.read_all();
    };
    RawClient client(running.loop.io, running.port);
    const auto answer = running.loop.run(talk(client));
    CHECK(answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
    CHECK(answer.ends_with("POST /echo abc"));
}

TEST_CASE("a handler that throws is answered 500 and logged, and the connection goes on") {
    Running running;
    const auto answer = running.exchange(get("/fail?secret=1") + get("/echo", close_after));
    CHECK(status_line(answer) == "HTTP/1.1 500 Internal Server Error");
    CHECK(answer.find("200 OK") != std::string::npos);
    CHECK(running.loop.logged("http.handler_failed path=/fail reason=\"a bug\""));
    CHECK_FALSE(running.loop.logged("secret"));
}

TEST_CASE("at the limit of connections an idle one makes way for a new one") {
    Running running({.connections = 2});
    auto& io = running.loop.io;
    RawClient first(io, running.port);
    RawClient second(io, running.port);
    auto talk = [](RawClient& one, RawClient& two, RawClient& three) -> awaitable<std::string> {
        for (auto* client : {&one, &two}) {
            (void)co_await client->send(get("/echo"));
            (void)co_await client->read_until("GET /echo ");
        }
        (void)co_await three.send(get("/echo", close_after));
        co_return co_await three.read_all();
    };
    RawClient third(io, running.port);
    CHECK(status_line(running.loop.run(talk(first, second, third))) == "HTTP/1.1 200 OK");
    CHECK(running.loop.run(first.read_all()) == "");
}

TEST_CASE("stopping closes idle connections at once and takes no new ones") {
    Running running;
    RawClient idle(running.loop.io, running.port);
    auto talk = [](RawClient& client) -> awaitable<std::string> {
        (void)co_await client.send(get("/echo"));
        co_return co_await client.read_until("GET /echo ");
    };
    (void)running.loop.run(talk(idle));
    running.server.stop();
    CHECK(running.loop.run(idle.read_all()) == "");
    CHECK_THROWS(RawClient(running.loop.io, running.port));
}

TEST_CASE("an address that cannot be listened on is named, with the reason") {
    Running running;
    TestLoop other;
    Metrics metrics;
    Server second(other.io, running.router, running.clock, other.log, metrics, other.tasks, {});
    const auto taken = second.bind("127.0.0.1", running.port);
    REQUIRE_FALSE(taken);
    CHECK(taken.error() ==
          "cannot listen on 127.0.0.1:" + std::to_string(running.port) + ": the address is in use by another program");
    CHECK(second.bind("nowhere", 80).error() == "cannot listen on nowhere:80: not an IP address");
}
