// Seats in pools: who is in, who waits, how they are told, and the consents that go with them.
#include "storage/ledger.hpp"
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace std::chrono_literals;
using tests::House;
using tests::written;

namespace {

const std::string mari = "+358401112233";
const std::string pekka = "+358404445566";
const std::string aino = "+358407778899";
using Texts = std::vector<std::string>;

/// Joins a pool of some room, waits for a seat, and tells of it.
std::string evening(const std::string& room) {
    return "keywords: {fi: [ilta]}\ndialog:\n- do: join\n  pool: evening\n" + room +
           "- say:\n    seat == 'waiting': Olet jonossa.\n    seat == 'in': Mahdut mukaan.\n"
           "    else: Paikkoja ei ole.\n"
           "- wait: until seat != 'waiting'\n  within: 30d\n"
           "- say: Paikka on sinun.\n  when: seat == 'in'\n- wait: until seat == 'out'\n  within: 30d\n"
           "- end: Et ole enää mukana.\n";
}

/// What each of them is told since the last call, by number.
std::map<std::string, Texts> told(House& house) {
    while (house.fire_timers() > 0) {
    }
    std::map<std::string, Texts> texts;
    for (const auto& heard : house.deliver()) texts[heard.to.id].push_back(heard.text);
    return texts;
}

storage::PoolRow pool(House& house, const std::string& name) {
    for (const auto& row : house.reader().pools())
        if (row.name == name) return row;
    return {};
}

}  // namespace

TEST_CASE("there are as many in as there is room for; the next ones wait in order") {
    House house;
    house.publish(written("evening", evening("  room: 1\n")));
    house.text(mari, "ilta");
    house.text(pekka, "ilta");
    house.text(aino, "ilta");
    CHECK(told(house)[mari] == Texts{"Mahdut mukaan.", "Paikka on sinun."});
    CHECK(house.conversation(pekka).open);
    const auto row = pool(house, "evening");
    CHECK(row.room == 1);
    CHECK(row.taken == 1);
    CHECK(row.waiting == 2);
}

TEST_CASE("CANCEL gives up the seat, and the next one waiting is told by the conversation that waits") {
    House house;
    house.publish(written("evening", evening("  room: 1\n")));
    for (const auto& number : {mari, pekka, aino}) house.text(number, "ilta");
    static_cast<void>(told(house));
    house.text(mari, "PERU");
    auto texts = told(house);
    CHECK(texts[mari] == Texts{"Paikkasi on peruttu: T.", "Et ole enää mukana."});
    CHECK(texts[pekka] == Texts{"Paikka on sinun."});
    CHECK_FALSE(texts.contains(aino));
    CHECK(pool(house, "evening").taken == 1);
    CHECK(pool(house, "evening").waiting == 1);
    house.text(mari, "PERU");
    CHECK(told(house)[mari] == Texts{"Sinulla ei ole peruttavaa paikkaa."});
}

TEST_CASE("a seat that becomes free at night is told in the morning, also after a restart") {
    House house;
    house.publish(written("evening", evening("  room: 1\n")));
    house.text(mari, "ilta");
    house.text(pekka, "ilta");
    static_cast<void>(told(house));
    house.wait(9h);  // 23.00 in Helsinki
    house.text(mari, "PERU");
    CHECK_FALSE(told(house).contains(pekka));
    house.restart();
    house.wait(9h + 1min);
    CHECK(told(house)[pekka] == Texts{"Paikka on sinun."});
}

TEST_CASE("who has several seats is asked which one, also in the middle of a dialog") {
    House house;
    house.publish(written("evening", evening("  room: 1\n")));
    house.publish(written("club", "keywords: {fi: [kerho]}\ndialog:\n- do: join\n  pool: club\n- ask: q\n"
                                  "  type: smiley\n"
                                  "  text: Miten?\n- end: Kiitos!\n"));
    house.text(mari, "ilta");
    house.text(mari, "kerho");
    static_cast<void>(told(house));
    house.text(mari, "PERU");
    CHECK(told(house)[mari] == Texts{"Minkä paikan haluat perua? Vastaa numerolla.\n1=T\n2=T"});
    house.text(mari, "1");
    CHECK(told(house)[mari].at(0) == "Paikkasi on peruttu: T.");
    CHECK(pool(house, "evening").taken == 0);
    CHECK(pool(house, "club").taken == 1);
    CHECK(house.answers("club").empty());
    house.text(mari, "1");  // the question's again
    CHECK(house.answers("club").size() == 1);
}

