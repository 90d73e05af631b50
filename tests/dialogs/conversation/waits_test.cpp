// `wait`: for a moment, for something to become true; what happens meanwhile.
#include "tests/dialogs/conversation/talk.hpp"

#include <catch2/catch.hpp>

using tests::noon;
using tests::script_of;
using tests::talk;

namespace {

const std::string_view visit = R"(given:
  visit: {type: datetime, example: 2026-01-20T17:00, optional: true}
dialog:
- say: Hei!
- wait: 1d before visit
  steps:
  - say: Huomenna tavataan.
- wait: 20h after visit
  steps:
  - ask: q
    type: smiley
    text: Miten meni?
- end: Kiitos!
)";

dialogs::SimulatorOptions with(const dialogs::Script& script, const std::string& name,
                               const std::string& value) {
    dialogs::SimulatorOptions options{.at = noon()};
    options.given.emplace(name, *dialogs::simulated_value(script, name, value));
    return options;
}

}  // namespace

TEST_CASE("a wait goes on when its moment has come") {
    const auto script = script_of(visit);
    CHECK(talk(script, "/wait 100h\nkuulolla\n", with(script, "visit", "2026-01-20T17:00")) == R"(
< Hei!
~ 2026-01-19T17:00:00+02:00
> /wait 100h
> kuulolla
~ 2026-01-19T17:00:00+02:00
)");
    CHECK(talk(script, "/wait 200h\n5\n", with(script, "visit", "2026-01-20T17:00")) == R"(
< Hei!
~ 2026-01-19T17:00:00+02:00
> /wait 200h
< Huomenna tavataan.
~ 2026-01-21T13:00:00+02:00
< Miten meni?
> 5
= q 5
< Kiitos!
# completed
)");
}

TEST_CASE("the steps of a wait whose moment is past, or never comes, are left out") {
    const auto script = script_of(visit);
    CHECK(talk(script, "", with(script, "visit", "2026-01-15T18:00")) == R"(
< Hei!
~ 2026-01-16T14:00:00+02:00
)");
    CHECK(talk(script, "", {.at = noon()}) == R"(
< Hei!
< Kiitos!
# completed
)");
}

TEST_CASE("a day without a time is counted from its noon") {
    const auto script = script_of(
        "given:\n  day: {type: date, example: 2026-01-20}\ndialog:\n- wait: 1d before day\n- end: "
        "Nyt.\n");
    CHECK(talk(script, "", with(script, "day", "2026-01-20")) == R"(
~ 2026-01-19T12:00:00+02:00
)");
}

TEST_CASE("whole days before a time keep the hour of the day, hours are hours") {
    const std::string head =
        "given:\n  day: {type: datetime, example: 2026-03-30T12:00}\ndialog:\n- wait: ";
    const auto days = script_of(head + "2d before day\n- end: Nyt.\n");
    CHECK(talk(days, "", with(days, "day", "2026-03-30T12:00")) ==
          "\n~ 2026-03-28T12:00:00+02:00\n");
    const auto hours = script_of(head + "20h before day\n- end: Nyt.\n");
    CHECK(talk(hours, "", with(hours, "day", "2026-03-29T12:00")) ==
          "\n~ 2026-03-28T15:00:00+02:00\n");
}

TEST_CASE("a wait ends when its condition comes true") {
    const auto script = script_of(R"(dialog:
- do: join
  pool: forum
  room: 0
- wait: until seat == 'in'
  within: 10d
  steps:
  - say: Paikka on sinun.
- end:
    member('forum'): Tervetuloa!
    else: Tällä kertaa ei mahtunut.
)");
    CHECK(talk(script, "/wait 24h\n/given seat=in\n") == R"(
* join
~ 2026-01-25T12:00:00+02:00
> /wait 24h
> /given seat=in
< Paikka on sinun.
< Tervetuloa!
# completed
)");
    CHECK(talk(script, "/wait 11d\n") == R"(
* join
~ 2026-01-25T12:00:00+02:00
> /wait 11d
< Tällä kertaa ei mahtunut.
# completed
)");
}

TEST_CASE("a wait for what is true already does not wait") {
    const auto script = script_of(
        "dialog:\n- do: join\n  pool: forum\n- wait: until seat == 'in'\n  steps:\n  - say: "
        "Mukana.\n- end: Hei.\n");
    CHECK(talk(script, "") == "\n* join\n< Mukana.\n< Hei.\n# completed\n");
}

TEST_CASE("a STOP ends a wait, and START takes it up again") {
    const auto script = script_of(
        "dialog:\n- ask: q\n  type: smiley\n  text: Miten?\n- wait: 3d\n- ask: r\n  type: smiley\n "
        " text: Nyt?\n");
    const auto story = talk(script, "5\nstop\n/wait 24h\nstart\n/wait 48h\n3\n");
    CHECK(story.find("# refused\n> /wait 24h\n> start\n! start\n") != std::string::npos);
    CHECK(story.find("~ 2026-01-18T12:00:00+02:00\n> /wait 48h\n< Nyt?") != std::string::npos);
    CHECK(story.ends_with("= r 3\n# completed\n"));
}

TEST_CASE("an emergency during a wait pauses it, until START or the end of patience") {
    const auto script = script_of(
        "close_after: 7d\ndialog:\n- wait: 3d\n- ask: q\n  type: smiley\n  text: Miten?\n");
    const auto taken_up = talk(script, "en halua elää\n/wait 4d\nstart\n5\n");
    CHECK(taken_up.find("> /wait 4d\n> start\n! start\n< Miten?") != std::string::npos);
    CHECK(taken_up.ends_with("= q 5\n# completed\n"));
    CHECK(talk(script, "en halua elää\n/wait 8d\n").ends_with("> /wait 8d\n# closed\n"));
}

TEST_CASE("BACK comes no further than a wait") {
    const auto script = script_of(
        "dialog:\n- ask: q\n  type: smiley\n  text: Miten?\n- wait: 3d\n- ask: r\n  type: smiley\n "
        " text: Nyt?\n");
    const auto story = talk(script, "5\n/wait 3d\ntakaisin\n");
    CHECK(story.find("< Miten?", story.find("> takaisin")) == std::string::npos);
}

TEST_CASE("a wait inside a repeat is held in each round") {
    const auto script = script_of(
        "dialog:\n- repeat: week\n  most: 2\n  steps:\n  - ask: q\n    type: smiley\n    text: "
        "Viikko {week}?\n  - wait: 7d\n- end: Hei.\n");
    CHECK(talk(script, "5\n/wait 7d\n4\n/wait 7d\n") == R"(
< Viikko 1?
> 5
= q[1] 5
~ 2026-01-22T12:00:00+02:00
> /wait 7d
< Viikko 2?
> 4
= q[2] 4
~ 2026-01-29T12:00:00+02:00
> /wait 7d
< Hei.
# completed
)");
}
