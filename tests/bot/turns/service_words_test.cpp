// Reserved words outside any dialog, erasure, emergencies, thanks.
#include "tests/bot/turns/published.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using bot::Received;
using tests::Published;
using tests::mari;

TEST_CASE("reserved words outside any dialog are answered by the service") {
    Published at;
    at.house.text(mari, "MUKAAN");
    const auto join = at.house.deliver_texts();
    REQUIRE(join.size() == 1);
    CHECK(join[0].find("PALAUTE") != std::string::npos);
    CHECK(join[0].find("KUULE") != std::string::npos);
    for (const auto* word : {"APUA", "TIEDOT", "TILA", "PERU", "KIELI", "START", "OHI", "TAKAISIN"}) {
        INFO(word);
        at.house.text(mari, word);
        CHECK(at.house.deliver().size() == 1);
    }
    CHECK(at.house.answers().empty());
}

TEST_CASE("KIELI outside any dialog lists the languages, and the choice is kept") {
    Published at;
    at.house.text(mari, "KIELI");
    const auto listed = at.house.deliver();
    REQUIRE(listed.size() == 1);
    REQUIRE(listed[0].message.choices.size() > 1);
    for (const auto& choice : listed[0].message.choices) {
        if (choice.value == "en") at.house.text(mari, std::to_string(choice.number));
    }
    CHECK(at.house.resident(mari).language == "en");
}

TEST_CASE("POISTA is asked once, and erases all that is the resident's in that commit") {
    Published at;
    at.invite();
    at.house.text(mari, "9");
    at.house.text(mari, "Hoitaja oli ihana");
    at.house.deliver();
    at.house.text(mari, "POISTA");
    CHECK(at.house.deliver().size() == 1);
    at.house.text(mari, "kyllä");
    const auto notices = at.house.take_notices();
    REQUIRE(notices.partings.size() == 1);
    CHECK(notices.partings[0].to == tests::phone(mari));
    CHECK(notices.erased == 1);
    CHECK(at.house.deliver().empty());
    at.house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
                  [&](storage::WorkingSet& rows) { CHECK(rows.address(tests::phone(mari)) == nullptr); });
    for (const auto& answer : at.house.answers()) {
        CHECK(answer.raw.empty());
        CHECK(answer.value.find("ihana") == std::string::npos);
    }
}

TEST_CASE("POISTA in mid-dialog erases too") {
    Published at;
    at.invite();
    at.house.text(mari, "9");
    at.house.text(mari, "POISTA");
    at.house.text(mari, "kyllä");
    CHECK(at.house.take_notices().partings.size() == 1);
    at.house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
                  [&](storage::WorkingSet& rows) { CHECK(rows.address(tests::phone(mari)) == nullptr); });
    CHECK(at.house.answers("post-visit").size() == 1);
}

TEST_CASE("an emergency is answered at once, and opens an urgent case") {
    Published at;
    at.house.text(mari, "en halua elää");
    CHECK(at.house.deliver_texts()[0].find("112") != std::string::npos);
    CHECK(at.house.reader().figures(at.house.now()).cases_open == 1);
    const auto alarms = at.house.take_notices().alarms;
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].event == "case.urgent");
}

TEST_CASE("another script's keyword in mid-dialog starts it once it is confirmed") {
    Published at;
    at.invite();
    at.house.text(mari, "KUULE");
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.conversation(mari).script == "post-visit");
    at.house.text(mari, "kyllä");
    CHECK(at.house.conversation(mari).script == "hours");
    CHECK(at.house.deliver_texts()[0].starts_with("Milloin auki?"));
}

TEST_CASE("thanks after the last word are taken as thanks, and begin nothing") {
    Published at;
    at.invite();
    at.house.text(mari, "9");
    at.house.text(mari, "Hoitaja kuunteli");
    at.house.deliver();
    for (const auto* words : {"Kiitos!", "ok kiitos", "👍"}) {
        INFO(words);
        CHECK(at.house.text(mari, words) == Received::taken);
        CHECK(at.house.deliver().size() == 1);
        CHECK(at.house.conversation(mari).script == "post-visit");
    }
    at.house.text(mari, "Missä teidän parkkipaikka on nykyään");
    CHECK(at.house.conversation(mari).script == "feedback");
}

TEST_CASE("a yes that comes days after POISTA, or after another dialog, erases nothing") {
    Published at;
    at.house.text(mari, "POISTA");
    at.house.wait(25h);
    at.house.text(mari, "kyllä");
    CHECK(at.house.take_notices().erased == 0);
    at.house.text(mari, "POISTA");
    at.house.text(mari, "kyllä");

    const std::string other = "+358405556677";
    at.house.text(other, "POISTA");
    at.house.invite(at.house.invitation("visit-2", other));
    at.house.text(other, "2");
    at.house.text(other, "Jonotin");
    at.house.take_notices();
    at.house.text(other, "kyllä");
    CHECK(at.house.take_notices().erased == 0);
}
