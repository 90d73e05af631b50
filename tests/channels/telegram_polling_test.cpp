// Telegram without a public address: the bot asks for its updates.
#include "channels/registry.hpp"
#include "tests/channels/cases.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace channels;

namespace {

std::unique_ptr<Adapter> polling() {
    auto made = find_adapter("telegram")->make(
        {.name = "tg",
         .public_url = "https://bot.example.fi",
         .settings = cases::settings_of({{"token", "1:t"}, {"poll", "true"}, {"api_url", "http://127.0.0.1:9000"}})});
    REQUIRE(made.has_value());
    return std::move(*made);
}

std::string update(int number, const std::string& text) {
    return R"({"update_id":)" + std::to_string(number) + R"(,"message":{"message_id":)" + std::to_string(number) +
           R"(,"from":{"id":7},"chat":{"id":7,"type":"private"},"date":1772442927,"text":")" + text + R"("}})";
}

}  // namespace

TEST_CASE("a poll asks for the updates after the cursor, and waits longer than Telegram does") {
    const auto adapter = polling();
    CHECK(adapter->transport() == Transport::poll);
    const auto first = adapter->poll("");
    CHECK(first.url == "http://127.0.0.1:9000/bot1:t/getUpdates");
    CHECK_FALSE(nlohmann::json::parse(first.body).contains("offset"));
    const auto next = adapter->poll("43");
    CHECK(nlohmann::json::parse(next.body).at("offset") == 43);
    CHECK(next.timeout > std::chrono::seconds(nlohmann::json::parse(next.body).at("timeout").get<int>()));
}

TEST_CASE("an answer brings its updates in order, and the cursor behind the last") {
    const auto read = polling()->receive_poll(
        {.status = 200, .body = R"({"ok":true,"result":[)" + update(41, "a") + "," + update(42, "b") + "]}"});
    REQUIRE(read.has_value());
    REQUIRE(read->first.events.size() == 2);
    CHECK(std::get<Incoming>(read->first.events[1]).reply == Reply(dialogs::TextReply{"b"}));
    CHECK(read->second == "43");
}

TEST_CASE("an update that cannot be read spoils no other, and is not asked for again") {
    const auto read = polling()->receive_poll(
        {.status = 200, .body = R"({"ok":true,"result":[7,{"update_id":50,"message":"x"},)" + update(49, "a") + "]}"});
    REQUIRE(read.has_value());
    CHECK(read->first.events.size() == 1);
    CHECK(read->second == "51");
}

TEST_CASE("an answer without updates moves nothing") {
    const auto read = polling()->receive_poll({.status = 200, .body = R"({"ok":true,"result":[]})"});
    REQUIRE(read.has_value());
    CHECK(read->first == Webhook{});
    CHECK(read->second.empty());
}

TEST_CASE("a set webhook or a second program is a fault for the operator") {
    const auto read = polling()->receive_poll(
        {.status = 409, .body = R"({"ok":false,"error_code":409,"description":"Conflict"})"});
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind == FailureKind::configuration);
}

TEST_CASE("polling obeys Telegram's pause") {
    const auto read = polling()->receive_poll(
        {.status = 429, .body = R"({"ok":false,"error_code":429,"parameters":{"retry_after":17}})"});
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().retry_after == Span(std::chrono::seconds(17)));
}
