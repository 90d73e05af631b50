// `do:` what each effect is told, and what is known after it.
#include "dialogs/local_time.hpp"
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

using namespace dialogs;
using tests::noon;
using tests::script_of;
using tests::state_behind;
using tests::talk;

namespace {

constexpr std::string_view seat = R"(dialog:
- ask: ok
  type: yes-no
  text: Liitytkö?
- do: join
  pool: residents
  consent: ok
- end:
    member('residents'): Mukana.
    seat == 'waiting': Jonossa.
    else: Ei mukana.
)";

/// All effects of one turn after a start.
std::vector<Effect> effects_of(const Script& script, std::map<std::string, Value> given = {}) {
    TextRenderer renderer;
    TurnInput input{.event = Start{.language = "fi", .channel = "sms", .given = std::move(given)},
                    .now = noon(),
                    .today = local_day(noon())};
    input.catalog = &tests::shipped_catalog();
    input.renderer = &renderer;
    return advance(script, {}, input).effects;
}

template <class Wanted>
std::vector<Wanted> all(const std::vector<Effect>& effects) {
    std::vector<Wanted> found;
    for (const auto& effect : effects) {
        if (const auto* one = std::get_if<Wanted>(&effect)) found.push_back(*one);
    }
    return found;
}

}  // namespace

TEST_CASE("a seat is known once it is taken") {
    const auto script = script_of(seat);
    CHECK(talk(script, "kyllä\n").ends_with("* join\n< Mukana.\n# completed\n"));
    SimulatorOptions full{.at = noon()};
    full.given.emplace("seat", std::string("waiting"));
    CHECK(talk(script, "kyllä\n", full).ends_with("* join\n< Jonossa.\n# completed\n"));
}

TEST_CASE("nobody joins without the consent that is asked for") {
    CHECK(talk(script_of(seat), "ei\n").ends_with("= ok false\n< Ei mukana.\n# completed\n"));
}

TEST_CASE("a consent is kept with its words and their language") {
    const auto script =
        script_of("given:\n  ok: {type: yes-no, example: true}\n" + std::string(seat));
    const auto joins = all<Perform>(effects_of(script, {{"ok", true}}));
    REQUIRE(joins.size() == 1);
    CHECK(joins[0].wording == "Liitytkö?");
    CHECK(joins[0].language == "fi");
    CHECK(joins[0].words.at("pool") == "residents");
}

TEST_CASE("whoever leaves is out") {
    const auto script = script_of(
        "dialog:\n- do: join\n  pool: p\n- do: leave\n  pool: p\n- end:\n    member('p'): "
        "Mukana.\n    else: Poissa {seat}.\n");
    CHECK(talk(script, "") == "\n* join\n* leave\n< Poissa out.\n# completed\n");
}

TEST_CASE("a profile's fields are read and written") {
    const auto script = script_of(R"(profile:
  area: {type: text, example: Hervanta}
  pace: {type: choice, choices: [month, quarter], example: month}
  since: {type: date, example: 2026-01-01}
  visits: {type: number, example: 2}
dialog:
- do: set
  profile: {pace: quarter, since: today, visits: profile.visits + 1, area: "'Tesoma'"}
- end: "{profile.area}, {profile.visits}, {profile.since}"
)");
    SimulatorOptions options{.at = noon()};
    options.profile = {{"visits", 2.0}};
    CHECK(talk(script, "", options) == "\n* set\n< Tesoma, 3, 15. tammikuuta\n# completed\n");
    const auto sets = all<Perform>(effects_of(script));
    REQUIRE(sets.size() == 1);
    CHECK(sets[0].values.at("profile.pace") == Value(std::string("quarter")));
    CHECK(!sets[0].values.contains("profile.visits"));  // arithmetic with nothing
}

