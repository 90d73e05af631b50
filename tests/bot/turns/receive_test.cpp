// What arrives: duplicates, limits, strangers, late and overtaking messages, buttons, reserved words outside dialogs.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using bot::Received;
using tests::House;

namespace {

const std::string mari = "+358401112233";

channels::Incoming message(const std::string& words, const std::string& id = "") {
    channels::Incoming incoming;
    incoming.external_id = id;
    incoming.from = tests::phone(mari);
    incoming.reply = dialogs::TextReply{words};
    return incoming;
}

channels::Incoming sent_at(storage::Instant at, const std::string& words, const std::string& id) {
    auto incoming = message(words, id);
    incoming.sent_at = std::chrono::floor<std::chrono::seconds>(at);
    return incoming;
}

struct Published {
    House house;
    Published() {
        house.publish(tests::post_visit());
        house.publish(tests::feedback());
        house.publish(tests::consultation());
    }
    void invite() {
        house.invite(house.invitation("visit-1", mari));
        house.deliver();
    }
};

}  // namespace

TEST_CASE("the same webhook twice changes nothing") {
    Published at;
    at.invite();
    CHECK(at.house.receive(message("9", "a")) == Received::taken);
    CHECK(at.house.receive(message("9", "a")) == Received::duplicate);
    CHECK(at.house.answers().size() == 1);
    CHECK(at.house.deliver().size() == 1);
}

TEST_CASE("an id is unique in its scope only") {
    Published at;
    at.invite();
    auto first = message("9", "1");
    first.scope = "modem1";
    auto second = message("Hyvä palvelu oli", "1");
    second.scope = "modem2";
    CHECK(at.house.receive(first) == Received::taken);
    CHECK(at.house.receive(second) == Received::taken);
    CHECK(at.house.answers().size() == 2);
}

TEST_CASE("without an id, the same text within the retry window is the same message, until another comes between") {
    Published at;
    at.invite();
    CHECK(at.house.receive(message("ehkä")) == Received::taken);
    at.house.wait(1min);
    CHECK(at.house.receive(message("ehkä")) == Received::duplicate);
    CHECK(at.house.receive(message("siis")) == Received::taken);
    CHECK(at.house.receive(message("ehkä")) == Received::taken);
    at.house.wait(6min);
    CHECK(at.house.receive(message("ehkä")) == Received::taken);
}

TEST_CASE("without an id, the same text sent at another moment is another message") {
    Published at;
    at.invite();
    CHECK(at.house.receive(sent_at(at.house.now(), "ehkä", "")) == Received::taken);
    at.house.wait(10s);
    CHECK(at.house.receive(sent_at(at.house.now() - 10s, "ehkä", "")) == Received::duplicate);
    CHECK(at.house.receive(sent_at(at.house.now(), "ehkä", "")) == Received::taken);
}

TEST_CASE("an address is heard sixty times a minute, and again in the next") {
    Published at;
    for (int i = 0; i < 60; ++i) CHECK(at.house.text(mari, "viesti " + std::to_string(i)) == Received::taken);
    CHECK(at.house.text(mari, "9") == Received::limited);
    at.house.wait(61s);
    CHECK(at.house.text(mari, "9") == Received::taken);
}

TEST_CASE("two machines that talk to each other are parted after twenty equal texts") {
    Published at;
    int taken = 0;
    for (int i = 0; i < 40; ++i) {
        if (at.house.text(mari, "Olen lomalla 1.12. asti, ystävällisin terveisin") == Received::taken) ++taken;
        at.house.deliver();
        at.house.wait(5s);
    }
    CHECK(taken == 20);
    CHECK_FALSE(at.house.conversation(mari).open);
    CHECK(at.house.deliver().empty());
}

