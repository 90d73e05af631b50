// Cases and proposals: what people of the house decide, and what residents are told of it.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace std::chrono_literals;
using bot::Moderated;
using tests::House;
using tests::written;

namespace {

const std::string mari = "+358401112233";
const std::string pekka = "+358404445566";
using Texts = std::vector<std::string>;

const std::string asks_for_answer =
    "keywords: {fi: [asia]}\ndialog:\n- ask: why\n  type: text\n  text: Mikä?\n- do: open-case\n  topic: care\n  text: why\n"
    "- say: \"Numero {case}.\"\n- wait: until case_state != 'open'\n  within: 60d\n- end: \"Nyt: {case_state}\"\n";


/// A script with a `do: propose`, as it is compiled: its `statements` question need not be asked here.
dialogs::Script proposing() {
    auto script = written("idea", "keywords: {fi: [idea]}\ndialog:\n- ask: what\n  type: text\n  text: Mitä ehdotat?\n- say: "
                                  "Kiitos!\n- wait: 60d\n- end: Loppu.\n");
    dialogs::Do propose;
    propose.effect = "propose";
    propose.words = {{"to", "views"}, {"text", "what"}};
    script.dialog[1].what = propose;
    dialogs::Wait wait;
    wait.kind = dialogs::Wait::Kind::until;
    wait.until = *dialogs::Expression::parse("proposal != 'waiting'");
    script.dialog[2].what = wait;
    script.version = dialogs::version_of(dialogs::to_canonical_json(script));
    return script;
}

Texts told(House& house) {
    while (house.fire_timers() > 0) {
    }
    return house.deliver_texts();
}

bot::CaseChanged change_case(House& house, std::int64_t number, const std::string& state, const std::string& answer) {
    return house.run<bot::ChangeCase>(
        bot::CaseChange{.number = storage::CaseId{number}, .state = state, .answer = answer}, house.now());
}

Moderated change_proposal(House& house, const std::string& id, const std::string& state,
                          std::optional<std::string> text = {}) {
    return house.run<bot::ChangeProposal>(
        bot::ProposalChange{.proposal = id, .state = state, .text = std::move(text), .reason = ""}, house.now());
}

/// Opens a case of one's own; its number.
std::int64_t open_case(House& house, const std::string& number) {
    house.text(number, "asia");
    house.text(number, "Jonotin puhelimessa tunnin");
    house.deliver();
    const auto cases = house.reader().cases({}, 100);
    REQUIRE_FALSE(cases.empty());
    return cases.back().row.id.value;
}

}  // namespace

TEST_CASE("a case shows what it is about and all answers of its conversation") {
    House house;
    house.publish(written("asia", asks_for_answer));
    const auto number = open_case(house, mari);
    const auto cases = house.reader().cases({.state = "open"}, 10);
    REQUIRE(cases.size() == 1);
    CHECK(cases[0].row.id.value == number);
    CHECK(cases[0].row.text == "Jonotin puhelimessa tunnin");
    CHECK(cases[0].script == "asia");
    REQUIRE(cases[0].answers.size() == 1);
    CHECK(cases[0].answers[0].question == "why");
    CHECK(house.reader().cases({.state = "closed"}, 10).empty());
    CHECK(house.reader().cases({.after = storage::CaseId{number}}, 10).empty());
}

