// Questions of every type from their words to their answers: on text messages and on a channel with
// buttons.
#include "dialogs/channel_kind.hpp"
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <iostream>

namespace {

using tests::noon;
using tests::script_of;
using tests::talk;

dialogs::SimulatorOptions on(const std::string& channel, const std::string& language = "fi") {
    return {.language = language, .channel = channel, .at = noon()};
}

const char* const interests = R"(
dialog:
- ask: interests
  type: choices
  text: Mikä kiinnostaa?
  choices: {clinic: terveysasema, family: perheet, digi: digi}
  na: ei mikään
- end: "Kiitos! Sinua kiinnostaa {interests}."
)";

}  // namespace

TEST_CASE("several choices are numbered lines on a text message, and are printed joined") {
    CHECK(talk(script_of(interests), "kyllä\n3, 1\n") == R"(
< Mikä kiinnostaa?/1=terveysasema/2=perheet/3=digi/0=ei mikään
> kyllä
? interests 1
< En ymmärtänyt vastausta. Vastaa yhdellä tai useammalla numerolla, esimerkiksi 1 3.)"
R"(/1=terveysasema/2=perheet/3=digi/0=ei mikään
> 3, 1
= interests ["clinic","digi"]
< Kiitos! Sinua kiinnostaa terveysasema ja digi.
# completed
)");
}

TEST_CASE("taps toggle choices until they are done") {
    CHECK(talk(script_of(interests), "/tap digi\n/tap clinic\n/tap digi\n/tap family\n/tap done\n",
               on("telegram")) == R"(
< Mikä kiinnostaa?
> /tap digi
< Valittu: digi. Voit valita lisää. Kun olet valmis, paina Valmis.
> /tap clinic
< Valittu: digi ja terveysasema. Voit valita lisää. Kun olet valmis, paina Valmis.
> /tap digi
< Valittu: terveysasema. Voit valita lisää. Kun olet valmis, paina Valmis.
> /tap family
< Valittu: terveysasema ja perheet. Voit valita lisää. Kun olet valmis, paina Valmis.
> /tap done
= interests ["clinic","family"]
< Kiitos! Sinua kiinnostaa terveysasema ja perheet.
# completed
)");
}

TEST_CASE("several buttons may come at once, be ended in words, or be the way out") {
    const auto script = script_of(interests);
    CHECK(talk(script, "/tap digi clinic\n", on("web")) == R"(
< Mikä kiinnostaa?
> /tap digi clinic
= interests ["clinic","digi"]
< Kiitos! Sinua kiinnostaa terveysasema ja digi.
# completed
)");
    CHECK(talk(script, "/tap digi\nvalmis\n", on("web")) == R"(
< Mikä kiinnostaa?
> /tap digi
< Valittu: digi. Voit valita lisää. Kun olet valmis, paina Valmis.
> valmis
= interests ["digi"]
< Kiitos! Sinua kiinnostaa digi.
# completed
)");
    CHECK(talk(script, "/tap digi\n/tap na\n", on("web")) == R"(
< Mikä kiinnostaa?
> /tap digi
< Valittu: digi. Voit valita lisää. Kun olet valmis, paina Valmis.
> /tap na
= interests "na"
< Kiitos! Sinua kiinnostaa ei mikään.
# completed
)");
    CHECK(talk(script, "/tap done\n/tap nothing\n/tap digi\n/tap digi\n/tap done\n1\n",
               on("web")) == R"(
< Mikä kiinnostaa?
> /tap done
< Tähän kysymykseen ei voi enää vastata. Kiitos silti!
> /tap nothing
< Tähän kysymykseen ei voi enää vastata. Kiitos silti!
> /tap digi
< Valittu: digi. Voit valita lisää. Kun olet valmis, paina Valmis.
> /tap digi
< Mitään ei ole nyt valittu.
> /tap done
< Tähän kysymykseen ei voi enää vastata. Kiitos silti!
> 1
= interests ["clinic"]
< Kiitos! Sinua kiinnostaa terveysasema.
# completed
)");
}

