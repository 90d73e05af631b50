// Keywords: which script a message starts, and what they do in the middle of another.
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace {

using dialogs::match_keyword;
using tests::script_of;

dialogs::Script feedback() {
    return script_of(R"(
keywords:
  fi: [palaute, anna palautetta]
  sv: [respons, återkoppling]
opening: story
dialog:
- ask: kind
  type: choice
  text: Mistä on kyse?
  choices: {praise: kiitos, complaint: moite}
- ask: story
  type: text
  text: Kerro omin sanoin.
)");
}

dialogs::Script panel() {
    auto script = script_of("keywords:\n  fi: [pooli]\ndialog:\n- say: Tervetuloa!\n");
    script.id = "panel";
    return script;
}

}  // namespace

TEST_CASE("a keyword starts its script alone, or with an opening where the script has one") {
    const auto script = feedback();
    const auto other = panel();
    const std::vector<const dialogs::Script*> scripts{&other, &script};
    REQUIRE(match_keyword(scripts, "  #Palaute! ", "fi"));
    CHECK(match_keyword(scripts, "  #Palaute! ", "fi")->script == "talk");
    CHECK(match_keyword(scripts, "PALAUTE: jonotin tunnin", "fi")->opening == "jonotin tunnin");
    CHECK(match_keyword(scripts, "anna palautetta", "fi")->opening.empty());
    CHECK(match_keyword(scripts, "pooli", "fi")->script == "panel");
    CHECK_FALSE(match_keyword(scripts, "pooli on kiva", "fi"));
    CHECK_FALSE(match_keyword(scripts, "palautetta", "fi"));
    CHECK_FALSE(match_keyword(scripts, "annoin palaute", "fi"));
    CHECK_FALSE(match_keyword(scripts, "", "fi"));
    CHECK_FALSE(match_keyword(scripts, "!?", "fi"));
}

TEST_CASE("the language spoken reads keywords without their accents, another only as they are") {
    const auto script = feedback();
    CHECK(match_keyword({&script}, "aterkoppling", "sv")->language == "sv");
    CHECK(match_keyword({&script}, "ÅTERKOPPLING", "fi")->language == "sv");
    CHECK_FALSE(match_keyword({&script}, "aterkoppling", "fi"));
}

TEST_CASE(
    "a script begun by its keyword takes what follows as the opening, if it has three words") {
    CHECK(tests::talk(feedback(), "KEYWORD PALAUTE jonotin tunnin ja lähdin\nmoite\n") == R"(
> PALAUTE jonotin tunnin ja lähdin
= story "jonotin tunnin ja lähdin"
< Mistä on kyse?/1=kiitos/2=moite
> moite
= kind "complaint"
# completed
)");
    CHECK(tests::talk(feedback(), "KEYWORD palaute hyvä hoito\n2\n")
              .ends_with("= kind \"complaint\"\n< Kerro omin sanoin.\n"));
}

TEST_CASE("a stranger's whole text is an opening, and the keyword's language is spoken") {
    CHECK(tests::talk(feedback(), "KEYWORD lääkäri ei soittanut takaisin\n")
              .find("= story \"lääkäri ei soittanut takaisin\"") != std::string::npos);
    const auto script = feedback();
    dialogs::Simulator simulator(script, tests::shipped_catalog(), {.at = tests::noon()});
    static_cast<void>(simulator.receive(dialogs::TextReply{"respons"}));
    CHECK(simulator.state().language == "sv");
}

TEST_CASE(
    "the keyword of the script that is open repeats its question, and its opening is not lost") {
    CHECK(tests::talk(feedback(), "palaute\n") ==
          "\n< Mistä on kyse?/1=kiitos/2=moite\n> palaute\n< Mistä on kyse?/1=kiitos/2=moite\n");
    CHECK(tests::talk(feedback(), "palaute jonotin puhelimessa tunnin\n")
              .find("= story \"jonotin puhelimessa tunnin\"") != std::string::npos);
}

namespace {

/// Turns of one script while another can be started by keyword.
struct House {
    dialogs::Script script = feedback();
    dialogs::Script other = panel();
    dialogs::TextRenderer renderer;
    dialogs::Conversation state;

