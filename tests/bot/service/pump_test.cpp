// The pump on a real store, with a provider that is made believe.
#include "tests/bot/service/desk_fixture.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using tests::DeskFixture;

TEST_CASE("an invitation leaves through the provider, and its acceptance is stored") {
    DeskFixture house;
    house.pump->start();
    house.invite(1);
    REQUIRE(house.until([&] { return house.states()["accepted"] == 1; }));
    REQUIRE(house.client.urls.size() == 1);
    CHECK(house.client.urls[0].find("18123") != std::string::npos);
    CHECK(house.states() == std::map<std::string, std::int64_t>{{"accepted", 1}});
}

TEST_CASE("what waited before the pump began is sent") {
    DeskFixture house;
    house.invite(2);
    CHECK(house.client.urls.empty());
    house.pump->start();
    CHECK(house.until([&] { return house.states()["accepted"] == 2; }));
}

TEST_CASE("a provider that is busy is asked again after the time it names, not before") {
    DeskFixture house;
    house.client.answers.push_back({.status = 503, .headers = {{"retry-after", "60"}}, .body = "busy"});
    house.pump->start();
    house.invite(1);
    REQUIRE(house.until([&] { return house.client.urls.size() == 1 && house.pump->open_requests() == 0; }));
    house.advance(30s);
    CHECK(house.client.urls.size() == 1);
    house.advance(31s);
    CHECK(house.until([&] { return house.states()["accepted"] == 1; }));
    CHECK(house.client.urls.size() == 2);
}

TEST_CASE("no more requests are open at once than the channel may have, and all get their turn") {
    DeskFixture house("    open_requests: 2\n");
    house.client.hold();
    house.invite(5);
    house.pump->start();
    REQUIRE(house.until([&] { return house.client.open == 2; }));
    house.settle();
    CHECK(house.client.open == 2);
    house.client.release();
    CHECK(house.until([&] { return house.states()["accepted"] == 5; }));
    CHECK(house.client.most_open == 2);
}

TEST_CASE("a stopped pump finishes what it has begun and claims nothing more") {
    DeskFixture house("    open_requests: 1\n");
    house.client.hold();
    house.invite(2);
    house.pump->start();
    REQUIRE(house.until([&] { return house.client.open == 1; }));
    house.pump->stop();
    house.client.release();
    CHECK(house.loop.run(house.loop.tasks.wait(std::chrono::steady_clock::now() + 10s)));
    CHECK(house.client.urls.size() == 1);
    CHECK(house.states() == std::map<std::string, std::int64_t>{{"accepted", 1}, {"queued", 1}});
}

TEST_CASE("a send that timed out is uncertain, and is sent again only after the wait for a status") {
    DeskFixture house;
    house.client.answers.push_back({.status = 0, .timed_out = true, .error = "timeout"});
    house.pump->start();
    house.invite(1);
    REQUIRE(house.until([&] { return house.client.urls.size() == 1 && house.pump->open_requests() == 0; }));
    house.advance(60s);
    CHECK(house.client.urls.size() == 1);
    house.advance(61s);
    CHECK(house.until([&] { return house.states()["accepted"] == 1; }));
    CHECK(house.client.urls.size() == 2);
}

TEST_CASE("a last word is sent once and kept nowhere") {
    DeskFixture house;
    house.pump->say_goodbye(
        {.channel = "sms", .to = {"tel", "+358401234567"}, .message = {.text = "Poistettu.", .language = "fi"}});
    CHECK(house.until([&] { return house.client.urls.size() == 1; }));
    CHECK(house.states().empty());
}

