// Waits of a script: over restarts, not at night, not into another conversation; scripts that
// follow one another.
#include "bot/turns/quiet_hours.hpp"
#include "dialogs/iso_time.hpp"
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace std::chrono_literals;
using tests::House;
using tests::written;

namespace {

const std::string mari = "+358401112233";
const std::string zone = "Europe/Helsinki";
using Texts = std::vector<std::string>;

storage::Instant at(const char* text) { return *dialogs::instant_from_iso(text); }

/// Begun at 14.00 in Helsinki on a Saturday.
void invite(House& house, const std::string& script, const std::string& given = "{}") {
    auto request = house.invitation("key-" + script, mari);
    request.script = script;
    request.given = given;
    REQUIRE(house.invite(request).disposition == "sent");
}

const std::string later =
    "dialog:\n- ask: q\n  type: smiley\n  text: Miten?\n- wait: 2d\n- end: Nyt on aika.\n";

}  // namespace

TEST_CASE("a wait is over when its moment has come, also after a restart") {
    House house;
    house.publish(written("later", later));
    invite(house, "later");
    house.deliver();
    house.text(mari, "5");
    CHECK(house.deliver().empty());
    house.restart();
    house.wait(47h);
    CHECK(house.fire_timers() == 0);
    house.wait(2h);
    CHECK(house.fire_timers() == 1);
    CHECK(house.deliver_texts() == Texts{"Nyt on aika."});
    CHECK(house.conversation(mari).outcome == "completed");
}

TEST_CASE("nobody is woken: what falls due at night is sent at 8") {
    House house;
    house.publish(written("later", "dialog:\n- wait: 10h\n- end: Hei.\n"));
    invite(house, "later");
    house.wait(11h);  // 01.00
    CHECK(house.fire_timers() == 0);
    house.wait(6h + 59min);
    CHECK(house.fire_timers() == 0);
    house.wait(1min);
    CHECK(house.fire_timers() == 1);
    CHECK(house.deliver_texts() == Texts{"Hei."});
}

TEST_CASE("a moment that comes at night while the service is down waits for the morning") {
    House house;
    house.publish(written("later", "dialog:\n- wait: 1h\n- end: Hei.\n"));
    invite(house, "later");
    house.wait(9h);  // 23.00: nobody looked at 15.00
    house.fire_timers();
    CHECK(house.deliver().empty());
    house.wait(9h);
    house.fire_timers();
    CHECK(house.deliver_texts() == Texts{"Hei."});
}

TEST_CASE("what is said before a moment is said the evening before rather than at night") {
    House house;
    house.publish(
        written("later",
                "given:\n  visit: {type: datetime, example: 2026-11-25T17:00}\ndialog:\n- wait: "
                "12h before visit\n  steps:\n  - say: Pian.\n"));
    invite(house, "later",
           R"({"visit": "2026-11-23T10:00:00Z"})");  // 12.00; twelve hours before is midnight
    house.wait(30h);                                 // Sunday 20.00
    CHECK(house.fire_timers() == 0);
    house.wait(59min);
    CHECK(house.fire_timers() == 1);
    CHECK(house.deliver_texts() == Texts{"Pian."});
}

TEST_CASE("quiet hours are from 21 to 8 on the clocks of the county") {
    CHECK_FALSE(bot::is_quiet(at("2026-11-21T20:59:00+02:00"), zone));
    CHECK(bot::is_quiet(at("2026-11-21T21:00:00+02:00"), zone));
    CHECK(bot::is_quiet(at("2026-11-21T07:59:00+02:00"), zone));
    CHECK_FALSE(bot::is_quiet(at("2026-11-21T08:00:00+02:00"), zone));
    CHECK(bot::first_allowed(at("2026-11-21T22:00:00+02:00"), zone) ==
          at("2026-11-22T08:00:00+02:00"));
    CHECK(bot::first_allowed(at("2026-11-21T03:00:00+02:00"), zone) ==
          at("2026-11-21T08:00:00+02:00"));
    CHECK(bot::first_allowed(at("2026-11-21T12:00:00+02:00"), zone) ==
          at("2026-11-21T12:00:00+02:00"));
    // The night in which summer time begins.
    CHECK(bot::first_allowed(at("2026-03-28T23:00:00+02:00"), zone) ==
          at("2026-03-29T08:00:00+03:00"));
    const auto now = at("2026-11-20T12:00:00+02:00");
    CHECK(bot::last_allowed(at("2026-11-21T23:00:00+02:00"), now, zone) ==
          at("2026-11-21T20:59:00+02:00"));
    CHECK(bot::last_allowed(at("2026-11-21T05:00:00+02:00"), now, zone) ==
          at("2026-11-20T20:59:00+02:00"));
    CHECK(bot::last_allowed(at("2026-11-21T05:00:00+02:00"), at("2026-11-20T22:00:00+02:00"),
                            zone) == at("2026-11-21T08:00:00+02:00"));
}