    std::vector<dialogs::Effect> take(dialogs::Event event) {
        dialogs::TurnInput input{.event = std::move(event), .now = tests::noon()};
        input.catalog = &tests::shipped_catalog();
        input.renderer = &renderer;
        input.keyword = [this](std::string_view text) {
            return match_keyword({&other, &script}, text, "fi");
        };
        auto outcome = dialogs::advance(script, std::move(state), input);
        state = std::move(outcome.conversation);
        return outcome.effects;
    }
};

}  // namespace

TEST_CASE("another script's keyword in mid-dialog starts nothing without asking") {
    House house;
    static_cast<void>(house.take(dialogs::Start{.language = "fi", .channel = "sms"}));
    const auto asked = house.take(dialogs::Received{dialogs::TextReply{"pooli"}});
    REQUIRE(asked.size() == 1);
    CHECK(std::get<dialogs::Tell>(asked[0]).message.choices.size() == 2);
    SECTION("yes starts it, and this conversation closes") {
        const auto effects = house.take(dialogs::Received{dialogs::TextReply{"joo"}});
        REQUIRE(effects.size() == 2);
        CHECK(std::get<dialogs::Ended>(effects[0]).outcome == dialogs::Outcome::closed);
        CHECK(std::get<dialogs::StartScript>(effects[1]).script == "panel");
    }
    SECTION("no puts the open question again") {
        const auto effects = house.take(dialogs::Received{dialogs::TextReply{"ei"}});
        REQUIRE(effects.size() == 1);
        CHECK(std::get<dialogs::Tell>(effects[0]).message.question == 1);
    }
    SECTION("anything else is what it would have been without") {
        const auto effects = house.take(dialogs::Received{dialogs::TextReply{"moite"}});
        REQUIRE_FALSE(effects.empty());
        CHECK(std::get<dialogs::Answered>(effects[0]).value ==
              dialogs::Value(std::string("complaint")));
    }
}

TEST_CASE("where a text is asked for, a keyword with more behind it is the text") {
    House house;
    static_cast<void>(house.take(dialogs::Start{.language = "fi", .channel = "sms"}));
    static_cast<void>(house.take(dialogs::Received{dialogs::TextReply{"moite"}}));
    const auto effects =
        house.take(dialogs::Received{dialogs::TextReply{"palaute ei mennyt perille"}});
    REQUIRE_FALSE(effects.empty());
    CHECK(std::get<dialogs::Answered>(effects[0]).question == "story");
}

TEST_CASE("a poster's code after the keyword brings its fact, alone or before an opening") {
    const auto script = script_of(R"(
keywords: {fi: [palaute]}
opening: story
given:
  site: {type: choice, choices: [hervanta-2, Tays], example: Tays, optional: true}
dialog:
- ask: story
  type: text
  text:
    answered(site): Kerro. Paikka on {site}.
    else: Kerro.
- end: Kiitos!
)");
    const auto alone = match_keyword({&script}, "PALAUTE Hervanta-2", "fi");
    REQUIRE(alone.has_value());
    CHECK(alone->opening.empty());
    CHECK(alone->given == std::map<std::string, dialogs::Value>{{"site", std::string("hervanta-2")}});
    const auto opened = match_keyword({&script}, "palaute: TAYS, jonotin tunnin ja lähdin", "fi");
    REQUIRE(opened.has_value());
    CHECK(opened->opening == "jonotin tunnin ja lähdin");
    CHECK(opened->given == std::map<std::string, dialogs::Value>{{"site", std::string("Tays")}});
    const auto none = match_keyword({&script}, "palaute taysissa jonotin tunnin", "fi");
    REQUIRE(none.has_value());
    CHECK(none->given.empty());
    CHECK(none->opening == "taysissa jonotin tunnin");

    CHECK(tests::talk(script, "KEYWORD palaute tays\nHyvin meni.\n") == R"(
> palaute tays
< Kerro. Paikka on Tays.
> Hyvin meni.
= story "Hyvin meni."
< Kiitos!
# completed
)");
    auto without = script;
    without.opening.clear();
    CHECK(match_keyword({&without}, "palaute tays", "fi").has_value());
    CHECK_FALSE(match_keyword({&without}, "palaute tays oli hyvä", "fi").has_value());
}