TEST_CASE("a quick resident who gives the same mark to many questions is no machine") {
    House house;
    dialogs::Script marks;
    marks.id = "marks";
    marks.title["fi"] = "marks";
    marks.languages = {"fi"};
    marks.stream = "feedback";
    marks.keywords["fi"] = {"MERKIT"};
    for (int i = 0; i < 30; ++i) {
        dialogs::Question question;
        question.name = "q" + std::to_string(i);
        question.type = dialogs::QuestionType::smiley;
        question.text.wordings = {{std::nullopt, {{"fi", "Miltä tuntui " + std::to_string(i) + "?"}}}};
        dialogs::Step step;
        step.path = std::to_string(i);
        step.what = dialogs::Ask{question};
        marks.dialog.push_back(step);
    }
    marks.version = dialogs::version_of(dialogs::to_canonical_json(marks));
    house.publish(marks);
    house.text(mari, "MERKIT");
    for (int i = 0; i < 30; ++i) {
        CHECK(house.text(mari, "5") == Received::taken);
        house.wait(2s);
    }
    CHECK(house.answers().size() == 30);
}

TEST_CASE("a stranger gets the feedback script, in the language that can be told, with the text as its opening") {
    Published at;
    at.house.text(mari, "Jonotin tunnin ja lähdin pois");
    const auto texts = at.house.deliver_texts();
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].starts_with("Mistä?"));
    CHECK(at.house.answers("feedback")[0].question == "words");

    channels::Incoming english = message("The nurse listened to me very carefully and explained everything", "e");
    english.from = tests::phone("+358405556677");
    at.house.receive(english);
    CHECK(at.house.deliver_texts()[0].starts_with("What about?"));
}

TEST_CASE("a keyword starts its script, and a picture is answered kindly") {
    Published at;
    at.house.text(mari, "kuule");
    CHECK(at.house.deliver_texts()[0].starts_with("Milloin auki?"));
    auto picture = message("", "p");
    picture.unsupported = true;
    at.house.receive(picture);
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.conversation(mari).open);
}

TEST_CASE("an answer within 30 days of closing is still taken, and raises the outcome") {
    Published at;
    at.invite();
    at.house.wait(8 * 24h);
    at.house.fire_timers();
    CHECK(at.house.conversation(mari).outcome == "closed");
    at.house.wait(3 * 24h);
    CHECK(at.house.text(mari, "9") == Received::taken);
    CHECK(at.house.conversation(mari).outcome == "completed");
    CHECK(at.house.answers("post-visit").size() == 1);
}

TEST_CASE("what does not answer the closed question begins the strangers' script") {
    Published at;
    at.invite();
    at.house.wait(8 * 24h);
    at.house.fire_timers();
    at.house.text(mari, "Missä teidän parkkipaikka on nykyään");
    CHECK(at.house.conversation(mari).script == "feedback");
    CHECK(at.house.conversation(mari).open);
}

TEST_CASE("of two messages that overtake each other, the comment is read after the answer it belongs to") {
    Published at;
    at.invite();
    at.house.wait(60s);
    const auto sent = at.house.now();
    CHECK(at.house.receive(sent_at(sent + 1s, "Hoitaja kuunteli oikein hyvin", "b")) == Received::taken);
    CHECK(at.house.receive(sent_at(sent, "9", "a")) == Received::taken);
    const auto answers = at.house.answers("post-visit");
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].value == "9");
    CHECK(answers[1].value == "\"Hoitaja kuunteli oikein hyvin\"");
    // The question that is answered already is not asked.
    const auto texts = at.house.deliver_texts();
    CHECK(std::find(texts.begin(), texts.end(), "Miksi?") == texts.end());
    CHECK(texts.back() == "Kiitos!");
}

TEST_CASE("an old answer that comes after its question was answered does not answer the next one") {
    Published at;
    at.invite();
    at.house.wait(2h);
    CHECK(at.house.receive(sent_at(at.house.now(), "9", "new")) == Received::taken);
    CHECK(at.house.receive(sent_at(at.house.now() - 1h, "8", "old")) == Received::late);
    const auto answers = at.house.answers("post-visit");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].value == "9");
}