TEST_CASE("while a conversation waits, others run, and it does not break in") {
    House house;
    house.publish(written("later", later));
    house.publish(tests::post_visit());
    house.publish(tests::feedback());
    invite(house, "later");
    house.deliver();
    house.text(mari, "5");
    CHECK(house.invite(house.invitation("visit-1", mari)).disposition == "sent");
    house.deliver();
    house.wait(48h);
    house.fire_timers();
    CHECK(house.conversation(mari).script == "post-visit");
    for (const auto& text : house.deliver_texts())
        CHECK(text != "Nyt on aika.");
    house.text(mari, "9");
    house.text(mari, "ohi");
    house.deliver();
    house.wait(1h);
    house.fire_timers();
    CHECK(house.deliver_texts() == Texts{"Nyt on aika."});
}

TEST_CASE("what is written during a wait is no answer to it") {
    House house;
    house.publish(written("later", later));
    house.publish(tests::feedback());
    invite(house, "later");
    house.deliver();
    house.text(mari, "5");
    house.text(mari, "Jono oli tosi pitkä tänään");
    CHECK(house.deliver_texts() == Texts{"Mistä?\n1=Hoito\n2=Jono\n3=Muu"});
}

TEST_CASE("a STOP ends a wait") {
    House house;
    house.publish(written("later", later));
    invite(house, "later");
    house.deliver();
    house.text(mari, "5");
    house.text(mari, "STOP");
    house.deliver();
    house.wait(72h);
    CHECK(house.fire_timers() == 0);
    CHECK(house.deliver().empty());
    CHECK(house.conversation(mari).outcome == "refused");
}

TEST_CASE("a script begins when another one has ended, with the facts that they share") {
    House house;
    house.publish(written("first",
                          "given:\n  unit: {type: text, example: x}\n  day: {type: date, example: "
                          "2026-01-01}\ndialog:\n- do: start\n  script: second\n  given: {visited: "
                          "day, n: 1 + 1}\n- end: Hei.\n"));
    house.publish(written("second",
                          "given:\n  unit: {type: text, example: x}\n  visited: {type: date, "
                          "example: 2026-01-01}\n  n: {type: number, example: 1}\ndialog:\n- ask: "
                          "q\n  type: smiley\n  text: \"{unit} {visited} {n}\"\n"));
    invite(house, "first", R"({"unit": "Hervanta", "day": "2026-11-20"})");
    CHECK(house.deliver_texts() == Texts{"Hei.", "Hervanta 20. marraskuuta 2"});
    house.text(mari, "4");
    CHECK(house.conversation(mari).script == "second");
    CHECK(house.conversation(mari).outcome == "completed");
}

TEST_CASE("scripts that start one another come to an end, and the operator is told") {
    House house;
    house.publish(written("first", "dialog:\n- do: start\n  script: second\n- end: Hei.\n"));
    house.publish(written("second", "dialog:\n- do: start\n  script: first\n- end: Hoi.\n"));
    house.take_notices();
    invite(house, "first");
    CHECK(house.deliver().size() == 6);
    const auto alarms = house.take_notices().alarms;
    CHECK(std::any_of(alarms.begin(), alarms.end(),
                      [](const bot::Alarm& alarm) { return alarm.event == "turn.start_failed"; }));
}
