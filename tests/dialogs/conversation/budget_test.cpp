// Questions of the type `budget`: lines with costs, the ceiling, the confirmation, and what stays
// brief.
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

using tests::script_of;
using tests::talk;

const std::string items = R"(  ceiling: 100000
  items:
    benches: {text: Penkit, cost: 15000, about: Viiden aseman pihalle.}
    yard: {text: Kerhopiha, cost: 60000}
    gym: {text: Ulkokuntosali, cost: 80000, about: Kahdeksan laitetta.}
)";

std::string ballot(const std::string& more) {
    return "dialog:\n- ask: ballot\n  type: budget\n  text: Valitse.\n" + items + more;
}

const std::string brief = "  brief: true\n  at_least: 2\n";

}  // namespace

TEST_CASE("a budget's lines have their costs, and a ballot counts once it is confirmed") {
    CHECK(talk(script_of(ballot("")), "1 2\n1\n") == R"(
< Valitse./1=Penkit 15 000 €/2=Kerhopiha 60 000 €/3=Ulkokuntosali 80 000 €
> 1 2
< Valitsit 1, 2. Yhteensä 75 000, jäljellä 25 000 euroa./1=vahvista/2=muuta
> 1
= ballot ["benches","yard"]
# completed
)");
}

TEST_CASE("a ballot over the ceiling is told by how much, and asked again as often as it takes") {
    CHECK(talk(script_of(ballot("")), "2 3\n2 3\n1 3\n1 2 3\n3\nvahvista\n") == R"(
< Valitse./1=Penkit 15 000 €/2=Kerhopiha 60 000 €/3=Ulkokuntosali 80 000 €
> 2 3
< Valintasi maksavat 140 000 euroa, 40 000 liikaa. Lähetä numerot uudelleen.
> 2 3
< Valintasi maksavat 140 000 euroa, 40 000 liikaa. Lähetä numerot uudelleen.
> 1 3
< Valitsit 1, 3. Yhteensä 95 000, jäljellä 5 000 euroa./1=vahvista/2=muuta
> 1 2 3
< Valintasi maksavat 155 000 euroa, 55 000 liikaa. Lähetä numerot uudelleen.
> 3
< Valitsit 3. Yhteensä 80 000, jäljellä 20 000 euroa./1=vahvista/2=muuta
> vahvista
= ballot ["gym"]
# completed
)");
}

TEST_CASE("a ballot is changed by its line, by no, or by other numbers") {
    const auto script = script_of(ballot(""));
    for (const std::string change : {"2", "muuta", "ei"}) {
        CAPTURE(change);
        CHECK(talk(script, "1 2\n" + change + "\nulkokuntosali\nkyllä\n")
                  .find("= ballot [\"gym\"]") != std::string::npos);
    }
    CHECK(talk(script, "1 2\n1 3\n1\n").find("= ballot [\"benches\",\"gym\"]") !=
          std::string::npos);
}

TEST_CASE("a brief budget lists its items on MORE, and tells of one by its number") {
    CHECK(talk(script_of(ballot(brief)), "LISTA\n3\n2\n1 3\n1\n") == R"(
< Valitse. Lista: LISTA
> LISTA
! more
< 1=Penkit 15 000 €/2=Kerhopiha 60 000 €/3=Ulkokuntosali 80 000 €
> 3
< 3=Ulkokuntosali 80 000 €. Kahdeksan laitetta.
> 2
< 2=Kerhopiha 60 000 €
> 1 3
< Valitsit 1, 3. Yhteensä 95 000, jäljellä 5 000 euroa./1=vahvista/2=muuta
> 1
= ballot ["benches","gym"]
# completed
)");
}

TEST_CASE("where one item is enough, its number tells of it and makes a ballot at once") {
    CHECK(talk(script_of(ballot("  brief: true\n")), "3\n1\n") == R"(
< Valitse. Lista: LISTA
> 3
< 3=Ulkokuntosali 80 000 €. Kahdeksan laitetta. Valitsit 3. Yhteensä 80 000, jäljellä 20 000 euroa./1=vahvista/2=muuta
> 1
= ballot ["gym"]
# completed
)");
}

