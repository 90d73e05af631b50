// The HTTP client against our own server and against a port that answers badly.
#include "bot/http/client.hpp"

#include "bot/http/server.hpp"
#include "tests/bot/support/loop.hpp"

#include <catch2/catch.hpp>

#include "bot/service/as_result.hpp"

#include <boost/asio/steady_timer.hpp>

using namespace bot;
using namespace bot::http;
using namespace std::chrono_literals;

namespace {

awaitable<Response> show(Request& request) {
    std::string body = request.method + " " + std::string(header(request.headers, "x-key")) + " " + request.body;
    co_return Response{.status = 202, .body = std::move(body), .headers = {{"X-Id", " 7 "}}};
}

awaitable<Response> dawdle(Request&) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 400ms);
    (void)co_await timer.async_wait(as_result);
    co_return Response{};
}

awaitable<Response> flood(Request&) { co_return Response{.body = std::string(2'000'000, 'x')}; }
awaitable<Response> elsewhere(Request&) { co_return Response{.status = 302, .headers = {{"Location", "/show"}}}; }

struct Provider {
    Provider() {
        router.add("POST", "/show", &show);
        router.add("GET", "/show", &show);
        router.add("GET", "/dawdle", &dawdle);
        router.add("GET", "/flood", &flood);
        router.add("GET", "/elsewhere", &elsewhere);
        url = "http://127.0.0.1:" + std::to_string(server.bind("127.0.0.1", 0).value());
        server.start();
    }
    ~Provider() {
        server.stop();
        server.close_all();
        (void)loop.run(loop.tasks.wait(std::chrono::steady_clock::now() + 5s));
    }
    channels::HttpResponse send(channels::HttpRequest request) { return loop.run(client.send(std::move(request))); }

    TestLoop loop;
    FakeClock clock;
    Metrics metrics;
    Router router;
    Server server{loop.io, router, clock, loop.log, metrics, loop.tasks, {}};
    CurlClient client{loop.mailbox};
    std::string url;
};

}  // namespace

TEST_CASE("a request arrives with its method, headers and body, and its answer comes back whole") {
    Provider provider;
    const auto answer = provider.send(
        {.method = "POST", .url = provider.url + "/show", .headers = {{"X-Key", "k"}}, .body = "päivää"});
    CHECK(answer.status == 202);
    CHECK(answer.body == "POST k päivää");
    CHECK(header(answer.headers, "x-id") == "7");
    CHECK_FALSE(answer.timed_out);
    CHECK(answer.error.empty());
}

TEST_CASE("an answer that is late may have had its effect") {
    Provider provider;
    const auto answer = provider.send({.url = provider.url + "/dawdle", .timeout = 100ms});
    CHECK(answer.status == 0);
    CHECK(answer.timed_out);
    CHECK_FALSE(answer.error.empty());
}

TEST_CASE("a provider that is not there has had no effect") {
    Provider provider;
    const auto answer = provider.send({.url = "http://127.0.0.1:1/show", .timeout = 5s});
    CHECK(answer.status == 0);
    CHECK_FALSE(answer.timed_out);
    CHECK_FALSE(answer.error.empty());
}

TEST_CASE("an answer over a mebibyte is cut off") {
    Provider provider;
    const auto answer = provider.send({.url = provider.url + "/flood"});
    CHECK(answer.status == 0);
    CHECK(answer.error == "the answer is too long");
}

TEST_CASE("a redirect is an answer, not a way") {
    Provider provider;
    CHECK(provider.send({.url = provider.url + "/elsewhere"}).status == 302);
}

TEST_CASE("only http and https are spoken") {
    Provider provider;
    const auto answer = provider.send({.url = "file:///etc/hostname"});
    CHECK(answer.status == 0);
    CHECK(answer.body.empty());
}

TEST_CASE("stopping completes what is under way as uncertain, and what comes later as failed") {
    Provider provider;
    auto stop_soon = [](CurlClient& client) -> awaitable<bool> {
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 100ms);
        (void)co_await timer.async_wait(as_result);
        client.stop();
        co_return true;
    };
    provider.loop.tasks.spawn("stop", [](auto task) -> awaitable<void> { (void)co_await std::move(task); }(
                                          stop_soon(provider.client)));
    const auto cut = provider.send({.url = provider.url + "/dawdle"});
    CHECK(cut.timed_out);
    const auto late = provider.send({.url = provider.url + "/show"});
    CHECK(late.error == "the service is stopping");
    CHECK_FALSE(late.timed_out);
}
