// A conversation through the desk: from an invitation to stored answers, messages, cases and tallies.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

using tests::House;

namespace {

const std::string mari = "+358401112233";

/// An invited resident who has got the first question.
struct Invited {
    House house;
    Invited() {
        house.publish(tests::post_visit());
        house.publish(tests::feedback());
        REQUIRE(house.invite(house.invitation("visit-1", mari)).disposition == "sent");
        REQUIRE(house.deliver_texts() == std::vector<std::string>{"Hervanta: suositteletko? Vastaa 0-10."});
    }
};

}  // namespace

TEST_CASE("an invited resident answers, and every answer is stored with what it hangs on") {
    Invited at;
    at.house.text(mari, "yhdeksän");
    CHECK(at.house.deliver_texts() == std::vector<std::string>{"Miksi?"});
    at.house.text(mari, "Hoitaja kuunteli.");
    CHECK(at.house.deliver_texts() == std::vector<std::string>{"Kiitos!"});

    const auto answers = at.house.answers();
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].question == "nps");
    CHECK(answers[0].value == "9");
    CHECK(answers[0].raw == "yhdeksän");
    CHECK(answers[0].unit == "Hervanta");
    CHECK(answers[0].kind == "sms");
    CHECK(answers[0].language == "fi");
    CHECK_FALSE(answers[0].free_text);
    CHECK(answers[1].value == "\"Hoitaja kuunteli.\"");
    CHECK(answers[1].free_text);
    CHECK(at.house.conversation(mari).outcome == "completed");
    CHECK_FALSE(at.house.conversation(mari).open);
    CHECK(at.house.conversation(mari).timers.empty());
    CHECK(at.house.tallies_equal_answers("post-visit"));
}

TEST_CASE("a case is opened in the same commit, and its number is told") {
    Invited at;
    at.house.text(mari, "2");
    at.house.text(mari, "Jonotin tunnin.");
    at.house.deliver();
    at.house.text(mari, "kyllä");
    const auto texts = at.house.deliver_texts();
    REQUIRE(texts.size() == 1);

    storage::CaseRow opened;
    at.house.look(
        [&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
        [&](storage::WorkingSet&) {});
    CHECK(at.house.reader().figures(at.house.now()).cases_open == 1);
    CHECK(texts[0].starts_with("Numero on "));
    CHECK(at.house.answers().back().value == "true");
}

TEST_CASE("a changed answer replaces the earlier one, and the tallies move with it") {
    Invited at;
    at.house.text(mari, "9");
    at.house.deliver();
    at.house.text(mari, "TAKAISIN");
    CHECK(at.house.deliver_texts() == std::vector<std::string>{"Hervanta: suositteletko? Vastaa 0-10."});
    at.house.text(mari, "3");

    const auto answers = at.house.answers();
    REQUIRE(answers.size() == 2);
    CHECK(answers[1].replaces == answers[0].number);
    CHECK(at.house.tallies_equal_answers("post-visit"));
    std::int64_t counted = 0;
    for (const auto& [key, count] : at.house.reader().tallies("post-visit")) counted += count;
    CHECK(counted == 1);
}

TEST_CASE("a reply that is never understood is kept without a value, and the dialog goes on") {
    Invited at;
    for (const auto* words : {"ehkä", "siis", "no joo tota"}) at.house.text(mari, words);
    const auto answers = at.house.answers();
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].value == "null");
    CHECK(answers[0].comment == "no joo tota");
    CHECK(at.house.tallies_equal_answers("post-visit"));
}

TEST_CASE("notices tell of answers, due messages and timers after the commit") {
    Invited at;
    at.house.take_notices();
    at.house.text(mari, "9");
    const auto notices = at.house.take_notices();
    REQUIRE(notices.answers.size() == 1);
    CHECK(notices.answers[0].answer.question == "nps");
    CHECK_FALSE(notices.answers[0].conversation.empty());
    CHECK_FALSE(notices.answers[0].resident.empty());
    REQUIRE_FALSE(notices.messages.empty());
    CHECK(notices.messages[0].channel == "sms");
    CHECK(notices.timer_due.has_value());
}

TEST_CASE("in a feed, committing is accepting: the page reads numbered messages, and clocks run at once") {
    House house;
    house.publish(tests::feedback());
    channels::Incoming incoming;
    incoming.external_id = "page-1";
    incoming.from = {"web", "session"};
    incoming.reply = dialogs::TextReply{"PALAUTE"};
    CHECK(house.receive(incoming, "chat") == bot::Received::taken);
    const auto first = house.feed("session");
    REQUIRE(first.size() == 1);
    CHECK(first[0].message.choices.size() == 3);

    house.tap("session", first[0].message.question, "queue", first[0].ref);
    const auto second = house.feed("session");
    REQUIRE(second.size() == 1);
    CHECK(second[0].text == "Kerro.");
    CHECK(house.answers("feedback")[0].value == "\"queue\"");
    CHECK(house.answers("feedback")[0].kind == "web");
}

TEST_CASE("a script version in use is found again by its row where the shelf has lost it") {
    House house;
    house.publish(tests::post_visit());
    REQUIRE(house.invite(house.invitation("visit-1", mari)).disposition == "sent");
    house.world().shelf() = bot::ScriptShelf();
    CHECK(house.text(mari, "9") == bot::Received::taken);
    CHECK(house.answers().size() == 1);
}

TEST_CASE("a conversation ends with the version it began with") {
    Invited at;
    auto newer = tests::post_visit();
    newer.dialog.resize(1);
    newer.version = dialogs::version_of(dialogs::to_canonical_json(newer));
    at.house.publish(newer);
    at.house.text(mari, "9");
    CHECK(at.house.deliver_texts() == std::vector<std::string>{"Miksi?"});
}

TEST_CASE("a version that gives a question another type, or takes a choice away, is refused") {
    auto before = tests::feedback();
    auto after = before;
    std::get<dialogs::Ask>(after.dialog[0].what).question.options.pop_back();
    CHECK(bot::incompatibilities(before, after).size() == 1);
    std::get<dialogs::Ask>(after.dialog[0].what).question.type = dialogs::QuestionType::text;
    CHECK(bot::incompatibilities(before, after).size() == 1);
    CHECK(bot::incompatibilities(before, before).empty());
}