TEST_CASE("a script starts when this one has ended") {
    const auto script = script_of(
        "given:\n  day: {type: date, example: 2026-01-20}\ndialog:\n- do: start\n  script: other\n "
        " given: {visited: day, n: 1 + 1}\n- say: Hei.\n- end: Hoi.\n");
    const auto effects = effects_of(script, {{"day", Date(std::chrono::year(2026) / 1 / 20)}});
    const auto starts = all<StartScript>(effects);
    REQUIRE(starts.size() == 1);
    CHECK(starts[0].script == "other");
    CHECK(!starts[0].by_keyword);
    CHECK(starts[0].given ==
          std::map<std::string, Value>{{"visited", std::string("2026-01-20")}, {"n", 2.0}});
    CHECK(std::holds_alternative<StartScript>(effects.back()));
    CHECK(talk(script, "") == "\n* start\n< Hei.\n< Hoi.\n# completed\n");
}

TEST_CASE("a STOP starts nothing") {
    const auto script = script_of(
        "dialog:\n- do: start\n  script: other\n- ask: q\n  type: smiley\n  text: Miten?\n");
    const auto state = state_behind(script, "stop\n");
    CHECK(state.outcome == Outcome::refused);
    CHECK(state.starts.size() == 1);
}

TEST_CASE("a hook's facts are known once it has returned") {
    const auto script = script_of(
        "dialog:\n- do: call\n  hook: queue\n  returns:\n    minutes: {type: number, example: "
        "12}\n- end:\n    answered(minutes): Jonoa {minutes} min.\n    else: Jonoa ei tiedetä.\n");
    CHECK(talk(script, "") == "\n* call\n< Jonoa 12 min.\n# completed\n");
    TextRenderer renderer;
    TurnInput input{.event = Start{.language = "fi", .channel = "sms"},
                    .now = noon(),
                    .today = local_day(noon())};
    input.catalog = &tests::shipped_catalog();
    input.renderer = &renderer;
    input.calls_return_later = true;
    auto begun = advance(script, {}, input);
    const auto calls = all<Perform>(begun.effects);
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].ordinal == begun.conversation.waiting.ordinal);
    CHECK(calls[0].returns.contains("minutes"));
    CHECK(all<Tell>(begun.effects).empty());

    input.event = Returned{.call = calls[0].ordinal + 1, .facts = {{"minutes", 3.0}}};
    CHECK(advance(script, begun.conversation, input).effects.empty());
    input.event = Returned{.call = calls[0].ordinal, .facts = {}};
    CHECK(all<Tell>(advance(script, begun.conversation, input).effects).at(0).message.text ==
          "Jonoa ei tiedetä.");
    input.event = Returned{.call = calls[0].ordinal, .facts = {{"minutes", 3.0}}};
    const auto read = state_from_json(to_state_json(begun.conversation), script);
    REQUIRE(read);
    CHECK(all<Tell>(advance(script, *read, input).effects).at(0).message.text == "Jonoa 3 min.");
}

TEST_CASE("what is forgotten is nowhere in the state") {
    const auto script = script_of(
        "profile:\n  area: {type: text, example: x}\ndialog:\n- ask: q\n  type: text\n  optional: "
        "true\n  text: Missä?\n- do: set\n  profile: {area: q}\n- do: forget\n- end:\n    "
        "answered(q) or answered(profile.area): Muistan.\n    else: Unohdin.\n");
    CHECK(
        talk(script, "salainen paikka\n").ends_with("* set\n* forget\n< Unohdin.\n# completed\n"));
    CHECK(to_state_json(state_behind(script, "salainen paikka\n")).find("salainen") ==
          std::string::npos);
}

TEST_CASE("words of a script's own are found in a text, with any ending, whatever the accents") {
    const auto script = script_of(
        "words:\n  complaint: {fi: [muistutu*, tosi paha*], sv: [klagomål*]}\ndialog:\n- ask: q\n  "
        "type: text\n  optional: true\n  text: Mitä?\n- end:\n    mentions(q, 'complaint'): "
        "Valitus.\n    else: Muu.\n");
    const auto hears = [&](const std::string& text) {
        return talk(script, text + "\n").find("Valitus.") != std::string::npos;
    };
    CHECK(hears("Miten teen MUISTUTUKSEN hoidosta?"));
    CHECK(hears("jag har ett klagomal"));
    CHECK(hears("Oli tosi pahaa ruokaa"));
    CHECK(!hears("muistu mieleen jotain"));
    CHECK(!hears("tosi hyvä, ei paha"));
}
