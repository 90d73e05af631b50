// DATA: what a resident is told of what is stored.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using tests::House;

namespace {

const std::string mari = "+358401112233";

struct Answered {
    House house;
    Answered() {
        house.publish(tests::post_visit());
        house.publish(tests::consultation());
        house.invite(house.invitation("visit-1", mari));
        house.text(mari, "9");
        house.text(mari, "Hoitaja kuunteli");
        house.deliver();
    }
    std::string ask(const std::string& word = "TIEDOT") {
        house.text(mari, word);
        const auto told = house.deliver_texts();
        REQUIRE(told.size() == 1);
        return told[0];
    }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("DATA tells the address masked, the answers of each script by its title, the streams and the language") {
    Answered at;
    const auto told = at.ask();
    INFO(told);
    CHECK(has(told, "***33"));
    CHECK_FALSE(has(told, "358401"));
    CHECK(has(told, "2 vastausta"));
    CHECK(has(told, "luvat: palaute."));
    CHECK(has(told, "\n" + tests::post_visit().title.at("fi") + ": 2"));
    CHECK(has(told, "\nKieli: suomi"));
    CHECK(has(told, "POISTA"));
    CHECK_FALSE(has(told, "Ei viestejä"));
}

TEST_CASE("DATA tells what was stopped, and speaks the resident's language") {
    Answered at;
    at.house.text(mari, "KIELI SV");
    at.house.text(mari, "STOPP");
    at.house.deliver();
    const auto told = at.ask("UPPGIFTER");
    INFO(told);
    CHECK(has(told, "2 svar"));
    CHECK(has(told, "\nInga meddelanden om: respons"));
    CHECK(has(told, "\nSpråk: svenska"));
}

TEST_CASE("DATA in mid-dialog is answered, and the question stays open") {
    House house;
    house.publish(tests::post_visit());
    house.invite(house.invitation("visit-1", mari));
    house.deliver();
    house.text(mari, "TIEDOT");
    const auto told = house.deliver_texts();
    REQUIRE_FALSE(told.empty());
    CHECK(has(told[0], "0 vastausta"));
    house.text(mari, "9");
    CHECK(house.answers().size() == 1);
}

TEST_CASE("DATA counts answers of any age") {
    Answered at;
    at.house.wait(400 * 24h);
    at.house.text(mari, "KUULE");
    at.house.text(mari, "1");
    at.house.deliver();
    const auto told = at.ask();
    INFO(told);
    CHECK(has(told, "3 vastausta"));
    const auto title_of = [](const dialogs::Script& script) { return script.title.at("fi"); };
    CHECK(has(told, "\n" + title_of(tests::consultation()) + ": 1\n" + title_of(tests::post_visit()) + ": 2"));
}

TEST_CASE("DATA from a stranger tells that the address is known, and nothing else") {
    House house;
    house.text(mari, "TIEDOT");
    const auto told = house.deliver_texts();
    REQUIRE(told.size() == 1);
    CHECK(has(told[0], "***33"));
    CHECK(has(told[0], "0 vastausta"));
}
