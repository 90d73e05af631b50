// What arrives: duplicates, limits, and turns that fail.
#include "tests/bot/turns/published.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using bot::Received;
using tests::House;
using tests::Published;
using tests::mari;
using tests::message;
using tests::sent_at;

TEST_CASE("the same webhook twice changes nothing") {
    Published at;
    at.invite();
    CHECK(at.house.receive(message("9", "a")) == Received::taken);
    CHECK(at.house.receive(message("9", "a")) == Received::duplicate);
    CHECK(at.house.answers().size() == 1);
    CHECK(at.house.deliver().size() == 1);
}

TEST_CASE("an id is unique in its scope only") {
    Published at;
    at.invite();
    auto first = message("9", "1");
    first.scope = "modem1";
    auto second = message("Hyvä palvelu oli", "1");
    second.scope = "modem2";
    CHECK(at.house.receive(first) == Received::taken);
    CHECK(at.house.receive(second) == Received::taken);
    CHECK(at.house.answers().size() == 2);
}

TEST_CASE("without an id, the same text within the retry window is the same message, until another comes between") {
    Published at;
    at.invite();
    CHECK(at.house.receive(message("ehkä")) == Received::taken);
    at.house.wait(1min);
    CHECK(at.house.receive(message("ehkä")) == Received::duplicate);
    CHECK(at.house.receive(message("siis")) == Received::taken);
    CHECK(at.house.receive(message("ehkä")) == Received::taken);
    at.house.wait(6min);
    CHECK(at.house.receive(message("ehkä")) == Received::taken);
}

TEST_CASE("without an id, the same text sent at another moment is another message") {
    Published at;
    at.invite();
    CHECK(at.house.receive(sent_at(at.house.now(), "ehkä", "")) == Received::taken);
    at.house.wait(10s);
    CHECK(at.house.receive(sent_at(at.house.now() - 10s, "ehkä", "")) == Received::duplicate);
    CHECK(at.house.receive(sent_at(at.house.now(), "ehkä", "")) == Received::taken);
}

TEST_CASE("an address is heard sixty times a minute, and again in the next") {
    Published at;
    for (int i = 0; i < 60; ++i) CHECK(at.house.text(mari, "viesti " + std::to_string(i)) == Received::taken);
    CHECK(at.house.text(mari, "9") == Received::limited);
    at.house.wait(61s);
    CHECK(at.house.text(mari, "9") == Received::taken);
}

TEST_CASE("two machines that talk to each other are parted after twenty equal texts") {
    Published at;
    int taken = 0;
    for (int i = 0; i < 40; ++i) {
        if (at.house.text(mari, "Olen lomalla 1.12. asti, ystävällisin terveisin") == Received::taken) ++taken;
        at.house.deliver();
        at.house.wait(5s);
    }
    CHECK(taken == 20);
    CHECK_FALSE(at.house.conversation(mari).open);
    CHECK(at.house.deliver().empty());
}

TEST_CASE("a quick resident who gives the same mark to many questions is no machine") {
    House house;
    dialogs::Script marks;
    marks.id = "marks";
    marks.title["fi"] = "marks";
    marks.languages = {"fi"};
    marks.stream = "feedback";
    marks.keywords["fi"] = {"MERKIT"};
    for (int i = 0; i < 30; ++i) {
        dialogs::Question question;
        question.name = "q" + std::to_string(i);
        question.type = dialogs::QuestionType::smiley;
        question.text.wordings = {{std::nullopt, {{"fi", "Miltä tuntui " + std::to_string(i) + "?"}}}};
        dialogs::Step step;
        step.path = std::to_string(i);
        step.what = dialogs::Ask{question};
        marks.dialog.push_back(step);
    }
    marks.version = dialogs::version_of(dialogs::to_canonical_json(marks));
    house.publish(marks);
    house.text(mari, "MERKIT");
    for (int i = 0; i < 30; ++i) {
        CHECK(house.text(mari, "5") == Received::taken);
        house.wait(2s);
    }
    CHECK(house.answers().size() == 30);
}

TEST_CASE(
    "a turn that cannot be decided fails alone: its dialog ends, the resident is told, the retry is a duplicate") {
    Published at;
    at.invite();
    at.house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
                  [&](storage::WorkingSet& rows) {
                      const auto ids = rows.conversations_of(rows.address(tests::phone(mari))->resident);
                      rows.conversations.edit(ids.front()).state = "{broken";
                  });
    CHECK_THROWS(at.house.receive(message("9", "poison")));
    CHECK(at.house.conversation(mari).outcome == "failed");
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.receive(message("9", "poison")) == Received::duplicate);
    const auto alarms = at.house.take_notices().alarms;
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].event == "turn.failed");
}