TEST_CASE("an answer goes to the resident who asked, once, and a conversation that waits for it goes on") {
    House house;
    house.publish(written("asia", asks_for_answer));
    const auto number = open_case(house, mari);
    const auto changed = change_case(house, number, "answered", "Soitamme sinulle huomenna.");
    CHECK(changed.became == Moderated::changed);
    CHECK(changed.is_told);
    const auto texts = told(house);
    CHECK(texts == Texts{"Vastaus asiaasi " + std::to_string(number) + ": Soitamme sinulle huomenna.", "Nyt: answered"});
    CHECK(change_case(house, number, "answered", "Soitamme sinulle huomenna.").became == Moderated::unchanged);
    CHECK(told(house).empty());
    CHECK(change_case(house, number, "closed", "").became == Moderated::changed);
    CHECK(change_case(house, number, "answered", "Lisää").became == Moderated::closed);
    CHECK(change_case(house, 999'999, "closed", "").became == Moderated::unknown);
}

TEST_CASE("an answer is not sent at night") {
    House house;
    house.publish(written("asia", asks_for_answer));
    const auto number = open_case(house, mari);
    house.wait(9h);  // 23.00 in Helsinki
    CHECK(change_case(house, number, "answered", "Soitamme.").is_told);
    CHECK(told(house).empty());
    house.wait(9h + 1min);
    CHECK(told(house).size() == 2);
}

TEST_CASE("an answer that was asked for is sent after a STOP of its stream, but not after a STOP of everything") {
    House house;
    house.publish(written("asia", asks_for_answer));
    const auto number = open_case(house, mari);
    house.text(mari, "STOP");
    house.deliver();
    CHECK(change_case(house, number, "answered", "Soitamme.").is_told);
    CHECK(told(house).size() == 1);
    house.text(mari, "STOP KAIKKI");
    house.deliver();
    CHECK_FALSE(change_case(house, number, "answered", "Tai kirjoitamme.").is_told);
    CHECK(told(house).empty());
}

TEST_CASE("STATUS tells where one's own cases stand, and nobody else's") {
    House house;
    house.publish(written("asia", asks_for_answer));
    const auto first = std::to_string(open_case(house, mari));
    const auto others = std::to_string(open_case(house, pekka));
    house.text(mari, "TILA");
    CHECK(told(house) ==
          Texts{"Asia " + first + ": odottaa vastausta. Vastaamme viimeistään 5. joulukuuta."});
    house.text(mari, "TILA " + others);
    CHECK(told(house) == Texts{"Numerolla " + others + " ei löydy sinun asiaasi."});
    change_case(house, std::stoll(first), "answered", "Hei.");
    static_cast<void>(told(house));
    house.text(mari, "TILA " + first);
    CHECK(told(house) == Texts{"Asia " + first + ": siihen on vastattu."});
}

TEST_CASE("STATUS tells of seats, too, and that there is nothing where there is nothing") {
    House house;
    house.publish(written("join", "keywords: {fi: [liity]}\ndialog:\n- do: join\n  pool: p\n  room: 1\n- end: Kiitos!\n"));
    house.text(mari, "TILA");
    CHECK(told(house) == Texts{"Sinulla ei ole avoimia asioita."});
    house.text(mari, "liity");
    house.text(pekka, "liity");
    static_cast<void>(told(house));
    house.text(mari, "TILA");
    house.text(pekka, "TILA");
    CHECK(told(house) == Texts{"T: sinulla on paikka.", "T: olet jonossa."});
}

TEST_CASE("an answer to a case goes with its resident") {
    House house;
    house.publish(written("asia", asks_for_answer));
    const auto number = open_case(house, mari);
    change_case(house, number, "answered", "OmatSanani sinulle");
    static_cast<void>(told(house));
    house.text(mari, "POISTA");
    house.text(mari, "kyllä");
    house.deliver();
    CHECK(house.bytes().find("OmatSanani") == std::string::npos);
    CHECK(change_case(house, number, "closed", "Taas OmatSanani").became == Moderated::changed);
    CHECK(house.bytes().find("OmatSanani") == std::string::npos);
}

TEST_CASE("a proposal waits for a moderator, who may edit it; whoever proposed it learns what became of it") {
    House house;
    house.publish(proposing());
    house.text(mari, "idea");
    house.text(mari, "Lisää penkkejä, soita 0401112233");
    house.deliver();
    const auto waiting = house.reader().proposals({.script = "idea", .question = "views", .state = "waiting"}, 10);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].text.find("0401112233") == std::string::npos);  // masked
    house.text(mari, "TILA");
    CHECK(told(house).at(0).starts_with("Ehdotuksesi \"Lisää penkkejä"));
    const auto& id = waiting[0].public_id;
    CHECK(change_proposal(house, id, "accepted", "Lisää penkkejä puistoon.") == Moderated::changed);
    CHECK(change_proposal(house, id, "accepted", "Lisää penkkejä puistoon.") == Moderated::unchanged);
    CHECK(change_proposal(house, "nobody's", "refused") == Moderated::unknown);
    CHECK(told(house) == Texts{"Loppu."});
    house.look([](storage::Keys& keys) { keys.accepted.insert({"idea", "views"}); },
               [](storage::WorkingSet& rows) {
                   const auto accepted = rows.accepted("idea", "views");
                   REQUIRE(accepted.size() == 1);
                   CHECK(rows.proposals.find(accepted[0])->text == "Lisää penkkejä puistoon.");
                   CHECK(rows.accepted("idea", "other").empty());
               });
}

TEST_CASE("a refused proposal is not among the statements, and goes with its resident; an accepted one stays, nobody's") {
    House house;
    house.publish(proposing());
    for (const auto* words : {"EkaEhdotus on hyvä", "TokaEhdotus on myös"}) {
        house.text(mari, "idea");
        house.text(mari, words);
    }
    const auto both = house.reader().proposals({}, 10);
    REQUIRE(both.size() == 2);
    change_proposal(house, both[0].public_id, "accepted");
    change_proposal(house, both[1].public_id, "refused");
    house.look([](storage::Keys& keys) { keys.accepted.insert({"idea", "views"}); },
               [](storage::WorkingSet& rows) { CHECK(rows.accepted("idea", "views").size() == 1); });
    static_cast<void>(told(house));
    house.text(mari, "POISTA");
    house.text(mari, "kyllä");
    const auto left = house.reader().proposals({}, 10);
    REQUIRE(left.size() == 1);
    CHECK(left[0].text == "EkaEhdotus on hyvä");
    CHECK_FALSE(left[0].resident);
    CHECK_FALSE(left[0].conversation);
    CHECK(house.bytes().find("TokaEhdotus") == std::string::npos);
}

TEST_CASE("an accepted proposal is put to the next ones, as a statement among the script's own") {
    House house;
    house.publish(written("round", "keywords: {fi: [idea]}\ndialog:\n- ask: views\n  type: statements\n  text: \"{i}/{n} "
                                   "{statement}\"\n  seed:\n    near: Lähellä on hyvä.\n    far: Kaukana on hyvä.\n"
                                   "- ask: what\n  type: text\n  text: Mitä ehdotat?\n- do: propose\n  to: views\n  text: "
                                   "what\n- end: Kiitos!\n"));
    house.text(mari, "idea");
    CHECK(told(house).at(0).starts_with("1/2 "));
    house.text(mari, "1");
    house.text(mari, "2");
    house.text(mari, "Lisää penkkejä");
    static_cast<void>(told(house));
    const auto proposals = house.reader().proposals({.script = "round", .state = "waiting"}, 10);
    REQUIRE(proposals.size() == 1);
    change_proposal(house, proposals[0].public_id, "accepted", "Penkkejä tarvitaan lisää.");
    house.text(pekka, "idea");
    auto texts = told(house);
    CHECK(texts.at(0).starts_with("1/3 "));
    house.text(pekka, "1");
    house.text(pekka, "1");
    for (auto& text : told(house)) texts.push_back(text);
    const auto is_put = [](const std::string& text) { return text.find("Penkkejä tarvitaan lisää.") != std::string::npos; };
    CHECK(std::count_if(texts.begin(), texts.end(), is_put) == 1);
}
