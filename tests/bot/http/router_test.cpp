// Methods and paths find their handlers.
#include "bot/http/router.hpp"

#include "tests/bot/support/loop.hpp"

#include <catch2/catch.hpp>

using namespace bot::http;

namespace {

/// Answers with its name and what was captured.
Handler named(std::string name) {
    struct Answer {
        static awaitable<Response> make(std::string text, Request& request) {
            for (const auto& capture : request.captures) text += "|" + capture;
            co_return Response{.body = text};
        }
    };
    return [name = std::move(name)](Request& request) { return Answer::make(name, request); };
}

Response ask(const Router& router, std::string method, std::string target) {
    TestLoop loop;
    Request request{.method = std::move(method), .target = std::move(target)};
    return loop.run(router.handle(request));
}

Router example() {
    Router router;
    router.add("GET", "/", named("home"));
    router.add("GET", "/chat/{keyword}", named("page"));
    router.add("GET", "/chat/{keyword}/feed", named("feed"));
    router.add("POST", "/hooks/{channel}/*", named("hook"));
    router.add("GET", "/hooks/{channel}/*", named("hook-get"));
    return router;
}

}  // namespace

TEST_CASE("the first route that fits method and path answers") {
    const auto router = example();
    CHECK(ask(router, "GET", "/").body == "home");
    CHECK(ask(router, "GET", "/chat/palaute?lang=sv").body == "page|palaute");
    CHECK(ask(router, "GET", "/chat/palaute/feed").body == "feed|palaute");
    CHECK(ask(router, "HEAD", "/").body == "home");
}

TEST_CASE("a star takes the rest of the path, which may be empty") {
    const auto router = example();
    CHECK(ask(router, "POST", "/hooks/sms").body == "hook|sms|");
    CHECK(ask(router, "POST", "/hooks/sms/dlr?k=1").body == "hook|sms|/dlr");
    CHECK(ask(router, "GET", "/hooks/sms/a/b").body == "hook-get|sms|/a/b");
}

TEST_CASE("captures are decoded, and a broken encoding is refused") {
    const auto router = example();
    CHECK(ask(router, "GET", "/chat/p%C3%A4iv%C3%A4").body == "page|päivä");
    CHECK(ask(router, "GET", "/chat/100%").status == 400);
}

TEST_CASE("an unknown path is 404, a wrong method 405 with what is allowed") {
    const auto router = example();
    CHECK(ask(router, "GET", "/nothing").status == 404);
    CHECK(ask(router, "GET", "/chat/a/b/c").status == 404);
    const auto refused = ask(router, "DELETE", "/hooks/sms");
    CHECK(refused.status == 405);
    CHECK(header(refused.headers, "Allow") == "POST, GET");
}
