// A script's own tests: what they may say, and what a failing one is told.
#include "dialogs/checking/check.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

namespace {

constexpr std::string_view script = R"(script: tests
title: Testit
languages: [fi]
stream: feedback
basis: public-task
keywords: {fi: [testi]}
close_after: 7d
dialog:
- ask: nps
  type: nps
  text: "Asioit {day}. Suosittelisitko?"
- ask: way
  type: choice
  text: Miten?
  choices: [chat, puhelu]
  other: muu
- do: open-case
  when: nps <= 6
  topic: feedback
- end: Kiitos!
given:
  day: {type: date, example: 2026-11-20, optional: true}
tests:
- name: testi
)";

/// The faults of one test with this body.
std::vector<dialogs::Diagnostic> run(std::string_view body) {
    const auto nothing = [](const std::string&) -> std::optional<dialogs::SourceFile> {
        return std::nullopt;
    };
    const auto read = dialogs::read_script({"tests.yaml", std::string(script) + std::string(body)},
                                           nothing, nothing);
    for (const auto& diagnostic : read.diagnostics)
        UNSCOPED_INFO(dialogs::to_line(diagnostic));
    REQUIRE_FALSE(dialogs::has_errors(read.diagnostics));
    return dialogs::run_transcripts(read, tests::shipped_catalog());
}

std::string told(std::string_view body) {
    const auto faults = run(body);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].place.line == 24);
    CHECK(faults[0].code == "test-failed");
    return faults[0].text;
}

}  // namespace

TEST_CASE("a talk that goes as written has no faults") {
    CHECK(run(R"(  at: 2026-11-21T12:00:00+02:00
  given: {day: 2026-11-20}
  talk: |
    < Asioit 20. marraskuuta. Suosittelisitko?
    > neljä
    < Miten? 1=chat 2=puhelu 3=muu
    > /tap chat
    < …
  expect: {nps: 4, way: chat}
  outcome: completed
  effects: [open-case]
)")
              .empty());
}

TEST_CASE("a talk that begins with the resident starts by the keyword") {
    CHECK(run(R"(  talk: |
    > TESTI
    < Asioit ...
    > 9
    < Miten? …
    > savumerkein
    < Kiitos!
  expect: {way: other, way_text: savumerkein}
  effects: []
)")
              .empty());
}

TEST_CASE("time passes in a talk") {
    CHECK(run(R"(  given: {day: 2026-01-14}
  talk: |
    < Asioit 14. tammikuuta. …
    ! wait 8d
  outcome: closed
)")
              .empty());
}

TEST_CASE("a test that does not say which day it is need not know which dates have a year") {
    CHECK(run("  given: {day: 2026-11-20}\n  talk: |\n    < Asioit 20. marraskuuta. "
              "Suosittelisitko?\n")
              .empty());
    CHECK_FALSE(run("  at: 2026-01-16T12:00:00+02:00\n  given: {day: 2026-11-20}\n  talk: |\n"
                    "    < Asioit 20. marraskuuta. Suosittelisitko?\n")
                    .empty());
}

TEST_CASE("a failing test says what was said instead") {
    CHECK(told("  given: {day: 2026-01-14}\n  talk: |\n    < Asioit eilen. …\n") ==
          "test \"testi\": line 27: the bot was to say \"Asioit eilen. …\", but said \"Asioit 14. "
          "tammikuuta. "
          "Suosittelisitko?\"");
}

TEST_CASE("silence, and words that the talk does not have, fail") {
    CHECK(told("  talk: |\n    < …\n    < Vielä?\n").find("\"Vielä?\", but said nothing") !=
          std::string::npos);
    CHECK(told("  talk: |\n    < …\n    > 9\n")
              .find("the bot also said \"Miten? 1=chat 2=puhelu 3=muu\"") != std::string::npos);
}

TEST_CASE("a wrong answer, outcome or effect fails") {
    CHECK(told("  talk: |\n    < …\n    > 9\n    < …\n  expect: {nps: 8}\n") ==
          "test \"testi\": `nps` was to be 8, but is 9");
    CHECK(told("  talk: |\n    < …\n  expect: {nps: 8}\n") ==
          "test \"testi\": `nps` was to be 8, but is nothing");
    CHECK(told("  talk: |\n    < …\n  outcome: completed\n") ==
          "test \"testi\": the outcome was to be completed, but is still open");
    CHECK(told("  talk: |\n    < …\n  effects: [open-case]\n") ==
          "test \"testi\": the effects were to be [open-case], but are []");
}

TEST_CASE("what happens in the world must be something that can") {
    CHECK(told("  talk: |\n    < …\n    ! seat=in\n").find("neither") != std::string::npos);
    CHECK(told("  talk: |\n    < …\n    ! wait long\n").find("not a span") != std::string::npos);
}
