// BACK, words of correction, and buttons of older questions.
#include "tests/dialogs/conversation/talk.hpp"

#include <catch2/catch.hpp>

namespace {

using tests::script_of;
using tests::talk;

dialogs::Script survey() {
    return script_of(R"(
dialog:
- ask: nps
  type: nps
  text: Suosittelisitko?
  complete: true
  comment: why
- ask: why
  type: text
  text: Miksi?
  optional: true
- ask: wants
  type: yes-no
  text: Haluatko vastauksen?
  when: nps <= 6
- ask: method
  type: choice
  text: Mistä?
  choices: {sms: Teksti, chat: WhatsApp}
  when: nps >= 7
- do: open-case
  topic: feedback
  text: why
- ask: last
  type: text
  text: Vielä jotain?
)");
}

}  // namespace

TEST_CASE("BACK puts the previous question again, and its old answer is replaced") {
    CHECK(talk(survey(), "9\nTAKAISIN\n8\n") == R"(
< Suosittelisitko?
> 9
= nps 9
< Miksi?
> TAKAISIN
! back
< Suosittelisitko?
> 8
= nps 8
< Miksi?
)");
}

TEST_CASE("answers that are still on the path stay, and their questions are not asked again") {
    CHECK(talk(survey(), "9\nhyvä\nTAKAISIN\nTAKAISIN\n8\n") == R"(
< Suosittelisitko?
> 9
= nps 9
< Miksi?
> hyvä
= why "hyvä"
< Mistä?/1=Teksti/2=WhatsApp
> TAKAISIN
! back
< Miksi?
> TAKAISIN
! back
< Suosittelisitko?
> 8
= nps 8
< Mistä?/1=Teksti/2=WhatsApp
)");
}

TEST_CASE("answers that no longer belong to the path go") {
    const auto script = script_of(R"(
dialog:
- ask: a
  type: yes-no
  text: Ensin?
- ask: b
  type: yes-no
  text: Toinen?
  when: a
- ask: c
  type: yes-no
  text: Kolmas?
)");
    CHECK(talk(script, "kyllä\nei\nTAKAISIN\nTAKAISIN\nei\n") == R"(
< Ensin?
> kyllä
= a true
< Toinen?
> ei
= b false
< Kolmas?
> TAKAISIN
! back
< Toinen?
> TAKAISIN
! back
< Ensin?
> ei
= a false
- b
< Kolmas?
)");
}

TEST_CASE("what a comment answered goes with the answer it stood beside") {
    CHECK(talk(survey(), "9, hoitaja kuunteli\nTAKAISIN\n3\n") == R"(
< Suosittelisitko?
> 9, hoitaja kuunteli
= nps 9 ("9, hoitaja kuunteli")
= why "9, hoitaja kuunteli"
< Mistä?/1=Teksti/2=WhatsApp
> TAKAISIN
! back
< Suosittelisitko?
> 3
- why
= nps 3
< Miksi?
)");
}

TEST_CASE("BACK does not go before the first question, nor past a do") {
    const std::string refusal = "! back\n< Edelliseen kysymykseen ei voi enää palata.\n";
    CHECK(talk(survey(), "TAKAISIN\n") == "\n< Suosittelisitko?\n> TAKAISIN\n" + refusal);
    CHECK(talk(survey(), "2\nohi\nei\nTAKAISIN\n")
              .ends_with("* open-case\n< Vielä jotain?\n> TAKAISIN\n" + refusal));
}

TEST_CASE("an answer that is asked about again and not understood stands") {
    const auto state = tests::state_behind(survey(), "9\nTAKAISIN\nmitä\nhäh\nno joo\n");
    CHECK(state.given.at("nps").value == dialogs::Value(9.0));
    CHECK(state.position == "1");
}

TEST_CASE("a word of correction with a value answers the previous question") {
    CHECK(talk(survey(), "3\neiku 8\n") == R"(
< Suosittelisitko?
> 3
= nps 3
< Miksi?
> eiku 8
= nps 8
< Miksi?
)");
}

TEST_CASE("a word of correction without a value of the previous question is an answer") {
    CHECK(talk(survey(), "3\neiku se oli hyvä\n").find("= why \"eiku se oli hyvä\"") !=
          std::string::npos);
}

TEST_CASE("a button of an older question changes that question where nothing else would change") {
    const std::string before = "\n< Suosittelisitko?\n> 9\n= nps 9\n< Miksi?\n";
    CHECK(talk(survey(), "9\n/tap 1 8\n") ==
          before + "> /tap 1 8\n= nps 8\n< Vastauksesi on muutettu.\n");
    CHECK(tests::state_behind(survey(), "9\n/tap 1 8\n").open == 2);
}

TEST_CASE("a button of an older question that would change the path changes nothing") {
    const auto said = talk(survey(), "9\nohi\n/tap 1 3\n");
    CHECK(said.ends_with("> /tap 1 3\n< Tähän kysymykseen ei voi enää vastata. Kiitos silti!\n"));
    CHECK(tests::state_behind(survey(), "9\nohi\n/tap 1 3\n").given.at("nps").value ==
          dialogs::Value(9.0));
}

TEST_CASE("a button of a question from before a do, or of none, is answered kindly") {
    const std::string kind = "< Tähän kysymykseen ei voi enää vastata. Kiitos silti!\n";
    CHECK(talk(survey(), "2\nohi\nei\n/tap 1 3\n").ends_with("> /tap 1 3\n" + kind));
    CHECK(talk(survey(), "/tap 77 3\n").ends_with("> /tap 77 3\n" + kind));
    CHECK(talk(survey(), "/tap -1 3\n").ends_with("> /tap -1 3\n" + kind));
}

TEST_CASE("a button that the open question does not have is answered kindly and is no failure") {
    const std::string kind = "< Tähän kysymykseen ei voi enää vastata. Kiitos silti!\n";
    CHECK(talk(survey(), "/tap 11\n").ends_with("> /tap 11\n" + kind));
    CHECK(talk(survey(), "/tap kaksi\n").ends_with("> /tap kaksi\n" + kind));
    CHECK(tests::state_behind(survey(), "9\n/tap sms\n").tries == 0);
}

TEST_CASE("a question asked anew takes the buttons of its first message, too") {
    CHECK(talk(survey(), "9\nTAKAISIN\n/tap 1 7\n").find("> /tap 1 7\n= nps 7\n< Miksi?\n") !=
          std::string::npos);
}
