// What the demo page sees of the store, and the messages of a conversation.
#include "bot/api/demo_events.hpp"

#include "bot/api/messages_api.hpp"
#include "tests/bot/service/desk_fixture.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using tests::DeskFixture;

namespace {

struct Watched {
    Watched() { house.invite(1); }

    void reply(const std::string& text) {
        const auto id = std::to_string(++replies);
        const channels::Incoming incoming{
            .external_id = id, .from = {"tel", "+358401000001"}, .reply = dialogs::TextReply{text}};
        CHECK(house.loop.run(house.hooks->take("sms", {.events = {incoming}, .answer = {}, .courtesies = {}}, {})));
    }

    std::string next(bot::DemoEvents& events) { return house.loop.run(events.next()).value_or("the end"); }

    std::size_t noticed_ends() const {
        std::size_t ends = 0;
        for (const auto& notices : house.notices) ends += static_cast<std::size_t>(notices.ended);
        return ends;
    }

    DeskFixture house;
    bot::LiveAnswers live{house.loop.io};
    int replies = 0;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

bot::http::Response ask(DeskFixture& house, const std::string& query, const std::string& token) {
    const std::vector<bot::ApiToken> known{{.name = "visits", .token = "the-token"}};
    const bot::Tokens tokens(known);
    bot::MessagesApi api(*house.reading);
    bot::http::Router router;
    api.add_routes(router, tokens);
    bot::http::Request request{.method = "GET",
                               .target = "/api/v1/messages?" + query,
                               .query = query,
                               .headers = {{"authorization", "Bearer " + token}}};
    return house.loop.run(router.handle(request));
}

std::string conversation_of(DeskFixture& house) {
    auto read = [](storage::Reader& reader) { return reader.answers({}, {}, 1).at(0).conversation; };
    return house.loop.run(house.reading->run(std::move(read)));
}

}  // namespace

TEST_CASE("the demo sees what is stored already, then each answer and outcome as it comes") {
    Watched at;
    at.reply("9");
    bot::DemoEvents events(*at.house.reading, at.live, {});
    CHECK(at.next(events) == bot::http::keep_alive_event);
    const auto first = at.next(events);
    CHECK(has(first, "id: 1\n"));
    CHECK(has(first, R"("question":"nps")"));
    CHECK_FALSE(has(first, "outcome"));
    at.reply("Hoitaja kuunteli.");
    CHECK(at.noticed_ends() == 1);
    at.live.grew();
    const auto second = at.next(events);
    CHECK(has(second, "id: 2\n"));
    CHECK(has(second, R"({"outcome":"completed","conversation":")"));
    CHECK(second.find(R"("question":"why")") < second.find("outcome"));  // in the order in which they came
    CHECK(has(second, R"("script":"post-visit")"));
    CHECK_FALSE(has(second, "\"nps\""));
}

TEST_CASE("an outcome is told once, and again to who comes again") {
    Watched at;
    at.reply("STOP");
    bot::DemoEvents events(*at.house.reading, at.live, {});
    (void)at.next(events);
    CHECK(has(at.next(events), R"("outcome":"refused")"));
    at.live.stop();
    CHECK(at.next(events) == "the end");
    bot::LiveAnswers live(at.house.loop.io);
    bot::DemoEvents again(*at.house.reading, live, storage::AnswerId{100});
    (void)at.next(again);
    CHECK(has(at.next(again), R"("outcome":"refused")"));
}

TEST_CASE("the API lists a conversation's messages with their states, without a text or a number") {
    Watched at;
    at.house.pump->start();
    REQUIRE(at.house.until([&] { return at.house.states()["accepted"] == 1; }));
    at.reply("9");
    REQUIRE(at.house.until([&] { return at.house.states()["accepted"] == 2; }));
    const auto response = ask(at.house, "conversation=" + conversation_of(at.house), "the-token");
    REQUIRE(response.status == 200);
    const auto messages = nlohmann::json::parse(response.body).at("messages");
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].at("state") == "accepted");
    CHECK(messages[0].at("channel") == "sms");
    CHECK(messages[0].at("question") == 1);
    CHECK(messages[0].at("message").get<std::string>().size() == 26);
    CHECK(messages[0].at("accepted_at").is_string());
    CHECK(messages[1].at("question") == 2);
    CHECK_FALSE(has(response.body, "suosittel"));
    CHECK_FALSE(has(response.body, "358401"));
}

TEST_CASE("the messages of nobody are none, without a conversation 422, without a token 401") {
    Watched at;
    CHECK(nlohmann::json::parse(ask(at.house, "conversation=nosuch", "the-token").body).at("messages").empty());
    CHECK(ask(at.house, "", "the-token").status == 422);
    CHECK(ask(at.house, "conversation=nosuch", "wrong").status == 401);
}