TEST_CASE("what was tapped so far is part of the state, with its buttons") {
    const auto script = script_of(interests);
    dialogs::Simulator phone(script, tests::shipped_catalog(), on("telegram"));
    static_cast<void>(phone.start());
    const auto events = phone.receive(dialogs::TapReply{.question = 0, .value = "digi"});
    CHECK(phone.state().asked.back().picked == std::vector<std::string>{"digi"});
    const auto& choices = events.back().at("choices");
    REQUIRE(choices.size() == 5);
    CHECK(choices[2].at("label") == "✓ digi");
    CHECK(choices[4].at("value") == "done");
    CHECK(choices[4].at("label") == "Valmis");
}

TEST_CASE("a choice of several may want at least and at most so many") {
    const auto script = script_of(R"(
dialog:
- ask: days
  type: choices
  text: Mitkä kaksi?
  min: 2
  max: 2
  choices: [ma, ti, ke]
- end: Kiitos!
)");
    CHECK(talk(script, "1\n1 2 3\n2 3\n") == R"(
< Mitkä kaksi?/1=ma/2=ti/3=ke
> 1
? days 1
< Valitse 2 vaihtoehtoa. Vastaa numeroilla./1=ma/2=ti/3=ke
> 1 2 3
? days 2
< Valitse 2 vaihtoehtoa. Vastaa numeroilla./1=ma/2=ti/3=ke
> 2 3
= days ["ti","ke"]
< Kiitos!
# completed
)");
    CHECK(talk(script, "/tap ma\n/tap ke\n", on("whatsapp")) == R"(
< Mitkä kaksi?
> /tap ma
< Valittu: ma. Voit valita lisää. Kun olet valmis, paina Valmis.
> /tap ke
= days ["ma","ke"]
< Kiitos!
# completed
)");
}

TEST_CASE("a tap on an older question of several choices changes that answer alone") {
    CHECK(talk(script_of(R"(
dialog:
- ask: first
  type: choices
  text: Mitkä?
  choices: {a: aamu, b: ilta}
- ask: second
  type: text
  text: Miksi?
- end: "Kiitos: {first}."
)"),
               "1\n/tap 1 b\nsiksi\n", on("web")) == R"(
< Mitkä?
> 1
= first ["a"]
< Miksi?
> /tap 1 b
= first ["a","b"]
< Vastauksesi on muutettu.
> siksi
= second "siksi"
< Kiitos: aamu ja ilta.
# completed
)");
}

TEST_CASE("a year answers with its number alone and is told its range") {
    CHECK(talk(script_of(R"(
dialog:
- ask: born
  type: year
  min: 1900
  max: today
  text: Minä vuonna olet syntynyt?
- say: Olet täysi-ikäinen.
  when: age(born) >= 18
- end: "Synnyit vuonna {born}."
)"),
               "2031\nhäh\n12.3.84\n") == R"(
< Minä vuonna olet syntynyt?
> 2031
? born 1
< En ymmärtänyt vastausta. Vastaa numerolla 1900-2026.
> häh
? born 2
< En ymmärtänyt vastausta. Vastaa vuosiluvulla, esimerkiksi 1984.
> 12.3.84
= born 1984
< Olet täysi-ikäinen.
< Synnyit vuonna 1984.
# completed
)");
}

TEST_CASE("a date may be bound by today or a fact, and is printed as people write it") {
    const auto script = script_of(R"(
dialog:
- ask: day
  type: date
  min: today
  max: 2026-12-31
  text: Minä päivänä tulet?
  na: en tiedä
- end: "Tervetuloa: {day}."
)");
    CHECK(talk(script, "eilen\n3.5.2027\nensi viikolla\n") == R"(
< Minä päivänä tulet? 0=en tiedä
> eilen
? day 1
< Päivän pitää olla väliltä 15. tammikuuta - 31. joulukuuta 2026. Lähetä vastauksesi uudelleen. 0=en tiedä
> 3.5.2027
? day 2
< Päivän pitää olla väliltä 15. tammikuuta - 31. joulukuuta 2026. Lähetä vastauksesi uudelleen. 0=en tiedä
> ensi viikolla
? day 3 kept
< Tervetuloa: .
# completed
)");
    CHECK(talk(script, "huomenna klo 9\n", on("telegram")) == R"(
< Minä päivänä tulet? 0=en tiedä
> huomenna klo 9
= day "2026-01-16"
< Tervetuloa: 16. tammikuuta.
# completed
)");
}

