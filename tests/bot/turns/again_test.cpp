// Answers that count once, that are forgotten, and that are cut loose from whoever gave them.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace std::chrono_literals;
using tests::House;
using tests::written;

namespace {

const std::string mari = "+358401112233";
const std::string pekka = "+358404445566";
using Texts = std::vector<std::string>;

std::string ballot(const std::string& head) {
    return head + "keywords: {fi: [äänestä]}\ndialog:\n- ask: q\n  type: smiley\n  text: Miten?\n- ask: why\n  "
                  "type: text\n  text: Miksi?\n- end: Kiitos!\n";
}

std::string invite(House& house, const std::string& script, const std::string& number, const std::string& key) {
    auto request = house.invitation(key, number);
    request.script = script;
    request.given = "{}";
    return house.invite(request).disposition;
}

/// Every tallied value of the script's `q`, with its count.
std::map<std::string, std::int64_t> counted(House& house, const std::string& script) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& [key, count] : house.reader().tallies(script))
        if (key.question == "q") counts[key.value] += count;
    std::erase_if(counts, [](const auto& entry) { return entry.second == 0; });
    return counts;
}

using Counts = std::map<std::string, std::int64_t>;

/// What is left of the answers for one who reads the export.
Texts holding(House& house, const std::string& script) {
    std::map<storage::AnswerId, std::string> left;
    for (const auto& answer : house.answers(script)) {
        left.erase(answer.replaces);
        if (!answer.erased) left[answer.number] = answer.question + " " + answer.value;
    }
    Texts lines;
    for (const auto& [number, line] : left) lines.push_back(line);
    return lines;
}

/// Everything the store holds, its log too.
bool store_holds(House& house, const std::string& words) { return house.bytes().find(words) != std::string::npos; }

}  // namespace

TEST_CASE("what a script forgets is nowhere in the store, and is in no figure") {
    House house;
    house.publish(written("secret",
                          "profile:\n  place: {type: text, example: x}\n  mood: {type: number, example: 1}\n"
                          "dialog:\n- ask: q\n  type: smiley\n  text: Miten?\n"
                          "- ask: why\n  type: text\n  save: profile.place\n  text: Miksi?\n"
                          "- ask: sure\n  type: yes-no\n  text: \"Sanoit: {why}. Poistetaanko?\"\n"
                          "- do: forget\n  when: sure\n- end: Valmis.\n"));
    REQUIRE(invite(house, "secret", mari, "1") == "sent");
    house.deliver();
    house.text(mari, "4");
    house.deliver();
    house.text(mari, "OmatSanani ovat tässä");
    house.deliver();
    CHECK(counted(house, "secret") == Counts{{"4", 1}});
    REQUIRE(store_holds(house, "OmatSanani"));
    house.text(mari, "kyllä");
    CHECK(house.deliver_texts() == Texts{"Valmis."});
    CHECK_FALSE(store_holds(house, "OmatSanani"));
    CHECK(counted(house, "secret").empty());
    CHECK(holding(house, "secret").empty());
    CHECK(house.resident(mari).profile.empty());
    for (const auto& answer : house.answers("secret")) {
        CHECK(answer.erased);
        CHECK(answer.raw.empty());
    }
    // Those who had read them are told of each.
    CHECK(house.answers("secret").size() == 6);
}

TEST_CASE("a message that is on its way when its answers are forgotten is sent, and loses its words then") {
    House house;
    house.publish(written("secret", "dialog:\n- ask: why\n  type: text\n  text: Miksi?\n- say: \"Sanoit: {why}.\"\n"
                                    "- do: forget\n- end: Valmis.\n"));
    REQUIRE(invite(house, "secret", mari, "1") == "sent");
    house.deliver();
    house.text(mari, "OmatSanani");
    CHECK(house.deliver_texts() == Texts{"Sanoit: OmatSanani.", "Valmis."});
    CHECK_FALSE(store_holds(house, "OmatSanani"));
}

