// Clocks: reminders, closing, late answers, and messages that never arrive.
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

namespace {

using dialogs::SetTimer;
using tests::script_of;
using tests::talk;

dialogs::Script survey() {
    return script_of(R"(
remind_after: 48h
close_after: 7d
dialog:
- ask: nps
  type: nps
  text: Suosittelisitko?
- ask: why
  type: text
  text: Miksi?
  complete: true
- ask: more
  type: text
  text: Muuta?
)");
}

/// Turns without the simulator: what the service sees.
class Turns {
public:
    explicit Turns(dialogs::Script script) : script_(std::move(script)) {}

    std::vector<dialogs::Effect> take(dialogs::Event event, dialogs::Span later = {}) {
        dialogs::TurnInput input{.event = std::move(event), .now = tests::noon() + later};
        input.today =
            dialogs::Date(std::chrono::year(2026), std::chrono::month(1), std::chrono::day(15));
        input.catalog = &tests::shipped_catalog();
        input.renderer = &renderer_;
        auto outcome = dialogs::advance(script_, std::move(state), input);
        state = std::move(outcome.conversation);
        return outcome.effects;
    }

    std::vector<dialogs::Effect> begin() {
        return take(dialogs::Start{.language = "fi", .channel = "sms"});
    }
    std::vector<dialogs::Effect> say(const std::string& text) {
        return take(dialogs::Received{dialogs::TextReply{text}});
    }

    dialogs::Conversation state;

private:
    dialogs::Script script_;
    dialogs::TextRenderer renderer_;
};

template <class Effect>
std::vector<Effect> of_kind(const std::vector<dialogs::Effect>& effects) {
    std::vector<Effect> found;
    for (const auto& effect : effects) {
        if (const auto* one = std::get_if<Effect>(&effect)) found.push_back(*one);
    }
    return found;
}

}  // namespace

TEST_CASE("who has answered nothing is reminded once, and closed in silence") {
    CHECK(talk(survey(), "/wait 47h\n/wait 2h\n/wait 4d\n/wait 2d\n") == R"(
< Suosittelisitko?
> /wait 47h
> /wait 2h
< Suosittelisitko?
> /wait 4d
> /wait 2d
# closed
)");
}

TEST_CASE("who has answered something is not reminded, and closes as partial") {
    CHECK(talk(survey(), "9\n/wait 3d\n/wait 5d\n") == R"(
< Suosittelisitko?
> 9
= nps 9
< Miksi?
> /wait 3d
> /wait 5d
# partial
)");
}

TEST_CASE("closing after the answer that makes it complete is completion") {
    CHECK(talk(survey(), "9\nhyvä\n/wait 8d\n").ends_with("< Muuta?\n> /wait 8d\n# completed\n"));
}

TEST_CASE("a late answer is taken for 30 days and raises the outcome step by step") {
    CHECK(talk(survey(), "/wait 8d\n9\nhyvä hoito\nei muuta\n") == R"(
< Suosittelisitko?
> /wait 8d
< Suosittelisitko?
# closed
> 9
= nps 9
< Miksi?
# partial
> hyvä hoito
= why "hyvä hoito"
< Muuta?
# completed
> ei muuta
= more "ei muuta"
)");
    const auto too_late = talk(survey(), "/wait 38d\n9\n");
    CHECK(too_late.ends_with("> 9\nerror: the conversation has ended\n"));
}

TEST_CASE("a stopped conversation takes no late answer") {
    CHECK(talk(survey(), "STOP\n9\n").ends_with("> 9\nerror: the conversation has ended\n"));
}

TEST_CASE(
    "a question's clocks are told when it is asked, and anew when its message is first accepted") {
    Turns turns(survey());
    const auto asked = of_kind<SetTimer>(turns.begin());
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].kind == SetTimer::Kind::close);
    CHECK(asked[0].question == 1);
    CHECK(asked[0].after == std::chrono::hours(7 * 24));
    CHECK(asked[1].kind == SetTimer::Kind::remind);
    CHECK(of_kind<SetTimer>(turns.take(dialogs::Accepted{1})).size() == 2);
    CHECK(turns.take(dialogs::Accepted{1}).empty());
    CHECK(of_kind<SetTimer>(turns.say("apua")).empty());
    CHECK(turns.take(dialogs::Accepted{1}).empty());
}

