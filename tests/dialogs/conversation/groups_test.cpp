// Groups that draw: `pick`, `shuffle`, and modules.
#include "tests/dialogs/conversation/talk.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace dialogs;
using tests::noon;
using tests::script_of;
using tests::talk;

namespace {

const std::string four = R"(  steps:
  - ask: a
    type: smiley
    text: A
  - ask: b
    type: smiley
    text: B
  - ask: c
    type: smiley
    text: C
  - ask: d
    type: smiley
    text: D
)";

/// The questions asked, in their order.
std::string asked(const Script& script, std::uint64_t seed, bool shuffles = true) {
    const auto story =
        talk(script, "1\n1\n1\n1\n1\n", {.at = noon(), .seed = seed, .shuffles = shuffles});
    std::string names;
    for (auto at = story.find("\n= "); at != std::string::npos; at = story.find("\n= ", at + 1))
        names += story[at + 3];
    return names;
}

}  // namespace

TEST_CASE("a group asks as many of its steps as it picks, in their order") {
    const auto script = script_of("dialog:\n- group: g\n  pick: 2\n" + four);
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed < 200; ++seed) {
        const auto names = asked(script, seed);
        CHECK(names.size() == 2);
        CHECK(names[0] < names[1]);
        CHECK(names == asked(script, seed));
        seen.insert(names);
    }
    CHECK(seen.size() == 6);
}

TEST_CASE("a shuffled group asks all of its steps in a drawn order") {
    const auto script = script_of("dialog:\n- group: g\n  shuffle: true\n" + four);
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed < 400; ++seed) {
        const auto names = asked(script, seed);
        CHECK(std::set<char>(names.begin(), names.end()).size() == 4);
        CHECK(names == asked(script, seed));
        seen.insert(names);
    }
    CHECK(seen.size() == 24);
}

TEST_CASE("a test picks the first and shuffles nothing") {
    CHECK(asked(script_of("dialog:\n- group: g\n  pick: 2\n  shuffle: true\n" + four), 7, false) ==
          "ab");
    CHECK(asked(script_of("dialog:\n- group: g\n  shuffle: true\n" + four), 7, false) == "abcd");
}

TEST_CASE("steps that are left out are not drawn, and what is drawn stays drawn") {
    const auto script = script_of(R"(dialog:
- group: g
  pick: 1
  steps:
  - ask: a
    when: language == 'sv'
    type: smiley
    text: A
  - ask: b
    type: smiley
    text: B
)");
    for (std::uint64_t seed = 1; seed < 20; ++seed)
        CHECK(asked(script, seed) == "b");
    const auto other = script_of("dialog:\n- group: g\n  pick: 2\n" + four);
    for (std::uint64_t seed = 1; seed < 20; ++seed) {
        const auto story = talk(other, "1\ntakaisin\n2\n3\n", {.at = noon(), .seed = seed});
        CHECK(story.ends_with("# completed\n"));
    }
}

TEST_CASE("a module's steps stand in the group that uses it") {
    const std::string module =
        "module: basic\ntitle: Perus\nsteps:\n- ask: clear\n  type: smiley\n  text: Selvä?\n- ask: "
        "heard\n  type: smiley\n  text: Kuultu?\n";
    const auto script =
        script_of("dialog:\n- group: g\n  use: basic\n  pick: 1\n- end: \"{clear}.\"\n",
                  {{"modules/basic.yaml", module}});
    CHECK(talk(script, "4\n", {.at = noon(), .shuffles = false}) ==
          "\n< Selvä?\n> 4\n= clear 4\n< 4.\n# completed\n");
}
