// Hooks that scripts call: durable, tried until their time is over, their answers checked.
#include "tests/bot/turns/house.hpp"
#include "tests/bot/turns/scripts.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace std::chrono_literals;
using Kind = bot::CallOutcome::Kind;
using tests::House;
using tests::written;

namespace {

const std::string mari = "+358401112233";
using Texts = std::vector<std::string>;

const std::string asks_queue =
    "keywords: {fi: [jono]}\nprofile:\n  area: {type: text, example: x}\ndialog:\n- ask: q\n  type: smiley\n  text: Miten?\n"
    "- ask: secret\n  type: smiley\n  sensitive: true\n  text: Entä vointi?\n- do: set\n  profile: {area: \"'Tesoma'\"}\n"
    "- do: call\n  hook: queue\n  returns:\n    minutes: {type: number, example: 12}\n    place: {type: choice, choices: "
    "[near, far], example: near}\n- end:\n    answered(minutes): \"Jonoa {minutes} min.\"\n    else: Jonoa ei tiedetä.\n";

/// Mari has come to the call.
void come_to_call(House& house) {
    house.publish(written("queue", asks_queue));
    house.text(mari, "jono");
    house.text(mari, "4");
    house.text(mari, "2");
    house.deliver();
}

bot::ClaimedCalls claim(House& house) { return house.run<bot::ClaimCalls>(house.now()); }

void end(House& house, storage::CallId call, bot::CallOutcome outcome) {
    house.run<bot::EndCall>(call, std::move(outcome), house.now());
}

bool has_alarm(House& house, const std::string& event) {
    for (const auto& alarm : house.take_notices().alarms)
        if (alarm.event == event) return true;
    return false;
}

}  // namespace

TEST_CASE("a hook is told facts and answers, but nothing sensitive, no profile and no pseudonym") {
    House house;
    come_to_call(house);
    CHECK(house.take_notices().call_due == house.now());
    const auto claimed = claim(house);
    REQUIRE(claimed.calls.size() == 1);
    const auto& call = claimed.calls[0];
    CHECK(call.hook == "queue");
    CHECK(call.until == house.now() + 10s);
    const auto body = nlohmann::json::parse(call.body);
    CHECK(body.at("call") == call.public_id);
    CHECK(body.at("script") == "queue");
    CHECK(body.at("answers") == nlohmann::json{{"q", 4}});
    CHECK(body.at("facts") == nlohmann::json::object());
    CHECK(body.at("conversation") == house.conversation(mari).public_id);
    CHECK(call.body.find('"' + house.resident(mari).public_id + '"') == std::string::npos);
    CHECK(claim(house).calls.empty());  // it is under way
}

TEST_CASE("the conversation goes on with what the hook returns; what is of another type is not known") {
    House house;
    come_to_call(house);
    const auto call = claim(house).calls.at(0);
    CHECK(house.deliver().empty());
    end(house, call.id, {Kind::returned, R"({"minutes":12,"place":"elsewhere","more":true})"});
    CHECK(house.deliver_texts() == Texts{"Jonoa 12 min."});
    CHECK(has_alarm(house, "hook.bad_answer"));
    CHECK(house.conversation(mari).state.find("elsewhere") == std::string::npos);
    end(house, call.id, {Kind::returned, R"({"minutes":13})"});  // told twice
    CHECK(house.deliver().empty());
}

TEST_CASE("a call that fails is tried again within its time, under the same id; then nothing is known") {
    House house;
    come_to_call(house);
    const auto first = claim(house).calls.at(0);
    end(house, first.id, {Kind::failed});
    CHECK(claim(house).calls.empty());  // not at once
    house.wait(1s);
    const auto second = claim(house).calls.at(0);
    CHECK(second.public_id == first.public_id);
    house.take_notices();
    house.wait(9s);
    end(house, second.id, {Kind::failed});
    CHECK(house.deliver_texts() == Texts{"Jonoa ei tiedetä."});
    CHECK(has_alarm(house, "hook.failed"));
}

TEST_CASE("a hook that says no is not asked again") {
    House house;
    come_to_call(house);
    end(house, claim(house).calls.at(0).id, {Kind::refused});
    CHECK(house.deliver_texts() == Texts{"Jonoa ei tiedetä."});
}

TEST_CASE("a call survives a restart, and one whose time is over by then has failed") {
    House house;
    come_to_call(house);
    house.restart();
    CHECK(claim(house).calls.size() == 1);
    house.restart();  // while it was under way
    house.wait(16s);
    CHECK(claim(house).calls.empty());
    CHECK(house.deliver_texts() == Texts{"Jonoa ei tiedetä."});
    CHECK_FALSE(house.reader().next_due_call());
}

TEST_CASE("who stops, or is erased, while a hook is called hears nothing of it") {
    House house;
    come_to_call(house);
    const auto call = claim(house).calls.at(0);
    house.text(mari, "STOP");
    house.deliver();
    end(house, call.id, {Kind::returned, R"({"minutes":12})"});
    CHECK(house.deliver().empty());
    house.text(mari, "jono");
    house.text(mari, "START");
    house.deliver();
}

TEST_CASE("what a hook was to be told goes with the resident") {
    House house;
    house.publish(written("queue", "keywords: {fi: [jono]}\ndialog:\n- ask: why\n  type: text\n  text: Mikä?\n- do: call\n  "
                                   "hook: queue\n- end: Kiitos.\n"));
    house.text(mari, "jono");
    house.text(mari, "OmatSanani");
    REQUIRE(house.bytes().find("OmatSanani") != std::string::npos);
    house.text(mari, "POISTA");
    house.text(mari, "kyllä");
    house.deliver();
    CHECK(house.bytes().find("OmatSanani") == std::string::npos);
    CHECK(claim(house).calls.empty());
}

TEST_CASE("a script that calls a hook which the configuration does not name does not go live, and is told why") {
    House house;
    auto script = written("other", "dialog:\n- do: call\n  hook: unheard\n- end: Hei.\n");
    storage::ScriptRow row{.id = script.id, .version = script.version, .json = dialogs::to_canonical_json(script)};
    const auto published = house.run<bot::PublishScript>(
        std::move(row), std::make_shared<const dialogs::Script>(std::move(script)), house.now());
    CHECK(published.kind == bot::Published::Kind::refused);
    CHECK(published.reasons == Texts{"do: call: the configuration's `hooks` names no unheard"});
}
