// Every reserved word, in the middle of a dialog.
#include "tests/dialogs/conversation/talk.hpp"

#include <catch2/catch.hpp>

namespace {

using tests::script_of;
using tests::talk;

dialogs::Script survey() {
    return script_of(R"(
about: Kysymme kokemuksestasi.
dialog:
- ask: nps
  type: nps
  text: Suosittelisitko?
  hint: 0-10
- ask: why
  type: text
  text: Miksi?
  optional: true
  more: Kerro omin sanoin.
- end: Kiitos!
)");
}

}  // namespace

TEST_CASE("STOP is confirmed once, refuses, and is silent after that") {
    CHECK(talk(survey(), "stop kiitos\nSTOP\n") == R"(
< Suosittelisitko? 0-10
> stop kiitos
! stop
< Selvä, emme lähetä enää viestejä aiheesta palaute. Lopeta kaikki: STOP KAIKKI. Takaisin: START.
# refused
> STOP
! stop
)");
}

TEST_CASE("STOP KAIKKI is confirmed for everything") {
    CHECK(talk(survey(), "STOP KAIKKI\n") == R"(
< Suosittelisitko? 0-10
> STOP KAIKKI
! stop
< Selvä, emme lähetä sinulle enää mitään viestejä. Voit perua tämän lähettämällä START.
# refused
)");
}

TEST_CASE("START takes a STOP back and puts the open question again") {
    CHECK(talk(survey(), "8\nSTOP\nSTART\nohi\n") == R"(
< Suosittelisitko? 0-10
> 8
= nps 8
< Miksi?
> STOP
! stop
< Selvä, emme lähetä enää viestejä aiheesta palaute. Lopeta kaikki: STOP KAIKKI. Takaisin: START.
# refused
> START
! start
< Kiitos, voimme taas lähettää sinulle viestejä. Lopeta milloin vain: STOP.
< Miksi?
> ohi
! skip
< Kiitos!
# completed
)");
}

TEST_CASE("HELP says who asks and how to stop, and puts the open question again") {
    const auto said = talk(survey(), "APUA\n");
    CHECK(said.find("> APUA\n! help\n< Kysymme kokemuksestasi. ") != std::string::npos);
    CHECK(said.find("STOP", said.find("! help")) != std::string::npos);
    CHECK(said.find("TIEDOT", said.find("! help")) != std::string::npos);
    CHECK(said.ends_with("\n< Suosittelisitko? 0-10\n"));
}

TEST_CASE("MORE says what the question has to say, and the question is not said again") {
    CHECK(talk(survey(), "8\nLISÄÄ\n") == R"(
< Suosittelisitko? 0-10
> 8
= nps 8
< Miksi?
> LISÄÄ
! more
< Kerro omin sanoin.
)");
}

TEST_CASE("MORE without more is HELP") {
    const auto said = talk(survey(), "LISÄÄ\n");
    CHECK(said.find("! more\n< Kysymme kokemuksestasi.") != std::string::npos);
    CHECK(said.ends_with("\n< Suosittelisitko? 0-10\n"));
}

TEST_CASE("SKIP leaves an optional question, also as a dash, and fails on another") {
    CHECK(talk(survey(), "-\n5\n-\n") == R"(
< Suosittelisitko? 0-10
> -
! skip
? nps 1
< Tätä kysymystä ei voi ohittaa. Voit lopettaa lähettämällä STOP. 0-10
> 5
= nps 5
< Miksi?
> -
! skip
< Kiitos!
# completed
)");
}

TEST_CASE("KIELI with a language switches at once, in mid-question") {
    const auto state = tests::state_behind(survey(), "8\nKIELI SV\n");
    CHECK(state.language == "sv");
    CHECK(state.open == 2);
    CHECK(state.tries == 0);
}

TEST_CASE(
    "KIELI alone lists the languages by their own names, a number, a name or a button chooses") {
    const std::string list = "< Millä kielellä jatketaan? Vastaa numerolla./1=suomi/2=svenska\n";
    const auto said = talk(survey(), "KIELI\n2\n");
    CHECK(said == "\n< Suosittelisitko? 0-10\n> KIELI\n! language\n" + list +
                      "> 2\n< Suosittelisitko? 0-10\n");
    CHECK(tests::state_behind(survey(), "KIELI\n2\n").language == "sv");
    CHECK(tests::state_behind(survey(), "KIELI\nruotsi\n").language == "sv");
    CHECK(tests::state_behind(survey(), "KIELI\nsvenska\n").language == "sv");
    CHECK(tests::state_behind(survey(), "KIELI\n/tap sv\n").language == "sv");
}

TEST_CASE("what does not choose a language is an answer to the question") {
    const auto state = tests::state_behind(survey(), "KIELI\n9\n");
    CHECK(state.language == "fi");
    CHECK(state.given.at("nps").value == dialogs::Value(9.0));
}