TEST_CASE("a brief budget is listed at once where a message costs nothing") {
    const auto script = script_of(ballot(brief));
    dialogs::Simulator simulator(script, tests::shipped_catalog(),
                                 {.channel = "telegram", .at = tests::noon()});
    const auto asked = simulator.start();
    CHECK(asked.at(0).at("text") ==
          "Valitse.\n1=Penkit 15 000 €\n2=Kerhopiha 60 000 €\n3=Ulkokuntosali 80 000 €");
    const auto check = simulator.receive(dialogs::TextReply{"1 2"});
    CHECK(check.at(0).at("text") == "Valitsit 1, 2. Yhteensä 75 000, jäljellä 25 000 euroa.");
    CHECK(check.at(0).at("choices").at(0).at("value") == "confirm");
    SECTION("confirmed by its button") {
        const auto confirmed =
            simulator.receive(dialogs::TapReply{.question = 0, .value = "confirm"});
        CHECK(confirmed.at(0).at("value") == nlohmann::json({"benches", "yard"}));
        CHECK(confirmed.at(0).at("raw") == "1 2");
    }
    SECTION("changed by its button, and the old one confirms nothing any more") {
        const auto changed = simulator.receive(dialogs::TapReply{.question = 1, .value = "change"});
        CHECK(changed.at(0).at("text") == asked.at(0).at("text"));
        const auto old = simulator.receive(dialogs::TapReply{.question = 1, .value = "confirm"});
        CHECK(old.at(0).at("text") == tests::shipped_catalog().text("fi", "button_is_old"));
    }
}

TEST_CASE(
    "too few items are told how many, and what is no answer is asked again, the ballot with it") {
    const std::string lines = "/1=Penkit 15 000 €/2=Kerhopiha 60 000 €/3=Ulkokuntosali 80 000 €\n";
    auto richer = ballot("  at_least: 3\n");
    richer.replace(richer.find("ceiling: 100000"), 15, "ceiling: 200000");
    CHECK(talk(script_of(richer), "1 2\nhäh\n") ==
          "\n< Valitse." + lines +
              "> 1 2\n? ballot 1\n"
              "< Valitse vähintään 3. Vastaa numeroilla, esimerkiksi 1 3." +
              lines +
              "> häh\n? ballot 2\n"
              "< En ymmärtänyt vastausta. Vastaa yhdellä tai useammalla numerolla, esimerkiksi 1 3." +
              lines);
    const auto told = talk(script_of(ballot("")), "1\nmitä?\nAPUA\n1\n");
    CHECK(told.find("? ballot 1\n< Valitsit 1. Yhteensä 15 000") != std::string::npos);
    CHECK(told.find("= ballot [\"benches\"]") != std::string::npos);
}

TEST_CASE("a ballot's comment stays with it, and the way out needs no confirmation") {
    CHECK(talk(script_of(ballot("")), "1 ja 2, nämä ovat parhaat\nok\n")
              .find("= ballot [\"benches\",\"yard\"] (\"1 ja 2, nämä ovat parhaat\")") !=
          std::string::npos);
    CHECK(talk(script_of(ballot("  na: en halua äänestää\n")), "0\n").find("= ballot \"na\"") !=
          std::string::npos);
}

TEST_CASE("a budget is voted on in every language of the service") {
    const auto& catalog = tests::shipped_catalog();
    const auto text = fmt::format(
        "script: talk\ntitle: T\nlanguages: [{}]\nstream: event\nbasis: public-task\n{}",
        fmt::join(catalog.languages(), ", "), ballot(""));
    const auto read = dialogs::read_script({"talk.yaml", text}, nullptr, nullptr);
    REQUIRE(read.script);
    for (const auto& language : catalog.languages()) {
        CAPTURE(language);
        for (const auto& yes : {std::string("1"), catalog.text(language, "budget_confirm"),
                                catalog.text(language, "yes")}) {
            CAPTURE(yes);
            dialogs::Simulator simulator(*read.script, catalog,
                                         {.language = language, .at = tests::noon()});
            static_cast<void>(simulator.start());
            static_cast<void>(simulator.receive(dialogs::TextReply{"1 2"}));
            static_cast<void>(
                simulator.receive(dialogs::TextReply{catalog.text(language, "budget_change")}));
            static_cast<void>(simulator.receive(dialogs::TextReply{"1, 3"}));
            const auto events = simulator.receive(dialogs::TextReply{yes});
            REQUIRE_FALSE(events.empty());
            CHECK(events.front().value("event", "") == "answer");
            CHECK(events.front().value("value", nlohmann::json()) ==
                  nlohmann::json({"benches", "gym"}));
        }
    }
}

TEST_CASE("a compiled budget is itself again") {
    const auto script = script_of(ballot(brief));
    const auto compiled = dialogs::to_canonical_json(script);
    CHECK(dialogs::to_canonical_json(dialogs::script_from_json(compiled)) == compiled);
    CHECK(talk(dialogs::script_from_json(compiled), "1 3\n1\n").find("[\"benches\",\"gym\"]") !=
          std::string::npos);
}
