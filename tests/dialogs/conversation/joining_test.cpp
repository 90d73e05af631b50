// A text in several messages: until OK, or ten minutes of silence.
#include "dialogs/conversation/advance.hpp"
#include "dialogs/texts/catalog.hpp"
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

using tests::script_of;
using tests::talk;

const char* const diary = R"(
reprompts: 1
dialog:
- ask: mood
  type: smiley
  text: Miltä tuntuu? 1-5
- ask: story
  type: text
  join: true
  optional: true
  complete: true
  max: 60
  text: Kerro. Lopuksi OK.
- ask: grade
  type: scale
  min: 1
  max: 5
  text: Arvosana? 1-5
- end: Kiitos!
)";

/// The same, where the story may not be skipped.
std::string diary_with_a_must() {
    std::string body = diary;
    const std::string_view line = "  optional: true\n";
    return body.erase(body.find(line), line.size());
}

}  // namespace

TEST_CASE("several messages are one text once OK is said") {
    CHECK(talk(script_of(diary), "3\nJonotin tunnin.\nSitten lähdin pois.\nOK, kiitos!\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< Kerro. Lopuksi OK.
> Jonotin tunnin.
~ 2026-01-15T12:10:00+02:00
> Sitten lähdin pois.
~ 2026-01-15T12:10:00+02:00
> OK, kiitos!
= story "Jonotin tunnin.\nSitten lähdin pois."
< Arvosana? 1-5
)");
}

TEST_CASE("ten minutes of silence end the text, and every message begins them anew") {
    CHECK(talk(script_of(diary), "3\nJonotin.\n/wait 9m\nKauan.\n/wait 9m\n/wait 1m\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< Kerro. Lopuksi OK.
> Jonotin.
~ 2026-01-15T12:10:00+02:00
> /wait 9m
> Kauan.
~ 2026-01-15T12:19:00+02:00
> /wait 9m
> /wait 1m
= story "Jonotin.\nKauan."
< Arvosana? 1-5
)");
}

TEST_CASE("silence ends nothing where nothing was written") {
    CHECK(talk(script_of(diary), "3\n/wait 2h\nJonotin.\nvalmis\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< Kerro. Lopuksi OK.
> /wait 2h
> Jonotin.
~ 2026-01-15T14:10:00+02:00
> valmis
= story "Jonotin."
< Arvosana? 1-5
)");
}

TEST_CASE("the longest text counts all its messages; what was written before one too many stands") {
    const std::string forty(40, 'a');
    const auto told = talk(script_of(diary), "3\n" + forty + "\n" + forty + "\nlyhyt\nOK\n");
    CHECK(told == "\n< Miltä tuntuu? 1-5\n> 3\n= mood 3\n< Kerro. Lopuksi OK.\n> " + forty +
                      "\n~ 2026-01-15T12:10:00+02:00\n> " + forty +
                      "\n? story 1\n< Viestissä on 21 merkkiä liikaa. Lähetä se lyhempänä, enintään 60 merkkiä."
                      "\n> lyhyt\n~ 2026-01-15T12:10:00+02:00\n> OK\n= story \"" +
                      forty + "\\nlyhyt\"\n< Arvosana? 1-5\n");
}

TEST_CASE("who is told too often that it is too long is taken at what was written before") {
    const std::string forty(40, 'a');
    const auto state = tests::state_behind(script_of(diary), "3\n" + forty + "\n" + forty + "\n" + forty + "\n");
    CHECK(state.given.at("story").value == dialogs::Value(forty));
    CHECK(state.asked.back().question == "grade");
}

TEST_CASE("a personal identity code is masked, also one that comes in two messages") {
    const auto script = script_of(diary);
    const auto before = tests::state_behind(script, "3\nOlen 131052-308T\n");
    CHECK(before.asked.back().joined == "Olen [***]");
    const auto state = tests::state_behind(script, "3\nSoita 040 123\n4567 kiitos\nOK\n");
    CHECK(state.given.at("story").value == dialogs::Value(std::string("Soita [***] kiitos")));
}

TEST_CASE("help and another language leave what was written, and end the silence") {
    CHECK(talk(script_of(diary), "3\nJonotin.\n/wait 9m\nKIELI SV\n/wait 9m\nLänge.\nfärdig\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< Kerro. Lopuksi OK.
> Jonotin.
~ 2026-01-15T12:10:00+02:00
> /wait 9m
> KIELI SV
! language
< Kerro. Lopuksi OK.
> /wait 9m
> Länge.
~ 2026-01-15T12:28:00+02:00
> färdig
= story "Jonotin.\nLänge."
< Arvosana? 1-5
)");
    const auto state = tests::state_behind(script_of(diary), "3\nJonotin.\nAPUA\nKauan.\nOK\n");
    CHECK(state.given.at("story").value == dialogs::Value(std::string("Jonotin.\nKauan.")));
}

TEST_CASE("skipping leaves the question without what was written, where that is allowed") {
    CHECK(talk(script_of(diary), "3\nJonotin.\nohi\n/wait 1h\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< Kerro. Lopuksi OK.
> Jonotin.
~ 2026-01-15T12:10:00+02:00
> ohi
! skip
< Arvosana? 1-5
> /wait 1h
)");
    const auto state = tests::state_behind(script_of(diary_with_a_must()), "3\nJonotin.\nohi\nKauan.\nOK\n");
    CHECK(state.given.at("story").value == dialogs::Value(std::string("Jonotin.\nKauan.")));
}

TEST_CASE("BACK out of the text and on again keeps what was written; BACK to it writes it anew") {
    CHECK(talk(script_of(diary), "3\nJonotin.\nTAKAISIN\n4\nKauan.\nOK\nTAKAISIN\nUusi.\nOK\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< Kerro. Lopuksi OK.
> Jonotin.
~ 2026-01-15T12:10:00+02:00
> TAKAISIN
! back
< Miltä tuntuu? 1-5
> 4
= mood 4
< Kerro. Lopuksi OK.
> Kauan.
~ 2026-01-15T12:10:00+02:00
> OK
= story "Jonotin.\nKauan."
< Arvosana? 1-5
> TAKAISIN
! back
< Kerro. Lopuksi OK.
> Uusi.
~ 2026-01-15T12:10:00+02:00
> OK
= story "Uusi."
< Arvosana? 1-5
)");
}

TEST_CASE("OK alone keeps an old answer, skips where that is allowed, and is no answer elsewhere") {
    const auto kept = tests::state_behind(script_of(diary), "3\nJonotin.\nOK\nTAKAISIN\nOK\n");
    CHECK(kept.given.at("story").value == dialogs::Value(std::string("Jonotin.")));
    CHECK(kept.asked.back().question == "grade");
    const auto skipped = tests::state_behind(script_of(diary), "3\nok\n");
    CHECK(skipped.given.at("story").kind == dialogs::Given::Kind::skipped);
    CHECK(talk(script_of(diary_with_a_must()), "3\nok\n").ends_with(
        "> ok\n? story 1\n< Viesti oli tyhjä. Kirjoita vastauksesi omin sanoin.\n"));
}

TEST_CASE("what was written is an answer where the conversation stops: by STOP, by an emergency's end, by its clock") {
    const auto stopped = tests::state_behind(script_of(diary), "3\nJonotin.\nSTOP\n");
    CHECK(stopped.given.at("story").value == dialogs::Value(std::string("Jonotin.")));
    const auto taken_up = tests::state_behind(script_of(diary), "3\nJonotin.\nSTOP\nSTART\nKauan.\nOK\n");
    CHECK(taken_up.given.at("story").value == dialogs::Value(std::string("Jonotin.\nKauan.")));
    const auto paused = tests::state_behind(script_of(diary), "3\nJonotin.\nen halua elää\n/wait 15d\n");
    CHECK(paused.given.at("story").value == dialogs::Value(std::string("Jonotin.")));
    CHECK(paused.outcome == dialogs::Outcome::completed);
}

TEST_CASE("an emergency in the middle stops the clock of silence, START lets it run on") {
    const auto paused = tests::state_behind(script_of(diary), "3\nJonotin.\nen halua elää\n/wait 1h\n");
    CHECK(paused.asked.back().question == "story");
    const auto taken_up = tests::state_behind(script_of(diary), "3\nJonotin.\nen halua elää\nSTART\n/wait 11m\n");
    CHECK(taken_up.asked.back().question == "grade");
}

TEST_CASE("a message after the closing is taken with what was written before it, at once") {
    CHECK(talk(script_of(diary), "3\n/wait 15d\nJonotin.\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< Kerro. Lopuksi OK.
> /wait 15d
# partial
> Jonotin.
= story "Jonotin."
< Arvosana? 1-5
# completed
)");
}

TEST_CASE("a way out is an answer only where nothing was written before it") {
    const auto script = script_of(
        "dialog:\n- ask: story\n  type: text\n  join: true\n  na: en tiedä\n  text: Kerro.\n"
        "- ask: grade\n  type: smiley\n  text: Arvosana? 1-5\n");
    const auto alone = tests::state_behind(script, "en tiedä\n");
    CHECK(alone.given.at("story").value == dialogs::Value(dialogs::NotApplicable{}));
    const auto behind = tests::state_behind(script, "Miksi niin?\nen tiedä\nOK\n");
    CHECK(behind.given.at("story").value == dialogs::Value(std::string("Miksi niin?\nen tiedä")));
}

TEST_CASE("what is left open by its own clock has what was written") {
    const auto script = script_of(
        "dialog:\n- ask: story\n  type: text\n  join: true\n  within: 5m\n  text: Kerro.\n"
        "- ask: grade\n  type: smiley\n  text: Arvosana? 1-5\n");
    CHECK(talk(script, "Jonotin.\n/wait 5m\n").ends_with("= story \"Jonotin.\"\n< Arvosana? 1-5\n"));
}

TEST_CASE("OK and its like end a text in every language of the service") {
    const auto& catalog = tests::shipped_catalog();
    for (const auto& language : catalog.languages()) {
        CAPTURE(language);
        const auto script = script_of(diary);
        for (const auto& word : {std::string("ok"), std::string("OK."), catalog.text(language, "done")}) {
            CAPTURE(word);
            auto spoken = script;
            spoken.languages.push_back(language);
            dialogs::Simulator simulator(spoken, catalog, {.language = language, .at = tests::noon()});
            static_cast<void>(simulator.start());
            for (const auto* line : {"3", "Jonotin."})
                static_cast<void>(simulator.receive(dialogs::TextReply{line}));
            static_cast<void>(simulator.receive(dialogs::TextReply{word}));
            CHECK(simulator.state().given.contains("story"));
        }
    }
}