TEST_CASE("the language of the dialog changes with the answer at once") {
    const auto script = script_of(R"(
dialog:
- ask: lang
  type: language
  text: Millä kielellä?
- ask: well
  type: yes-no
  text: Kaikki hyvin?
)");
    CHECK(talk(script, "ruotsi\nja\n") == R"(
< Millä kielellä?/1=suomi/2=svenska
> ruotsi
= lang "sv"
< Kaikki hyvin?
> ja
= well true
# completed
)");
    CHECK(talk(script, "/tap sv\nhej\n", on("messenger")) == R"(
< Millä kielellä?
> /tap sv
= lang "sv"
< Kaikki hyvin?
> hej
? well 1
< Jag förstod inte svaret. Svara ja eller nej.
)");
}

TEST_CASE("an order is told by its lines on every channel") {
    const auto script = script_of(R"(
dialog:
- ask: order
  type: rank
  top: 2
  text: Mikä on tärkeintä?
  choices: {a: aika, b: apu, c: hinta}
- end: "Tärkeintä on {order}."
)");
    CHECK(talk(script, "3\n3 1\n") == R"(
< Mikä on tärkeintä?/1=aika/2=apu/3=hinta
> 3
? order 1
< En ymmärtänyt vastausta. Lähetä 2 numeroa tärkeimmästä alkaen, esimerkiksi 3 1 2./1=aika/2=apu/3=hinta
> 3 1
= order ["c","a"]
< Tärkeintä on hinta ja aika.
# completed
)");
    CHECK(talk(script, "/tap a\nhinta, apu\n", on("telegram")) == R"(
< Mikä on tärkeintä?/1=aika/2=apu/3=hinta
> /tap a
< Tähän kysymykseen ei voi enää vastata. Kiitos silti!
> hinta, apu
= order ["c","b"]
< Tärkeintä on hinta ja apu.
# completed
)");
}

TEST_CASE("points that do not come to the total are told what they come to") {
    const auto script = script_of(R"(
dialog:
- ask: shares
  type: points
  total: 100
  text: Jaa 100 pistettä.
  choices: {a: aika, b: apu}
- end: "Jaoit näin: {shares}."
)");
    CHECK(talk(script, "1=60 2=60\nsata\n1=60 2=40\n") == R"(
< Jaa 100 pistettä./1=aika/2=apu
> 1=60 2=60
? shares 1
< Pisteitä on yhteensä 120, mutta niitä pitää olla 100. Lähetä pisteet uudelleen./1=aika/2=apu
> sata
? shares 2
< En ymmärtänyt vastausta. Jaa 100 pistettä, esimerkiksi 1=50 2=50./1=aika/2=apu
> 1=60 2=40
= shares {"a":"60","b":"40"}
< Jaoit näin: aika: 60 ja apu: 40.
# completed
)");
    CHECK(talk(script, "aika 70, apu 30\n", on("viber")) == R"(
< Jaa 100 pistettä./1=aika/2=apu
> aika 70, apu 30
= shares {"a":"70","b":"30"}
< Jaoit näin: aika: 70 ja apu: 30.
# completed
)");
}

TEST_CASE("pictures, voices and places are asked for only where the channel carries them") {
    const auto script = script_of(R"(
dialog:
- ask: picture
  type: photo
  text: Lähetä kuva.
- ask: speech
  type: voice
  text: Kerro ääneen.
- ask: where
  type: location
  text: Missä?
  na: en kerro
- end: Kuvaa ei pyydetty.
  when: skipped(picture)
- end: Kiitos!
)");
    CHECK(talk(script, "") == R"(
< Kuvaa ei pyydetty.
# completed
)");
    CHECK(talk(script, "tässä\n/voice 7\n/photo 8\n/voice 9\n/location 61.49911,23.78712\n",
               on("telegram")) == R"(
< Lähetä kuva.
> tässä
? picture 1
< Lähetä kuva. Jos se ei onnistu, lähetä OHI.
> /voice 7
? picture 2
< Lähetä kuva. Jos se ei onnistu, lähetä OHI.
> /photo 8
= picture "8"
< Kerro ääneen.
> /voice 9
= speech "9"
< Missä? 0=en kerro
> /location 61.49911,23.78712
= where "61.49911,23.78712"
< Kiitos!
# completed
)");
    CHECK(talk(script, "/photo\n0\n", on("slack")) == R"(
< Lähetä kuva.
> /photo
= picture "photo"
< Kiitos!
# completed
> 0
error: the conversation has ended
)");
}