TEST_CASE("a script that is taken once tells kindly that it is") {
    House house;
    house.publish(written("vote", ballot("again: refuse\n")));
    house.text(mari, "äänestä");
    house.text(mari, "4");
    house.text(mari, "siksi");
    house.deliver();
    house.wait(24h * 60);
    house.text(mari, "äänestä");
    CHECK(house.deliver_texts() == Texts{"Olet jo vastannut tähän. Kiitos!"});
    CHECK(invite(house, "vote", mari, "1") == "excluded:answered");
    CHECK(invite(house, "vote", pekka, "2") == "sent");
    CHECK(counted(house, "vote") == Counts{{"4", 1}});
}

TEST_CASE("who has not come to the end may begin anew, also where a script is taken once") {
    House house;
    house.publish(written("vote", ballot("again: refuse\nclose_after: 1d\n")));
    house.text(mari, "äänestä");
    house.deliver();
    house.wait(48h);
    house.fire_timers();
    REQUIRE(house.conversation(mari).outcome == "closed");
    house.text(mari, "äänestä");
    CHECK(house.deliver_texts().at(0).starts_with("Miten?"));
}

TEST_CASE("of a ballot that may be replaced only the last complete one counts, however old the other is") {
    House house;
    house.publish(written("vote", ballot("again: replace\n")));
    house.text(mari, "äänestä");
    house.text(mari, "4");
    CHECK(counted(house, "vote").empty());  // not cast yet
    house.text(mari, "siksi");
    house.deliver();
    CHECK(counted(house, "vote") == Counts{{"4", 1}});
    house.wait(24h * 60);
    house.text(mari, "äänestä");
    house.text(mari, "2");
    house.deliver();
    CHECK(counted(house, "vote") == Counts{{"4", 1}});
    CHECK(holding(house, "vote") == Texts{"q 4", "why \"siksi\"", "q 2"});
    house.text(mari, "toisin");
    house.deliver();
    CHECK(counted(house, "vote") == Counts{{"2", 1}});
    CHECK(holding(house, "vote") == Texts{"q 2", "why \"toisin\""});
    house.wait(1h);
    house.text(mari, "äänestä");
    house.text(mari, "5");
    house.text(mari, "vielä");
    CHECK(counted(house, "vote") == Counts{{"5", 1}});
    CHECK(holding(house, "vote") == Texts{"q 5", "why \"vielä\""});
}

TEST_CASE("a forgotten ballot may be cast anew") {
    House house;
    house.publish(written("vote", "again: refuse\nkeywords: {fi: [äänestä]}\ndialog:\n- ask: q\n  type: smiley\n  text: "
                                  "Miten?\n  complete: true\n- ask: sure\n  type: yes-no\n  text: Poistetaanko?\n"
                                  "- do: forget\n  when: sure\n- end: Valmis.\n"));
    house.text(mari, "äänestä");
    house.text(mari, "4");
    house.text(mari, "kyllä");
    house.deliver();
    CHECK(counted(house, "vote").empty());
    house.text(mari, "äänestä");
    CHECK(house.deliver_texts().at(0).starts_with("Miten?"));
}