TEST_CASE("an old STOP counts whenever it comes, and old words are not lost") {
    Published at;
    at.invite();
    at.house.wait(2h);
    at.house.receive(sent_at(at.house.now(), "9", "new"));
    CHECK(at.house.receive(sent_at(at.house.now() - 1h, "Hoitaja kuunteli hyvin", "words")) == Received::taken);
    CHECK(at.house.answers("post-visit").size() == 2);

    House& house = at.house;
    house.invite(house.invitation("visit-2", mari));
    house.wait(1h);
    house.receive(sent_at(house.now(), "9", "n2"));
    house.receive(sent_at(house.now() - 10min, "STOP", "s"));
    CHECK(house.conversation(mari).outcome == "refused");
}

TEST_CASE("a message from before the open conversation belongs to the one that was open then") {
    Published at;
    at.invite();
    const auto sent = at.house.now() + 1h;
    at.house.wait(8 * 24h);
    at.house.fire_timers();
    at.house.invite(at.house.invitation("visit-2", mari));
    at.house.deliver();
    CHECK(at.house.receive(sent_at(sent, "2", "old")) == Received::taken);
    const auto answers = at.house.answers("post-visit");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].conversation != at.house.conversation(mari).id);
}

TEST_CASE("a provider's clock that is hours behind loses no answer") {
    Published at;
    at.invite();
    const auto behind = [&] { return at.house.now() - 3h; };
    at.house.wait(1min);
    CHECK(at.house.receive(sent_at(behind(), "9", "a")) == Received::taken);
    at.house.wait(1min);
    CHECK(at.house.receive(sent_at(behind(), "hyvin", "b")) == Received::taken);
    CHECK(at.house.answers("post-visit").size() == 2);
}

TEST_CASE("a button goes to the conversation it names, of an older question it is answered kindly") {
    House house;
    house.publish(tests::feedback());
    channels::Incoming start;
    start.external_id = "s";
    start.from = {"web", "session"};
    start.reply = dialogs::TextReply{"PALAUTE"};
    house.receive(start, "chat");
    const auto asked = house.feed("session")[0];
    house.tap("session", 1, "care", asked.ref);
    house.feed("session");
    house.tap("session", 1, "queue", asked.ref);
    CHECK(house.feed("session").size() == 1);
    CHECK(house.answers("feedback").back().value == "\"queue\"");
    CHECK(house.tap("session", 7, "x", "zzz") == Received::taken);
    CHECK(house.feed("session").size() == 1);
}

TEST_CASE("reserved words outside any dialog are answered by the service") {
    Published at;
    at.house.text(mari, "MUKAAN");
    const auto join = at.house.deliver_texts();
    REQUIRE(join.size() == 1);
    CHECK(join[0].find("PALAUTE") != std::string::npos);
    CHECK(join[0].find("KUULE") != std::string::npos);
    for (const auto* word : {"APUA", "TIEDOT", "TILA", "PERU", "KIELI", "START", "OHI", "TAKAISIN"}) {
        INFO(word);
        at.house.text(mari, word);
        CHECK(at.house.deliver().size() == 1);
    }
    CHECK(at.house.answers().empty());
}

TEST_CASE("KIELI outside any dialog lists the languages, and the choice is kept") {
    Published at;
    at.house.text(mari, "KIELI");
    const auto listed = at.house.deliver();
    REQUIRE(listed.size() == 1);
    REQUIRE(listed[0].message.choices.size() > 1);
    for (const auto& choice : listed[0].message.choices) {
        if (choice.value == "en") at.house.text(mari, std::to_string(choice.number));
    }
    CHECK(at.house.resident(mari).language == "en");
}