TEST_CASE("STOP gives up the stream's seats") {
    House house;
    house.publish(written("evening", evening("  room: 1\n")));
    house.text(mari, "ilta");
    house.text(pekka, "ilta");
    static_cast<void>(told(house));
    house.text(mari, "STOP");
    auto texts = told(house);
    CHECK(texts[pekka] == Texts{"Paikka on sinun."});
    CHECK(texts[mari].size() == 1);
    house.text(mari, "START");
    CHECK(pool(house, "evening").taken == 1);
    static_cast<void>(told(house));
    CHECK_FALSE(house.resident(mari).has_seats);
}

TEST_CASE("DELETE gives up the seat of whoever is erased") {
    House house;
    house.publish(written("evening", evening("  room: 1\n")));
    house.text(mari, "ilta");
    house.text(pekka, "ilta");
    static_cast<void>(told(house));
    house.text(mari, "POISTA");
    house.text(mari, "kyllä");
    CHECK(told(house)[pekka] == Texts{"Paikka on sinun."});
    CHECK(pool(house, "evening").taken == 1);
}

TEST_CASE("who joins again keeps the seat, and who has left goes to the end of the queue") {
    House house;
    house.publish(written("join", "keywords: {fi: [liity]}\ndialog:\n- do: join\n  pool: p\n  room: 1\n"
                                  "- end: \"Tila: {seat}\"\n"));
    house.publish(written("leave", "keywords: {fi: [eroan]}\ndialog:\n- do: leave\n  pool: p\n"
                                   "- end: \"Tila: {seat}\"\n"));
    house.text(mari, "liity");
    house.text(mari, "liity");
    house.text(pekka, "liity");
    CHECK(told(house)[mari] == Texts{"Tila: in", "Tila: in"});
    CHECK(pool(house, "p").taken == 1);
    house.text(mari, "eroan");
    auto texts = told(house);
    CHECK(texts[mari] == Texts{"Tila: out"});
    // No conversation of Pekka's waits any more: the service tells it.
    CHECK(texts[pekka] == Texts{"Sait paikan: T. Jos et pääse, lähetä PERU."});
    house.text(mari, "liity");
    CHECK(told(house)[mari] == Texts{"Tila: waiting"});
}

TEST_CASE("member is true from joining on, in other scripts too, until the seat is left") {
    House house;
    house.publish(written("join", "keywords: {fi: [liity]}\ndialog:\n- do: join\n  pool: p\n- end: Tervetuloa!\n"));
    house.publish(written("who", "keywords: {fi: [kuka]}\ndialog:\n- end:\n    member('p'): Jäsen.\n"
                                 "    else: Vieras.\n"));
    house.text(mari, "kuka");
    house.text(mari, "liity");
    house.text(mari, "kuka");
    house.text(mari, "PERU");
    house.text(mari, "kuka");
    CHECK(told(house)[mari] == Texts{"Vieras.", "Tervetuloa!", "Jäsen.", "Paikkasi on peruttu: T.", "Vieras."});
}

TEST_CASE("a new version with more room lets the next ones in") {
    House house;
    house.publish(written("evening", evening("  room: 1\n")));
    for (const auto& number : {mari, pekka, aino}) house.text(number, "ilta");
    static_cast<void>(told(house));
    house.publish(written("evening", evening("  room: 2\n")));
    auto texts = told(house);
    CHECK(texts[pekka] == Texts{"Paikka on sinun."});
    CHECK_FALSE(texts.contains(aino));
}

TEST_CASE("a script that only gives seats up says nothing of the room") {
    House house;
    house.publish(written("evening", evening("  room: 1\n")));
    house.publish(written("leave", "dialog:\n- do: leave\n  pool: evening\n- end: Hei.\n"));
    CHECK(pool(house, "evening").room == 1);
}