TEST_CASE("DATA is the service's to answer, and the question stays open") {
    CHECK(talk(survey(), "TIEDOT\n7\nTIEDOT\n") == R"(
< Suosittelisitko? 0-10
> TIEDOT
! data
< Sinusta ei ole tallennettu mitään.
> 7
= nps 7
< Miksi?
> TIEDOT
! data
< Sinulta on tallessa 1 vastaus. Poista ne lähettämällä POISTA.
)");
}

TEST_CASE("DELETE is asked about once, and erases only where the answer is yes") {
    CHECK(talk(survey(), "7\nPOISTA\nei\nPOISTA\nkyllä\n") == R"(
< Suosittelisitko? 0-10
> 7
= nps 7
< Miksi?
> POISTA
! delete
< Poistetaanko tietosi ja vastauksesi pysyvästi? Vastaa kyllä tai ei.
> ei
< Selvä, mitään ei poistettu.
< Miksi?
> POISTA
! delete
< Poistetaanko tietosi ja vastauksesi pysyvästi? Vastaa kyllä tai ei.
> kyllä
! delete
< Tietosi on poistettu. Kiitos ajastasi.
# closed
)");
    const auto erased = tests::state_behind(survey(), "7\nPOISTA\nkyllä\n");
    CHECK(erased.given.empty());
    CHECK(erased.facts.empty());
}

TEST_CASE("a yes on an old button of DELETE does not answer a question of the script") {
    const auto script = script_of(R"(
dialog:
- ask: ok
  type: yes-no
  text: Sopiiko?
)");
    CHECK(talk(script, "POISTA\nehkä\n/tap 2 true\n") == R"(
< Sopiiko?
> POISTA
! delete
< Poistetaanko tietosi ja vastauksesi pysyvästi? Vastaa kyllä tai ei.
> ehkä
? ok 1
< En ymmärtänyt vastausta. Vastaa kyllä tai ei.
> /tap 2 true
< Tähän kysymykseen ei voi enää vastata. Kiitos silti!
)");
}

TEST_CASE("JOIN and STATUS are the service's to answer") {
    CHECK(talk(survey(), "MUKAAN\nTILA\n").find("! join\n< Juuri nyt ei ole") != std::string::npos);
    CHECK(talk(survey(), "TILA\n").find("! status\n< Sinulla ei ole avoimia asioita.") !=
          std::string::npos);
}

TEST_CASE(
    "an emergency gets the fixed words and an urgent case, and pauses the survey until START") {
    const auto said = talk(survey(), "7\nen halua elää\nmoi\nSTART\nhyvä\n");
    CHECK(said.find("> en halua elää\n! emergency\n< Jos olet vaarassa, soita heti 112.") !=
          std::string::npos);
    CHECK(said.find("\n* open-case urgent\n> moi\n< Kysely on tauolla.") != std::string::npos);
    CHECK(said.ends_with(
        "> START\n! start\n< Miksi?\n> hyvä\n= why \"hyvä\"\n< Kiitos!\n# completed\n"));
}

TEST_CASE("while an emergency pauses the survey nobody is reminded") {
    const auto script =
        script_of("remind_after: 2h\ndialog:\n- ask: nps\n  type: nps\n  text: Suosittelisitko?\n");
    CHECK(talk(script, "/wait 1h\nitsemurha\n/wait 5h\n")
              .ends_with("* open-case urgent\n> /wait 5h\n"));
    CHECK(talk(script, "/wait 1h\n/wait 5h\n").ends_with("> /wait 5h\n< Suosittelisitko?\n"));
}

TEST_CASE("an exact answer comes before the other reserved words, but not before STOP") {
    const auto script = script_of(R"(
dialog:
- ask: what
  type: choice
  text: Mitä etsit?
  choices: {help: apua, data: tiedot, stop: stop}
)");
    CHECK(talk(script, "apua\n").find("= what \"help\"") != std::string::npos);
    CHECK(talk(script, "TIEDOT\n").find("= what \"data\"") != std::string::npos);
    CHECK(talk(script, "stop\n").find("# refused") != std::string::npos);
}

TEST_CASE("112 is an answer where a number in range is asked for, and a cry for help elsewhere") {
    const auto number =
        script_of("dialog:\n- ask: n\n  type: number\n  text: Montako?\n  max: 200\n");
    CHECK(talk(number, "112\n").find("= n 112\n") != std::string::npos);
    const auto small =
        script_of("dialog:\n- ask: n\n  type: number\n  text: Montako?\n  max: 100\n");
    CHECK(talk(small, "112\n").find("! emergency\n") != std::string::npos);
    CHECK(talk(survey(), "112\n").find("! emergency\n") != std::string::npos);
}