TEST_CASE("POISTA is asked once, and erases all that is the resident's in that commit") {
    Published at;
    at.invite();
    at.house.text(mari, "9");
    at.house.text(mari, "Hoitaja oli ihana");
    at.house.deliver();
    at.house.text(mari, "POISTA");
    CHECK(at.house.deliver().size() == 1);
    at.house.text(mari, "kyllä");
    const auto notices = at.house.take_notices();
    REQUIRE(notices.partings.size() == 1);
    CHECK(notices.partings[0].to == tests::phone(mari));
    CHECK(notices.erased);
    CHECK(at.house.deliver().empty());
    at.house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
                  [&](storage::WorkingSet& rows) { CHECK(rows.address(tests::phone(mari)) == nullptr); });
    for (const auto& answer : at.house.answers()) {
        CHECK(answer.raw.empty());
        CHECK(answer.value.find("ihana") == std::string::npos);
    }
}

TEST_CASE("POISTA in mid-dialog erases too") {
    Published at;
    at.invite();
    at.house.text(mari, "9");
    at.house.text(mari, "POISTA");
    at.house.text(mari, "kyllä");
    CHECK(at.house.take_notices().partings.size() == 1);
    at.house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
                  [&](storage::WorkingSet& rows) { CHECK(rows.address(tests::phone(mari)) == nullptr); });
    CHECK(at.house.answers("post-visit").size() == 1);
}

TEST_CASE("an emergency is answered at once, and opens an urgent case") {
    Published at;
    at.house.text(mari, "en halua elää");
    CHECK(at.house.deliver_texts()[0].find("112") != std::string::npos);
    CHECK(at.house.reader().figures(at.house.now()).cases_open == 1);
    const auto alarms = at.house.take_notices().alarms;
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].event == "case.urgent");
}

TEST_CASE("another script's keyword in mid-dialog starts it once it is confirmed") {
    Published at;
    at.invite();
    at.house.text(mari, "KUULE");
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.conversation(mari).script == "post-visit");
    at.house.text(mari, "kyllä");
    CHECK(at.house.conversation(mari).script == "hours");
    CHECK(at.house.deliver_texts()[0].starts_with("Milloin auki?"));
}

TEST_CASE("thanks after the last word are taken as thanks, and begin nothing") {
    Published at;
    at.invite();
    at.house.text(mari, "9");
    at.house.text(mari, "Hoitaja kuunteli");
    at.house.deliver();
    for (const auto* words : {"Kiitos!", "ok kiitos", "👍"}) {
        INFO(words);
        CHECK(at.house.text(mari, words) == Received::taken);
        CHECK(at.house.deliver().size() == 1);
        CHECK(at.house.conversation(mari).script == "post-visit");
    }
    at.house.text(mari, "Missä teidän parkkipaikka on nykyään");
    CHECK(at.house.conversation(mari).script == "feedback");
}

TEST_CASE("a yes that comes days after POISTA, or after another dialog, erases nothing") {
    Published at;
    at.house.text(mari, "POISTA");
    at.house.wait(25h);
    at.house.text(mari, "kyllä");
    CHECK_FALSE(at.house.take_notices().erased);
    at.house.text(mari, "POISTA");
    at.house.text(mari, "kyllä");

    const std::string other = "+358405556677";
    at.house.text(other, "POISTA");
    at.house.invite(at.house.invitation("visit-2", other));
    at.house.text(other, "2");
    at.house.text(other, "Jonotin");
    at.house.take_notices();
    at.house.text(other, "kyllä");
    CHECK_FALSE(at.house.take_notices().erased);
}

TEST_CASE(
    "a turn that cannot be decided fails alone: its dialog ends, the resident is told, the retry is a duplicate") {
    Published at;
    at.invite();
    at.house.look([&](storage::Keys& keys) { keys.addresses.push_back(tests::phone(mari)); },
                  [&](storage::WorkingSet& rows) {
                      const auto ids = rows.conversations_of(rows.address(tests::phone(mari))->resident);
                      rows.conversations.edit(ids.front()).state = "{broken";
                  });
    CHECK_THROWS(at.house.receive(message("9", "poison")));
    CHECK(at.house.conversation(mari).outcome == "failed");
    CHECK(at.house.deliver().size() == 1);
    CHECK(at.house.receive(message("9", "poison")) == Received::duplicate);
    const auto alarms = at.house.take_notices().alarms;
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].event == "turn.failed");
}