TEST_CASE("a picture that nobody asked for is answered kindly") {
    CHECK(talk(script_of("dialog:\n- ask: ok\n  type: yes-no\n  text: Onko hyvä?\n"),
               "/photo\nkyllä\n", on("telegram")) == R"(
< Onko hyvä?
> /photo
? ok 1
< En osaa lukea kuvia tai ääniviestejä. Kirjoita vastauksesi sanoin.
> kyllä
= ok true
# completed
)");
}

TEST_CASE("the way out of a number is told in words where 0 is an answer") {
    CHECK(talk(script_of(R"(
dialog:
- ask: visits
  type: number
  min: 0
  text: Montako käyntiä?
  na: en tiedä
- ask: age
  type: number
  min: 1
  text: Minkä ikäinen?
  na: en kerro
)"),
               "0\n0\n") == R"(
< Montako käyntiä? en tiedä
> 0
= visits 0
< Minkä ikäinen? 0=en kerro
> 0
= age "na"
# completed
)");
}

TEST_CASE("a question not answered within its time is left, and the next one is asked") {
    CHECK(talk(script_of(R"(
dialog:
- ask: first
  type: choices
  within: 24h
  text: Mitkä?
  choices: [aamu, ilta]
- ask: second
  type: date
  text: Milloin?
)"),
               "/wait 25h\n3.5.\n") == R"(
< Mitkä?/1=aamu/2=ilta
> /wait 25h
< Milloin?
> 3.5.
= second "2026-05-03"
# completed
)");
}

TEST_CASE("MORE says what the question keeps back, once, and the question stays open") {
    CHECK(talk(script_of(R"(
dialog:
- ask: days
  type: choices
  text: Mitkä?
  more: Valitse ne, jotka sopivat.
  choices: [aamu, ilta]
)"),
               "LISÄÄ\n2\n") == R"(
< Mitkä?/1=aamu/2=ilta
> LISÄÄ
! more
< Valitse ne, jotka sopivat.
> 2
= days ["ilta"]
# completed
)");
}

TEST_CASE("on a text message the languages in other alphabets come on MORE") {
    const auto nothing = [](const std::string&) -> std::optional<dialogs::SourceFile> {
        return std::nullopt;
    };
    const std::string text = R"(script: talk
title: Puhe
languages: [fi, ru, en, ar]
stream: feedback
basis: public-task
dialog:
- ask: lang
  type: language
  text: Millä kielellä?
)";
    const auto read = dialogs::read_script({"talk.yaml", text}, nothing, nothing);
    REQUIRE(read.script.has_value());
    CHECK(talk(*read.script, "LISÄÄ\n3\n") == R"(
< Millä kielellä? Muut kielet: LISÄÄ/1=suomi/2=English
> LISÄÄ
! more
< 3=русский/4=العربية
> 3
= lang "ru"
# completed
)");
    CHECK(talk(*read.script, "العربية\n", on("signal")) == R"(
< Millä kielellä?/1=suomi/2=English/3=русский/4=العربية
> العربية
= lang "ar"
# completed
)");
}

TEST_CASE("an answer is saved in the profile, known from then on, and the way out saves nothing") {
    auto script = script_of(R"(
dialog:
- ask: born
  type: year
  text: Minä vuonna?
  na: en kerro
- say: "Tallessa."
  when: answered(born)
)");
    auto& question = std::get<dialogs::Ask>(script.dialog.front().what).question;
    question.save = "profile.birth_year";
    CHECK(talk(script, "1984\n") == R"(
< Minä vuonna? 0=en kerro
> 1984
= born 1984
+ birth_year 1984
< Tallessa.
# completed
)");
    CHECK(talk(script, "0\n") == R"(
< Minä vuonna? 0=en kerro
> 0
= born "na"
< Tallessa.
# completed
)");
}
