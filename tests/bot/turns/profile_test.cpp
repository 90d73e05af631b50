// What is kept of a resident from one conversation to the next; answers of each round.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

using tests::House;
using tests::written;

namespace {

const std::string mari = "+358401112233";
const std::string pekka = "+358404445566";
using Texts = std::vector<std::string>;

const std::string fields =
    "profile:\n  mood: {type: number, example: 3}\n  pace: {type: choice, choices: [month, year], "
    "example: month}\n";

void invite(House& house, const std::string& script, const std::string& number) {
    auto request = house.invitation("key-" + script + number, number);
    request.script = script;
    request.given = "{}";
    REQUIRE(house.invite(request).disposition == "sent");
}

const std::string writes =
    "dialog:\n- ask: q\n  type: smiley\n  text: Miten?\n- do: set\n  profile: {mood: q + 1, pace: "
    "year}\n- end: "
    "Kiitos {profile.mood}.\n";
const std::string reads =
    "dialog:\n- end:\n    profile.pace == 'year': Vuosi {profile.mood}.\n    else: Tuntematon.\n";

/// The answers as `question[round] value`, the withdrawn ones without a value.
Texts stored(House& house) {
    Texts lines;
    for (const auto& answer : house.answers())
        lines.push_back(answer.question + "[" + answer.round + "] " +
                        (answer.erased ? "-" : answer.value));
    return lines;
}

}  // namespace

TEST_CASE("what one script writes into the profile, another one reads, also after a restart") {
    House house;
    house.publish(written("writes", fields + writes));
    house.publish(written("reads", fields + reads));
    invite(house, "writes", mari);
    house.deliver();
    house.text(mari, "4");
    CHECK(house.deliver_texts() == Texts{"Kiitos 5."});
    house.restart();
    invite(house, "reads", mari);
    CHECK(house.deliver_texts() == Texts{"Vuosi 5."});
    invite(house, "reads", pekka);
    CHECK(house.deliver_texts() == Texts{"Tuntematon."});
}

TEST_CASE("a field that was saved as another type is not known") {
    House house;
    house.publish(written("writes", fields + writes));
    house.publish(
        written("reads",
                "profile:\n  mood: {type: date, example: 2026-01-01}\ndialog:\n- end:\n    "
                "answered(profile.mood): Tuttu.\n    else: Tuntematon.\n"));
    invite(house, "writes", mari);
    house.deliver();
    house.text(mari, "4");
    house.deliver();
    invite(house, "reads", mari);
    CHECK(house.deliver_texts() == Texts{"Tuntematon."});
}

TEST_CASE("an erased resident's profile is gone") {
    House house;
    house.publish(written("writes", fields + writes));
    house.publish(written("reads", fields + reads));
    invite(house, "writes", mari);
    house.deliver();
    house.text(mari, "4");
    house.deliver();
    house.text(mari, "POISTA");
    house.text(mari, "kyllä");
    house.deliver();
    invite(house, "reads", mari);
    CHECK(house.deliver_texts() == Texts{"Tuntematon."});
}

TEST_CASE("each round's answers are stored, and taken back by themselves") {
    House house;
    house.publish(written(
        "rounds",
        "dialog:\n- repeat: child\n  most: 3\n  while: more\n  steps:\n  - ask: age\n    type: "
        "smiley\n    text: Miten {child}?\n  - ask: more\n    type: yes-no\n    text: Muita?\n"));
    invite(house, "rounds", mari);
    for (const auto* said : {"1", "kyllä", "5"})
        house.text(mari, said);
    CHECK(stored(house) == Texts{"age[1] 1", "more[1] true", "age[2] 5"});
    house.text(mari, "TAKAISIN");
    house.text(mari, "TAKAISIN");
    house.text(mari, "ei");
    CHECK(stored(house) ==
          Texts{"age[1] 1", "more[1] true", "age[2] 5", "age[2] -", "more[1] false"});
    CHECK(house.tallies_equal_answers("rounds"));
    CHECK(house.conversation(mari).outcome == "completed");
}