TEST_CASE("what a message needs is asked for first, and the message goes where the answer says") {
    DeskFixture house("  - name: rooms\n    adapter: matrix\n    api_url: http://homeserver\n"
                      "    user: \"@kuulolla:example.fi\"\n    as_token: as-token\n    hs_token: hs-token\n");
    bot::Pump rooms(house.context, *house.desk, *house.reading, house.client, house.config.channels.at(1),
                    *house.channel_log, "node");
    const dialogs::Message words{.text = "Poistettu.", .language = "fi"};
    house.client.answers.push_back({.status = 400, .body = R"({"errcode":"M_ROOM_IN_USE"})"});
    house.client.answers.push_back({.status = 200, .body = R"({"room_id":"!aBc:example.fi"})"});
    rooms.say_goodbye({.channel = "rooms", .to = {"matrix", "@aino:example.fi"}, .message = words});
    REQUIRE(house.until([&] { return house.client.urls.size() == 3; }));
    CHECK(house.client.urls[0] == "http://homeserver/_matrix/client/v3/createRoom");
    CHECK(house.client.urls[1].find("/directory/room/") != std::string::npos);
    CHECK(house.client.urls[2].find("/rooms/%21aBc%3Aexample.fi/send/m.room.message/") != std::string::npos);

    house.client.answers.push_back({.status = 503});
    house.client.answers.push_back({.status = 503});
    rooms.say_goodbye({.channel = "rooms", .to = {"matrix", "@aino:example.fi"}, .message = words});
    REQUIRE(house.until([&] { return house.client.urls.size() == 5; }));
    house.settle();
    CHECK(house.client.urls.size() == 5);  // without an answer there is nowhere to send it
}

TEST_CASE("while a provider is down for a day it is asked now and then; when it is up all is sent, once") {
    DeskFixture house("    open_requests: 4\n");
    bool is_down = true;
    house.client.provider = [&](const channels::HttpRequest&) {
        return is_down ? channels::HttpResponse{.status = 503, .body = "down"}
                       : channels::HttpResponse{.status = 202, .body = "0: Accepted for delivery"};
    };
    house.invite(20);
    house.pump->start();
    REQUIRE(house.until([&] { return house.pump->breaker_state() == bot::CircuitBreaker::State::open; }));
    for (int step = 0; step < 24 * 4; ++step) house.advance(15min);
    const auto asked = house.client.urls.size();
    CHECK(asked < 150);  // one a quarter of an hour, and those that opened the breaker
    CHECK(asked > 20);
    CHECK(house.until([&] { return house.states()["queued"] == 20; }));
    CHECK(house.loop.logged("outbox.breaker_opened channel=sms"));
    is_down = false;
    house.advance(15min);
    REQUIRE(house.until([&] {
        house.advance(15min);  // each message's own pause has grown, too
        return house.states()["queued"] + house.states()["sending"] == 0;
    }));
    CHECK(house.client.urls.size() == asked + 20);
    CHECK(house.pump->breaker_state() == bot::CircuitBreaker::State::closed);
    CHECK(house.loop.logged("outbox.breaker_closed channel=sms"));
}

TEST_CASE("connections that are reset before the request was sent are tried again, and nothing is sent twice") {
    DeskFixture house;
    for (int i = 0; i < 3; ++i) house.client.answers.push_back({.status = 0, .error = "connection reset"});
    house.pump->start();
    house.invite(1);
    REQUIRE(house.until([&] { return house.client.urls.size() == 1 && house.pump->open_requests() == 0; }));
    for (int i = 0; i < 6; ++i) house.advance(30s);
    CHECK(house.until([&] { return house.states()["accepted"] == 1; }));
    CHECK(house.client.urls.size() == 4);
    CHECK(house.metrics.text().find(R"(kuulolla_outbox_failed_total{channel="sms",kind="retry"} 3)") !=
          std::string::npos);
}

TEST_CASE("an answer of 200 with an error inside is the error") {
    DeskFixture house;
    house.client.answers.push_back({.status = 200, .body = "0: Accepted for delivery. Denied receivers: 1"});
    house.pump->start();
    house.invite(1);
    REQUIRE(house.until([&] { return house.client.urls.size() == 1 && house.pump->open_requests() == 0; }));
    CHECK(house.states()["accepted"] == 0);
    CHECK(house.metrics.text().find(R"(kuulolla_outbox_sent_total{channel="sms"} 0)") != std::string::npos);
}

TEST_CASE("a slow provider holds up no more than its open requests, and nothing is sent twice") {
    DeskFixture house("    open_requests: 2\n");
    house.client.hold();
    house.invite(3);
    house.pump->start();
    REQUIRE(house.until([&] { return house.client.open == 2; }));
    house.advance(50s);
    CHECK(house.client.urls.size() == 2);
    house.client.release();
    CHECK(house.until([&] { return house.states()["accepted"] == 3; }));
    CHECK(house.client.urls.size() == 3);
}
