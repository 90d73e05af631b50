// `repeat`: rounds, what is known in them, and the way back through them.
#include "tests/dialogs/conversation/talk.hpp"

#include <catch2/catch.hpp>

using tests::script_of;
using tests::state_behind;
using tests::talk;

namespace {

const std::string_view children = R"(dialog:
- repeat: child
  most: 3
  while: more_children
  steps:
  - ask: age
    type: number
    text: "Lapsen {child} ikä?"
  - ask: more_children
    type: yes-no
    text: Onko muita?
- end: "Lapsia {child}, viimeinen {age}."
)";

}  // namespace

TEST_CASE("a repeat holds rounds while its condition is true") {
    CHECK(talk(script_of(children), "7\nkyllä\n5\nei\n") == R"(
< Lapsen 1 ikä?
> 7
= age[1] 7
< Onko muita?
> kyllä
= more_children[1] true
< Lapsen 2 ikä?
> 5
= age[2] 5
< Onko muita?
> ei
= more_children[2] false
< Lapsia 2, viimeinen 5.
# completed
)");
}

TEST_CASE("a repeat ends with its last round") {
    const auto state = state_behind(script_of(children), "7\nkyllä\n5\nkyllä\n3\nkyllä\n");
    CHECK(state.outcome == dialogs::Outcome::completed);
    CHECK(state.rounds.at("child") == 3);
    CHECK(state.given.at("age").value == dialogs::Value(3.0));
}

TEST_CASE("a repeat without a condition holds all its rounds") {
    const auto script = script_of(
        "dialog:\n- repeat: n\n  most: 2\n  steps:\n  - ask: q\n    type: smiley\n    text: Miten "
        "{n}?\n");
    CHECK(talk(script, "1\n2\n") == R"(
< Miten 1?
> 1
= q[1] 1
< Miten 2?
> 2
= q[2] 2
# completed
)");
}

TEST_CASE("BACK leads into the round before, and takes back the one it leaves") {
    CHECK(talk(script_of(children), "7\nkyllä\ntakaisin\nei\n") == R"(
< Lapsen 1 ikä?
> 7
= age[1] 7
< Onko muita?
> kyllä
= more_children[1] true
< Lapsen 2 ikä?
> takaisin
! back
< Onko muita?
> ei
= more_children[1] false
< Lapsia 1, viimeinen 7.
# completed
)");
    CHECK(talk(script_of(children), "7\nkyllä\n5\ntakaisin\ntakaisin\ntakaisin\n8\n") == R"(
< Lapsen 1 ikä?
> 7
= age[1] 7
< Onko muita?
> kyllä
= more_children[1] true
< Lapsen 2 ikä?
> 5
= age[2] 5
< Onko muita?
> takaisin
! back
< Lapsen 2 ikä?
> takaisin
! back
- age[2]
< Onko muita?
> takaisin
! back
< Lapsen 1 ikä?
> 8
= age[1] 8
< Lapsen 2 ikä?
)");
}

TEST_CASE("a correction reaches the last question of the round before") {
    CHECK(talk(script_of(children), "7\nkyllä\neiku ei\n") == R"(
< Lapsen 1 ikä?
> 7
= age[1] 7
< Onko muita?
> kyllä
= more_children[1] true
< Lapsen 2 ikä?
> eiku ei
= more_children[1] false
< Lapsia 1, viimeinen 7.
# completed
)");
}

TEST_CASE("a button of an earlier round changes nothing") {
    const auto script = script_of(
        "dialog:\n- repeat: n\n  most: 2\n  steps:\n  - ask: q\n    type: smiley\n    text: Miten "
        "{n}?\n");
    const auto story = talk(script, "1\n/tap 1 5\n2\n", {.channel = "web", .at = tests::noon()});
    CHECK(story.find("= q[2] 5") == std::string::npos);
    CHECK(story.find("= q[2] 2") != std::string::npos);
}

TEST_CASE("an answer of an earlier round counts for the outcome") {
    const auto script = script_of(
        "dialog:\n- repeat: n\n  most: 2\n  steps:\n  - ask: q\n    type: smiley\n    text: "
        "Miten?\n");
    CHECK(state_behind(script, "1\n/wait 20d\n").outcome == dialogs::Outcome::partial);
    const auto done = script_of(
        "dialog:\n- repeat: n\n  most: 2\n  steps:\n  - ask: q\n    type: smiley\n    complete: "
        "true\n    text: Miten?\n"
        "  - do: open-case\n    topic: t\n");
    CHECK(state_behind(done, "1\n/wait 20d\n").outcome == dialogs::Outcome::completed);
}

TEST_CASE("repeats stand in one another") {
    const auto script = script_of(R"(dialog:
- repeat: home
  most: 2
  steps:
  - repeat: room
    most: 2
    while: more
    steps:
    - ask: more
      type: yes-no
      text: "Huone {home}/{room}?"
)");
    CHECK(talk(script, "kyllä\nei\nei\n") == R"(
< Huone 1/1?
> kyllä
= more[1.1] true
< Huone 1/2?
> ei
= more[1.2] false
< Huone 2/1?
> ei
= more[2.1] false
# completed
)");
    CHECK(talk(script, "kyllä\nei\ntakaisin\ntakaisin\n") == R"(
< Huone 1/1?
> kyllä
= more[1.1] true
< Huone 1/2?
> ei
= more[1.2] false
< Huone 2/1?
> takaisin
! back
< Huone 1/2?
> takaisin
! back
- more[1.2]
< Huone 1/1?
)");
}