TEST_CASE("anonymous answers are cut loose when their conversation ends: nothing leads to the resident or back") {
    House house;
    house.publish(written("quiet", ballot("anonymous: true\n")));
    REQUIRE(invite(house, "quiet", mari, "1") == "sent");
    house.deliver();
    house.wait(1h);
    house.text(mari, "4");
    house.deliver();
    const auto began = house.conversation(mari);
    house.wait(1h);
    house.text(mari, "siksi");
    house.deliver();
    const auto held = house.conversation(mari);
    CHECK(held.id == began.id);
    CHECK(held.outcome == "completed");
    CHECK(held.latest.empty());
    CHECK_FALSE(held.last_answer);
    CHECK(held.state.find("siksi") == std::string::npos);
    const auto exported = house.reader().answers({.script = "quiet"}, {}, 10);
    REQUIRE(exported.size() == 2);
    for (const auto& one : exported) {
        CHECK(one.resident.empty());
        CHECK_FALSE(one.answer.resident);
        CHECK(one.answer.conversation != held.id);
        CHECK_FALSE(one.conversation.empty());  // who answered both is the same one, whoever it is
        CHECK(one.conversation == exported.front().conversation);
        CHECK(one.conversation != held.public_id);
        // No moment that a message's would match: the midnight before it, in Helsinki.
        CHECK(one.answer.at == std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 22h);
    }
    CHECK(counted(house, "quiet") == Counts{{"4", 1}});
    house.look([&](storage::Keys& keys) { keys.conversations.push_back(exported.front().answer.conversation); },
               [&](storage::WorkingSet& rows) {
                   const auto* row = rows.conversations.find(exported.front().answer.conversation);
                   REQUIRE(row != nullptr);
                   CHECK_FALSE(row->resident);
                   CHECK_FALSE(row->address);
                   CHECK(row->opened_at == exported.front().answer.at);
               });
}

TEST_CASE("while an anonymous conversation goes on its answers name nobody either") {
    House house;
    house.publish(written("quiet", ballot("anonymous: true\n")));
    house.text(mari, "äänestä");
    house.text(mari, "4");
    const auto exported = house.reader().answers({.script = "quiet"}, {}, 10);
    REQUIRE(exported.size() == 1);
    CHECK(exported.front().resident.empty());
    CHECK(house.take_notices().answers.at(0).resident.empty());
}

TEST_CASE("after its end an anonymous conversation takes no answer any more, nor BACK") {
    House house;
    house.publish(written("quiet", ballot("anonymous: true\nclose_after: 1d\n")));
    house.text(mari, "äänestä");
    house.text(mari, "4");
    house.deliver();
    house.wait(48h);
    house.fire_timers();
    CHECK(house.conversation(mari).outcome == "partial");
    for (const auto* late : {"siksi, koska jonotin pitkään", "TAKAISIN", "eiku 2", "START"}) house.text(mari, late);
    CHECK(house.answers("quiet").size() == 1);
    CHECK(counted(house, "quiet") == Counts{{"4", 1}});
}

TEST_CASE("a STOP ends an anonymous conversation, too: its answers are cut loose") {
    House house;
    house.publish(written("quiet", ballot("anonymous: true\n")));
    house.text(mari, "äänestä");
    house.text(mari, "4");
    const auto began = house.conversation(mari);
    house.text(mari, "STOP");
    house.text(mari, "START");
    house.text(mari, "siksi");
    REQUIRE(house.answers("quiet").size() == 1);
    CHECK(house.answers("quiet").front().conversation != began.id);
    CHECK(house.conversation(mari).outcome == "refused");
}

TEST_CASE("an anonymous ballot cannot be replaced, for nobody knows whose it was: it is taken once") {
    House house;
    house.publish(written("vote", ballot("again: replace\nanonymous: true\n")));
    house.text(mari, "äänestä");
    house.text(mari, "4");
    house.text(mari, "siksi");
    house.deliver();
    house.text(mari, "äänestä");
    CHECK(house.deliver_texts() == Texts{"Olet jo vastannut tähän. Kiitos!"});
    CHECK(counted(house, "vote") == Counts{{"4", 1}});
}

TEST_CASE("the words of an anonymous conversation's messages go, for they may tell the answers") {
    House house;
    house.publish(written("quiet", "anonymous: true\ndialog:\n- ask: q\n  type: smiley\n  text: Miten?\n- say: \"Annoit "
                                   "arvon {q} sanoin OmatSanani.\"\n- ask: more\n  type: smiley\n  text: Entä nyt?\n"
                                   "- end: Kiitos!\n"));
    REQUIRE(invite(house, "quiet", mari, "1") == "sent");
    house.deliver();
    house.text(mari, "4");
    house.deliver();
    house.text(mari, "3");
    house.deliver();
    for (const auto& message : house.reader().messages_of(house.conversation(mari).public_id))
        CHECK(message.body.empty());
}
