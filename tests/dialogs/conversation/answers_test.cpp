// From replies to answers, question by question, to the end.
#include "tests/dialogs/conversation/talk.hpp"

#include <catch2/catch.hpp>

namespace {

using tests::script_of;
using tests::talk;

const char* const survey = R"(
dialog:
- ask: nps
  type: nps
  text: Suosittelisitko?
  hint: Vastaa 0-10.
  complete: true
  comment: why
- end: Kiitos viestistä!
  when: not answered(nps)
- ask: why
  type: text
  optional: true
  text:
    nps >= 9: Mikä onnistui?
    nps <= 6: Mikä meni huonosti?
    else: Mikä olisi parempi?
- group:
  when: nps <= 6
  steps:
  - ask: wants
    type: yes-no
    text: Haluatko vastauksen?
    labels: {yes: kyllä, no: en}
  - do: open-case
    when: wants
    topic: feedback
    text: why
  - end: "Numero on {case}, viimeistään {case_due}."
    when: wants
- ask: method
  type: choice
  text: Mistä?
  when: nps >= 7
  choices: {sms: Tekstiviestillä, chat: WhatsAppissa}
  na: en tiedä
- end: Kiitos!
)";

}  // namespace

TEST_CASE("a dissatisfied resident answers, asks for a reply and gets a case") {
    CHECK(talk(script_of(survey), "2\nJonotin tunnin.\njoo\n") == R"(
< Suosittelisitko? Vastaa 0-10.
> 2
= nps 2
< Mikä meni huonosti?
> Jonotin tunnin.
= why "Jonotin tunnin."
< Haluatko vastauksen? 1=kyllä, 2=en
> joo
= wants true
* open-case
< Numero on 1234, viimeistään 29. tammikuuta.
# completed
)");
}

TEST_CASE("a comment of three words answers the question that it is the comment of") {
    CHECK(talk(script_of(survey), "9, hoitaja kuunteli\n0\n") == R"(
< Suosittelisitko? Vastaa 0-10.
> 9, hoitaja kuunteli
= nps 9 ("9, hoitaja kuunteli")
= why "9, hoitaja kuunteli"
< Mistä?/1=Tekstiviestillä/2=WhatsAppissa/0=en tiedä
> 0
= method "na"
< Kiitos!
# completed
)");
}

TEST_CASE("the third unclear reply is kept and the dialog goes on") {
    CHECK(talk(script_of(survey), "8 tai 9\nhyvin meni\nno ihan kiva oli\n") == R"(
< Suosittelisitko? Vastaa 0-10.
> 8 tai 9
? nps 1
< En ymmärtänyt vastausta. Vastaa numerolla 0-10.
> hyvin meni
? nps 2
< En ymmärtänyt vastausta. Vastaa numerolla 0-10.
> no ihan kiva oli
? nps 3 kept
< Kiitos viestistä!
# completed
)");
}

TEST_CASE(
    "where there are buttons the message has them instead of the hint, and a tap is the value") {
    dialogs::SimulatorOptions telegram{.channel = "telegram", .at = tests::noon()};
    CHECK(talk(script_of(survey), "/tap 8\nrauhallisempi\nohi\n/tap chat\n", telegram) == R"(
< Suosittelisitko?
> /tap 8
= nps 8
< Mikä olisi parempi?
> rauhallisempi
= why "rauhallisempi"
< Mistä?
> ohi
! skip
? method 1
< Tätä kysymystä ei voi ohittaa. Voit lopettaa lähettämällä STOP.
> /tap chat
= method "chat"
< Kiitos!
# completed
)");
}

TEST_CASE("a fact with the name of a question answers it") {
    const auto script = script_of(R"(
given:
  place: {type: text, example: Tesoma, optional: true}
dialog:
- ask: place
  type: text
  text: Missä?
- say: "Selvä: {place}."
)");
    dialogs::SimulatorOptions known{.given = {{"place", std::string("Hervanta")}},
                                    .at = tests::noon()};
    CHECK(talk(script, "", known) == R"(
= place "Hervanta"
< Selvä: Hervanta.
# completed
)");
    CHECK(talk(script, "Tesomalla\n") == R"(
< Missä?
> Tesomalla
= place "Tesomalla"
< Selvä: Tesomalla.
# completed
)");
}

TEST_CASE("else runs where none of the whens directly before it ran, and ends their chain") {
    const auto script = script_of(R"(
dialog:
- ask: n
  type: scale
  min: 1
  max: 3
  text: Kumpi?
  hint: 1-3
- say: yksi
  when: n == 1
- say: kaksi
  when: n == 2
- say: kolme
  when: else
- say: pieni
  when: n < 3
- say: suuri
  when: else
)");
    CHECK(talk(script, "1\n") == "\n< Kumpi? 1-3\n> 1\n= n 1\n< yksi\n< pieni\n# completed\n");
    CHECK(talk(script, "2\n") == "\n< Kumpi? 1-3\n> 2\n= n 2\n< kaksi\n< pieni\n# completed\n");
    CHECK(talk(script, "3\n") == "\n< Kumpi? 1-3\n> 3\n= n 3\n< kolme\n< suuri\n# completed\n");
}

TEST_CASE("an else behind a question knows whether the question was asked") {
    const auto script = script_of(R"(
dialog:
- ask: a
  type: yes-no
  text: Ensin?
- ask: b
  type: yes-no
  text: Toinen?
  when: a
- say: ei toista
  when: else
)");
    CHECK(talk(script, "kyllä\nei\n") == R"(
< Ensin?
> kyllä
= a true
< Toinen?
> ei
= b false
# completed
)");
    CHECK(talk(script, "ei\n") == "\n< Ensin?\n> ei\n= a false\n< ei toista\n# completed\n");
}

TEST_CASE("a choice takes other words where the script allows them, and prints them") {
    const auto script = script_of(R"(
dialog:
- ask: way
  type: choice
  text: Miten?
  choices: [chat, puhelu]
  other: muu
- end: "Selvä: {way}, {way_text}"
)");
    CHECK(talk(script, "savumerkein\n") == R"(
< Miten?/1=chat/2=puhelu/3=muu
> savumerkein
= way "other"
< Selvä: muu, savumerkein
# completed
)");
}
