// Where a message goes: strangers, keywords, late and overtaking messages, buttons.
#include "tests/bot/turns/published.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using bot::Received;
using tests::House;
using tests::Published;
using tests::mari;
using tests::message;
using tests::sent_at;

TEST_CASE("a stranger gets the feedback script, in the language that can be told, with the text as its opening") {
    Published at;
    at.house.text(mari, "Jonotin tunnin ja lähdin pois");
    const auto texts = at.house.deliver_texts();
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].starts_with("Mistä?"));
    CHECK(at.house.answers("feedback")[0].question == "words");

    channels::Incoming english = message("The nurse listened to me very carefully and explained everything", "e");
    english.from = tests::phone("+358405556677");
    at.house.receive(english);
    CHECK(at.house.deliver_texts()[0].starts_with("What about?"));
}

TEST_CASE("a keyword starts its script, and a picture is answered kindly") {
    Published at;
    at.house.text(mari, "kuule");
    CHECK(at.house.deliver_texts()[0].starts_with("Milloin auki?"));
    auto picture = message("", "p");
    picture.unsupported = true;
    at.house.receive(picture);
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.conversation(mari).open);
}

TEST_CASE("an answer within 30 days of closing is still taken, and raises the outcome") {
    Published at;
    at.invite();
    at.house.wait(8 * 24h);
    at.house.fire_timers();
    CHECK(at.house.conversation(mari).outcome == "closed");
    at.house.wait(3 * 24h);
    CHECK(at.house.text(mari, "9") == Received::taken);
    CHECK(at.house.conversation(mari).outcome == "completed");
    CHECK(at.house.answers("post-visit").size() == 1);
}

TEST_CASE("what does not answer the closed question begins the strangers' script") {
    Published at;
    at.invite();
    at.house.wait(8 * 24h);
    at.house.fire_timers();
    at.house.text(mari, "Missä teidän parkkipaikka on nykyään");
    CHECK(at.house.conversation(mari).script == "feedback");
    CHECK(at.house.conversation(mari).open);
}

TEST_CASE("of two messages that overtake each other, the comment is read after the answer it belongs to") {
    Published at;
    at.invite();
    at.house.wait(60s);
    const auto sent = at.house.now();
    CHECK(at.house.receive(sent_at(sent + 1s, "Hoitaja kuunteli oikein hyvin", "b")) == Received::taken);
    CHECK(at.house.receive(sent_at(sent, "9", "a")) == Received::taken);
    const auto answers = at.house.answers("post-visit");
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].value == "9");
    CHECK(answers[1].value == "\"Hoitaja kuunteli oikein hyvin\"");
    // The question that is answered already is not asked.
    const auto texts = at.house.deliver_texts();
    CHECK(std::find(texts.begin(), texts.end(), "Miksi?") == texts.end());
    CHECK(texts.back() == "Kiitos!");
}

TEST_CASE("an old answer that comes after its question was answered does not answer the next one") {
    Published at;
    at.invite();
    at.house.wait(2h);
    CHECK(at.house.receive(sent_at(at.house.now(), "9", "new")) == Received::taken);
    CHECK(at.house.receive(sent_at(at.house.now() - 1h, "8", "old")) == Received::late);
    const auto answers = at.house.answers("post-visit");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].value == "9");
}

TEST_CASE("an old STOP counts whenever it comes, and old words are not lost") {
    Published at;
    at.invite();
    at.house.wait(2h);
    at.house.receive(sent_at(at.house.now(), "9", "new"));
    CHECK(at.house.receive(sent_at(at.house.now() - 1h, "Hoitaja kuunteli hyvin", "words")) == Received::taken);
    CHECK(at.house.answers("post-visit").size() == 2);

    House& house = at.house;
    house.invite(house.invitation("visit-2", mari));
    house.wait(1h);
    house.receive(sent_at(house.now(), "9", "n2"));
    house.receive(sent_at(house.now() - 10min, "STOP", "s"));
    CHECK(house.conversation(mari).outcome == "refused");
}

TEST_CASE("a message from before the open conversation belongs to the one that was open then") {
    Published at;
    at.invite();
    const auto sent = at.house.now() + 1h;
    at.house.wait(8 * 24h);
    at.house.fire_timers();
    at.house.invite(at.house.invitation("visit-2", mari));
    at.house.deliver();
    CHECK(at.house.receive(sent_at(sent, "2", "old")) == Received::taken);
    const auto answers = at.house.answers("post-visit");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].conversation != at.house.conversation(mari).id);
}

TEST_CASE("a provider's clock that is hours behind loses no answer") {
    Published at;
    at.invite();
    const auto behind = [&] { return at.house.now() - 3h; };
    at.house.wait(1min);
    CHECK(at.house.receive(sent_at(behind(), "9", "a")) == Received::taken);
    at.house.wait(1min);
    CHECK(at.house.receive(sent_at(behind(), "hyvin", "b")) == Received::taken);
    CHECK(at.house.answers("post-visit").size() == 2);
}

TEST_CASE("a button goes to the conversation it names, of an older question it is answered kindly") {
    House house;
    house.publish(tests::feedback());
    channels::Incoming start;
    start.external_id = "s";
    start.from = {"web", "session"};
    start.reply = dialogs::TextReply{"PALAUTE"};
    house.receive(start, "chat");
    const auto asked = house.feed("session")[0];
    house.tap("session", 1, "care", asked.ref);
    house.feed("session");
    house.tap("session", 1, "queue", asked.ref);
    CHECK(house.feed("session").size() == 1);
    CHECK(house.answers("feedback").back().value == "\"queue\"");
    CHECK(house.tap("session", 7, "x", "zzz") == Received::taken);
    CHECK(house.feed("session").size() == 1);
}