TEST_CASE("where there is no room until a draw, lots are drawn among all that wait") {
    House house;
    house.publish(written("evening", evening("  room: 0\n")));
    const Texts everybody{mari, pekka, aino};
    for (const auto& number : everybody) house.text(number, "ilta");
    auto texts = told(house);
    for (const auto& number : everybody) CHECK(texts[number] == Texts{"Olet jonossa."});
    const auto drawn = house.run<bot::DrawSeats>(std::string("evening"), 2, house.now());
    CHECK(drawn.is_known);
    CHECK(drawn.seats == 2);
    CHECK(drawn.waiting == 1);
    texts = told(house);
    CHECK(texts.size() == 2);
    // A seat that is given up goes to the next one drawn.
    house.text(texts.begin()->first, "PERU");
    const auto first = texts.begin()->first;
    const auto second = std::next(texts.begin())->first;
    texts = told(house);
    for (const auto& number : everybody)
        if (number != first && number != second) CHECK(texts[number] == Texts{"Paikka on sinun."});
    CHECK_FALSE(house.run<bot::DrawSeats>(std::string("nowhere"), 2, house.now()).is_known);
}

TEST_CASE("a consent is kept with its words, their hash, language, channel and moment, and so is taking it back") {
    House house;
    house.publish(written("pool", "keywords: {fi: [pooli]}\ndialog:\n- ask: ok\n  type: yes-no\n"
                                  "  text: Saammeko kirjoittaa "
                                  "sinulle?\n- do: join\n  pool: residents\n  consent: ok\n- end:\n    "
                                  "member('residents'): Tervetuloa!\n    else: Ei sitten.\n"));
    house.publish(written("letter", "dialog:\n- end: Kirje.\n"));
    house.text(mari, "pooli");
    house.text(mari, "kyllä");
    house.text(pekka, "pooli");
    house.text(pekka, "ei");
    static_cast<void>(told(house));
    auto ledger = house.reader().consents(0, 10);
    REQUIRE(ledger.size() == 1);
    const auto entry = nlohmann::json::parse(*ledger[0].content);
    CHECK(entry.at("is") == "given");
    CHECK(entry.at("wording") == "Saammeko kirjoittaa sinulle?");
    CHECK(entry.at("wording_hash").get<std::string>().size() == 64);
    CHECK(entry.at("language") == "fi");
    CHECK(entry.at("channel") == "sms");
    CHECK(entry.at("pool") == "residents");
    CHECK(entry.at("resident") == house.resident(mari).public_id);
    CHECK(entry.at("at") == "2026-11-21T12:00:00Z");
    house.text(mari, "PERU");
    ledger = house.reader().consents(0, 10);
    REQUIRE(ledger.size() == 2);
    CHECK(nlohmann::json::parse(*ledger[1].content).at("how") == "cancel");
    CHECK(storage::first_broken(ledger) == 0);
}

TEST_CASE("a script on consent is sent to those whose consent holds, and to nobody else") {
    House house;
    house.publish(written("pool", "keywords: {fi: [pooli]}\ndialog:\n- ask: ok\n  type: yes-no\n  text: Saammeko?\n"
                                  "- do: "
                                  "join\n  pool: residents\n  consent: ok\n- end: Kiitos!\n"));
    auto letter = written("letter", "dialog:\n- end: Kirje.\n");
    letter.on_consent = true;
    house.publish(letter);
    const auto send = [&](const std::string& key) {
        auto request = house.invitation(key, mari);
        request.script = "letter";
        request.given = "{}";
        return house.invite(request).disposition;
    };
    CHECK(send("1") == "excluded:consent");
    house.text(mari, "pooli");
    house.text(mari, "kyllä");
    CHECK(send("2") == "sent");
    house.text(mari, "PERU");
    CHECK(send("3") == "excluded:consent");
}

TEST_CASE("a service whose scripts name no pool loads none") {
    House house;
    house.publish(tests::feedback());
    CHECK(house.world().shelf().pools().empty());
    house.publish(written("join", "dialog:\n- do: join\n  pool: p\n- end: Tervetuloa!\n"));
    CHECK(house.world().shelf().pools() == std::set<std::string>{"p"});
}