TEST_CASE("a timer is void once its question is settled") {
    Turns turns(survey());
    static_cast<void>(turns.begin());
    static_cast<void>(turns.say("9"));
    CHECK(turns.take(dialogs::Due{SetTimer::Kind::remind, 1}).empty());
    CHECK(turns.take(dialogs::Due{SetTimer::Kind::close, 1}).empty());
    CHECK(turns.state.phase == dialogs::Conversation::Phase::running);
    CHECK(of_kind<dialogs::Ended>(turns.take(dialogs::Due{SetTimer::Kind::close, 2})).size() == 1);
    CHECK(turns.take(dialogs::Due{SetTimer::Kind::close, 2}).empty());
}

TEST_CASE("a question that is never delivered closes the conversation") {
    Turns turns(survey());
    static_cast<void>(turns.begin());
    const auto ended = of_kind<dialogs::Ended>(turns.take(dialogs::Undelivered{1}));
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].outcome == dialogs::Outcome::closed);
    CHECK(turns.state.given.at("nps").kind == dialogs::Given::Kind::undelivered);
    CHECK(turns.take(dialogs::Undelivered{1}).empty());
    CHECK_FALSE(turns.say("9").empty());
    CHECK(turns.state.given.at("nps").value == dialogs::Value(9.0));
}

TEST_CASE("a sensitive question is not asked on a channel without that trust") {
    Turns turns(script_of(R"(
dialog:
- ask: health
  type: text
  sensitive: true
  text: Miten voit?
- ask: place
  type: text
  text: Missä?
)"));
    static_cast<void>(turns.take(
        dialogs::Start{.language = "fi", .channel = "web", .trusted_with_health = false}));
    REQUIRE(turns.state.asked.size() == 1);
    CHECK(turns.state.asked[0].question == "place");
    static_cast<void>(turns.begin());
    CHECK(turns.state.asked[0].question == "health");
}

TEST_CASE("free text is masked before it leaves the engine") {
    Turns turns(survey());
    static_cast<void>(turns.begin());
    static_cast<void>(turns.say("9"));
    const auto answered =
        of_kind<dialogs::Answered>(turns.say("Olen Maija, 131052-308T, soita 040 123 4567"));
    REQUIRE(answered.size() == 1);
    CHECK(answered[0].raw.find("131052") == std::string::npos);
    CHECK(std::get<std::string>(answered[0].value).find("4567") == std::string::npos);
    CHECK(dialogs::to_state_json(turns.state).find("131052") == std::string::npos);
}

TEST_CASE("the 501st turn fails the conversation politely") {
    Turns turns(survey());
    static_cast<void>(turns.begin());
    for (auto i = 0; i < 500; ++i)
        static_cast<void>(turns.say("apua"));
    CHECK(turns.state.phase == dialogs::Conversation::Phase::running);
    const auto effects = turns.say("apua");
    CHECK(of_kind<dialogs::Failed>(effects).size() == 1);
    REQUIRE(of_kind<dialogs::Ended>(effects).size() == 1);
    CHECK(of_kind<dialogs::Ended>(effects)[0].outcome == dialogs::Outcome::failed);
    CHECK(of_kind<dialogs::Tell>(effects).size() == 1);
    CHECK(turns.say("apua").empty());
}

TEST_CASE("more than 100 steps in a turn fail the script, steps left out do not count") {
    std::string body = "dialog:\n";
    for (auto i = 0; i < 150; ++i)
        body += "- say: ei koskaan\n  when: lot > 100\n";
    for (auto i = 0; i < 100; ++i)
        body += "- say: taas\n";
    Turns fits(script_of(body));
    CHECK(of_kind<dialogs::Failed>(fits.begin()).empty());
    CHECK(fits.state.outcome == dialogs::Outcome::completed);
    Turns fails(script_of(body + "- say: liikaa\n"));
    CHECK(of_kind<dialogs::Failed>(fails.begin()).size() == 1);
    CHECK(fails.state.outcome == dialogs::Outcome::failed);
}
