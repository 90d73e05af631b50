// Timers: they count from acceptance, fire once, and are void once their question is answered.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using tests::House;

namespace {

const std::string mari = "+358401112233";

struct Invited {
    House house;
    Invited() {
        house.publish(tests::post_visit());
        house.invite(house.invitation("visit-1", mari));
    }
};

}  // namespace

TEST_CASE("who has answered nothing is reminded once, then the dialog closes") {
    Invited at;
    at.house.deliver();
    at.house.wait(47h);
    CHECK(at.house.fire_timers() == 0);
    at.house.wait(2h);
    CHECK(at.house.fire_timers() == 1);
    CHECK(at.house.deliver_texts() == std::vector<std::string>{"Hervanta: suositteletko? Vastaa 0-10."});
    at.house.wait(24h * 4);
    CHECK(at.house.fire_timers() == 0);
    at.house.wait(24h * 2);
    at.house.fire_timers();
    CHECK(at.house.conversation(mari).outcome == "closed");
    CHECK(at.house.deliver().empty());
}

TEST_CASE("who has begun to answer is not reminded, and closes with what there is") {
    Invited at;
    at.house.deliver();
    at.house.text(mari, "9");
    at.house.deliver();
    at.house.wait(49h);
    at.house.fire_timers();
    CHECK(at.house.deliver().empty());
    at.house.wait(24h * 6);
    at.house.fire_timers();
    CHECK(at.house.conversation(mari).outcome == "completed");
}

TEST_CASE("the clock starts when the provider has accepted the question, not before") {
    Invited at;
    at.house.wait(72h);
    CHECK(at.house.fire_timers() == 0);
    at.house.deliver();
    at.house.wait(47h);
    CHECK(at.house.fire_timers() == 0);
    at.house.wait(2h);
    CHECK(at.house.fire_timers() == 1);
}

TEST_CASE("a question that was never accepted in 7 days closes as undeliverable") {
    Invited at;
    at.house.wait(24h * 7 + 1min);
    at.house.fire_timers();
    CHECK_FALSE(at.house.conversation(mari).open);
    CHECK(at.house.conversation(mari).outcome == "closed");
    CHECK(at.house.deliver().empty());
}

TEST_CASE("a question that is refused for good closes its dialog at once") {
    Invited at;
    const auto claimed = at.house.claim();
    at.house.tell(claimed.at(0).id, channels::SendFailure{.kind = channels::FailureKind::permanent});
    CHECK_FALSE(at.house.conversation(mari).open);
}

TEST_CASE("a reminder that fails does not close a dialog whose question has arrived") {
    Invited at;
    at.house.deliver();
    at.house.wait(49h);
    at.house.fire_timers();
    const auto claimed = at.house.claim();
    at.house.tell(claimed.at(0).id, channels::SendFailure{.kind = channels::FailureKind::permanent});
    CHECK(at.house.conversation(mari).open);
}

TEST_CASE("HELP, a language switch and an unclear reply leave the clocks running") {
    Invited at;
    at.house.deliver();
    const auto timers = at.house.conversation(mari).timers;
    for (const auto* words : {"APUA", "ehkä", "LANGUAGE EN"}) {
        at.house.wait(1h);
        at.house.text(mari, words);
        at.house.deliver();
        INFO(words);
        CHECK(at.house.conversation(mari).timers == timers);
    }
}

TEST_CASE("many due conversations are fired in pages, each once") {
    House house;
    house.publish(tests::post_visit());
    for (int i = 0; i < 300; ++i)
        house.invite(house.invitation("visit-" + std::to_string(i), "+35840" + std::to_string(1000000 + i)));
    house.deliver();
    house.wait(49h);
    CHECK(house.fire_timers() == 300);
    CHECK(house.deliver().size() == 300);
    CHECK(house.fire_timers() == 0);
}
