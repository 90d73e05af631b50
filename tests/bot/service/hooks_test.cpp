// Webhooks: what is answered, and when.
#include "tests/bot/service/desk_fixture.hpp"

#include <catch2/catch.hpp>

using tests::DeskFixture;

namespace {

bot::http::Response call(DeskFixture& house, const std::string& query, const std::string& channel = "sms",
                         const std::string& method = "GET") {
    bot::http::Router router;
    house.hooks->add_routes(router);
    bot::http::Request request{
        .method = method, .target = "/hooks/" + channel + "?" + query, .query = query, .headers = {}, .body = {}};
    return house.loop.run(router.handle(request));
}

const std::string nine = "id=1&ts=1795255000&from=%2B358401000001&to=18123&text=9&coding=0&charset=UTF-8";

/// A gateway that sends several messages and reports in one call.
const std::string batching =
    "  - name: gw\n    adapter: http\n    send: {url: http://gateway/send, body: \"{text}\"}\n"
    "    inbound: {list: /results, from: /from, to: /to, text: /text, id: /id}\n"
    "    status: {list: /reports, provider_id: /id, state: /state}\n"
    "    prove: {header: {name: x-key, secret: hook-key}}\n";

std::string results(int count) {
    std::string list;
    for (int i = 1; i <= count; ++i) {
        const auto number = std::to_string(i);
        list += list.empty() ? "" : ",";
        list += R"({"from":"+35840100000)" + number + R"(","to":"18123","text":"9","id":")" + number + "\"}";
    }
    return R"({"results":[)" + list + "]}";
}

bot::http::Response post(DeskFixture& house, const std::string& body) {
    bot::http::Router router;
    house.hooks->add_routes(router);
    bot::http::Request request{.method = "POST",
                               .target = "/hooks/gw",
                               .headers = {{"content-type", "application/json"}, {"x-key", "hook-key"}},
                               .body = body};
    return house.loop.run(router.handle(request));
}

std::size_t answers(DeskFixture& house) {
    auto read = [](storage::Reader& reader) { return reader.answers({}, {}, 10).size(); };
    return house.loop.run(house.reading->run(std::move(read)));
}

}  // namespace

TEST_CASE("a webhook is answered once its answer is stored, with nothing that would be texted on") {
    DeskFixture house;
    house.invite(1);
    const auto response = call(house, "k=hook-secret&" + nine);
    CHECK(response.status == 200);
    CHECK(response.body.empty());
    CHECK(answers(house) == 1);
}

TEST_CASE("the same webhook twice is a success that changes nothing, and is counted") {
    DeskFixture house;
    house.invite(1);
    CHECK(call(house, "k=hook-secret&" + nine).status == 200);
    CHECK(call(house, "k=hook-secret&" + nine).status == 200);
    CHECK(answers(house) == 1);
    const auto figures = house.metrics.text();
    CHECK(figures.find(R"(kuulolla_webhooks_total{channel="sms",outcome="taken"} 1)") != std::string::npos);
    CHECK(figures.find(R"(kuulolla_webhooks_total{channel="sms",outcome="duplicate"} 1)") != std::string::npos);
}

TEST_CASE("a wrong secret is 403 and counted, an unknown channel is 404") {
    DeskFixture house;
    CHECK(call(house, "k=wrong&" + nine).status == 403);
    CHECK(call(house, nine).status == 403);
    CHECK(call(house, "k=hook-secret&" + nine, "nosuch").status == 404);
    CHECK(house.metrics.text().find(R"(outcome="secret"} 2)") != std::string::npos);
}

TEST_CASE("a full lane is 503 with the time to come again, where the sender will come again") {
    DeskFixture house("  - {name: web, adapter: webchat}\n", {.replies = 0});
    bot::http::Router router;
    house.hooks->add_routes(router);
    bot::http::Request request{.method = "POST",
                               .target = "/hooks/web/message",
                               .headers = {{"content-type", "application/json"}},
                               .body = R"({"session":"aaaaaaaaaaaaaaaaaaaaaaaa","id":"1","text":"hei"})"};
    const auto response = house.loop.run(router.handle(request));
    CHECK(response.status == 503);
    CHECK(bot::http::header(response.headers, "Retry-After") == "1");
    CHECK(house.metrics.text().find(R"(outcome="busy"} 1)") != std::string::npos);
}

TEST_CASE("no secret and no number is in the log of a refused webhook") {
    DeskFixture house;
    (void)call(house, "k=wrong-secret&" + nine);
    CHECK(house.loop.logged("webhook.refused"));
    CHECK_FALSE(house.loop.logged("wrong-secret"));
    CHECK_FALSE(house.loop.logged("358401"));
}

TEST_CASE("the messages of one webhook are committed as one") {
    DeskFixture house(batching, {.batch_time = std::chrono::seconds(10)});  // however slow the machine
    house.invite(5);
    CHECK(post(house, results(5)).status == 200);
    CHECK(answers(house) == 5);
    const auto& counters = house.desk->counters();
    REQUIRE(house.until([&] { return counters.commands == 1 + 5 + 5; }));  // a script, invitations, messages
    CHECK(counters.batches == 1 + 5 + 1);
}

TEST_CASE("a webhook of more messages than there is room for is taken in parts, and once") {
    DeskFixture house(batching, {.replies = 2});
    house.invite(5);
    auto response = post(house, results(5));
    for (int again = 0; response.status == 503 && again < 10; ++again) response = post(house, results(5));
    CHECK(response.status == 200);
    CHECK(answers(house) == 5);
}

TEST_CASE("one message of a webhook that fails is told, and the others are stored") {
    DeskFixture house(batching);
    house.invite(3);
    house.break_conversation(2);
    CHECK(post(house, results(3)).status == 500);
    CHECK(answers(house) == 2);
    CHECK(post(house, results(3)).status == 200);  // all are duplicates now
}
