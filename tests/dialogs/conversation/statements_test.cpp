// Statements: one a message, the most informative next, until the round is over or the resident has had enough.
#include "dialogs/conversation/advance.hpp"
#include "dialogs/texts/catalog.hpp"
#include "dialogs/texts/render_text.hpp"
#include "dialogs/understanding/vocabulary.hpp"
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace {

using dialogs::Value;
using Opinions = std::map<std::string, std::string>;
using tests::script_of;

const char* const hours = R"(
reprompts: 1
dialog:
- ask: mood
  type: smiley
  text: Miltä tuntuu? 1-5
- ask: views
  type: statements
  text: "{i}/{n} {statement}"
  hint: 1=samaa 2=eri 3=ohita
  per_round: 3
  seed:
    evening: Illalla on hyvä asioida.
    saturday: Lauantaisin pitää olla auki.
    phone: Puhelin riittää minulle.
    near: Lähellä on tärkeintä.
- ask: grade
  type: smiley
  text: Arvosana? 1-5
- end: Kiitos!
)";

/// As in a script's tests: nothing is drawn.
std::string talk(const dialogs::Script& script, std::string_view lines, std::string channel = "sms") {
    return tests::talk(script, lines, {.channel = std::move(channel), .at = tests::noon(), .shuffles = false});
}

const Opinions& opinions_in(const dialogs::Conversation& state, const std::string& question = "views") {
    return std::get<Opinions>(state.given.at(question).value);
}

dialogs::Conversation state_behind(const dialogs::Script& script, const std::vector<std::string>& lines) {
    dialogs::Simulator simulator(script, tests::shipped_catalog(), {.at = tests::noon(), .shuffles = false});
    static_cast<void>(simulator.start());
    for (const auto& line : lines)
        static_cast<void>(simulator.receive(dialogs::TextReply{line}));
    return simulator.state();
}

/// The statements that are put one after the other, where everybody passes.
std::vector<std::string> put_with(const dialogs::Script& script, const dialogs::SharedStatements& shared,
                                  std::uint64_t seed = 1) {
    dialogs::TextRenderer renderer;
    dialogs::TurnInput input{.event = dialogs::Start{.language = "fi", .channel = "sms", .seed = seed},
                             .now = tests::noon(),
                             .today = std::chrono::year(2026) / 1 / 15,
                             .catalog = &tests::shipped_catalog(),
                             .renderer = &renderer};
    input.statements = [&](const std::string& question) {
        CHECK(question == "views");
        return shared;
    };
    auto state = dialogs::advance(script, {}, input).conversation;
    input.event = dialogs::Received{dialogs::TextReply{"3"}};
    for (auto turn = 0; turn < 8 && state.phase == dialogs::Conversation::Phase::running; ++turn)
        state = dialogs::advance(script, std::move(state), input).conversation;
    std::vector<std::string> put;
    for (const auto& asked : state.asked) {
        if (!asked.statement.key.empty()) put.push_back(asked.statement.key);
    }
    return put;
}

const char* const only_views = R"(
dialog:
- ask: views
  type: statements
  text: "{i}/{n} {statement}"
  per_round: 2
  seed: {a: Aamu., b: Iltapäivä., c: Ilta.}
- end: Kiitos!
)";

}  // namespace

TEST_CASE("a round of statements is one a message, and one answer in the end") {
    CHECK(talk(script_of(hours), "3\n1\nen ole samaa mieltä\nohita\n4\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< 1/3 Illalla on hyvä asioida. 1=samaa 2=eri 3=ohita
> 1
= views {"evening":"agree"}
< 2/3 Lauantaisin pitää olla auki. 1=samaa 2=eri 3=ohita
> en ole samaa mieltä
= views {"evening":"agree","saturday":"disagree"}
< 3/3 Puhelin riittää minulle. 1=samaa 2=eri 3=ohita
> ohita
= views {"evening":"agree","phone":"pass","saturday":"disagree"}
< Arvosana? 1-5
> 4
= grade 4
< Kiitos!
# completed
)");
}

TEST_CASE("enough ends the round, and what was answered stands") {
    CHECK(talk(script_of(hours), "3\n2\nRIITTÄÄ, kiitos\n").ends_with(R"(
> RIITTÄÄ, kiitos
< Arvosana? 1-5
)"));
    const auto state = state_behind(script_of(hours), {"3", "2", "riittää"});
    CHECK(opinions_in(state) == Opinions{{"evening", "disagree"}});
    CHECK_FALSE(state.given.at("views").unfinished);
    const auto nothing = state_behind(script_of(hours), {"3", "riittää"});
    CHECK(nothing.given.at("views").kind == dialogs::Given::Kind::skipped);
    CHECK(nothing.asked.back().question == "grade");
}

TEST_CASE("the skip word and a lone hyphen pass a statement; passing is an answer") {
    const auto state = state_behind(script_of(hours), {"3", "OHI", "-"});
    CHECK(opinions_in(state) == Opinions{{"evening", "pass"}, {"saturday", "pass"}});
}

TEST_CASE("a statement has three buttons, which answer that statement for ever") {
    const auto told = talk(script_of(hours), "3\n/tap agree\n/tap agree\n/tap 2 disagree\n/tap 2 maybe\n", "telegram");
    CHECK(told == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< 1/3 Illalla on hyvä asioida.
> /tap agree
= views {"evening":"agree"}
< 2/3 Lauantaisin pitää olla auki.
> /tap agree
= views {"evening":"agree","saturday":"agree"}
< 3/3 Puhelin riittää minulle.
> /tap 2 disagree
= views {"evening":"disagree","saturday":"agree"}
< Vastauksesi on muutettu.
> /tap 2 maybe
< Tähän kysymykseen ei voi enää vastata. Kiitos silti!
)");
    const auto script = script_of(hours);
    dialogs::Simulator simulator(script, tests::shipped_catalog(),
                                 {.channel = "telegram", .at = tests::noon(), .shuffles = false});
    static_cast<void>(simulator.start());
    const auto events = simulator.receive(dialogs::TapReply{.question = 0, .value = "3"});
    const auto& choices = events.back().at("choices");
    CHECK(choices.dump() == R"([{"label":"samaa mieltä","value":"agree"},{"label":"eri mieltä","value":"disagree"},)"
                            R"({"label":"ohita","value":"pass"}])");
}

TEST_CASE("BACK puts the statement before, and the others come again as they were") {
    CHECK(talk(script_of(hours), "3\n1\n1\ntakaisin\ntakaisin\n2\n3\n3\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< 1/3 Illalla on hyvä asioida. 1=samaa 2=eri 3=ohita
> 1
= views {"evening":"agree"}
< 2/3 Lauantaisin pitää olla auki. 1=samaa 2=eri 3=ohita
> 1
= views {"evening":"agree","saturday":"agree"}
< 3/3 Puhelin riittää minulle. 1=samaa 2=eri 3=ohita
> takaisin
! back
< 2/3 Lauantaisin pitää olla auki. 1=samaa 2=eri 3=ohita
> takaisin
! back
< 1/3 Illalla on hyvä asioida. 1=samaa 2=eri 3=ohita
> 2
= views {"evening":"disagree","saturday":"agree"}
< 3/3 Puhelin riittää minulle. 1=samaa 2=eri 3=ohita
> 3
= views {"evening":"disagree","phone":"pass","saturday":"agree"}
< Arvosana? 1-5
> 3
= grade 3
< Kiitos!
# completed
)");
}

TEST_CASE("BACK out of the statements and on again goes on where they were left") {
    const auto told = talk(script_of(hours), "3\n1\nTAKAISIN\nTAKAISIN\n5\n2\n");
    CHECK(told.ends_with(R"(
> 5
= mood 5
< 2/3 Lauantaisin pitää olla auki. 1=samaa 2=eri 3=ohita
> 2
= views {"evening":"agree","saturday":"disagree"}
< 3/3 Puhelin riittää minulle. 1=samaa 2=eri 3=ohita
)"));
}

TEST_CASE("a word of correction changes the statement before, and the open one is put again") {
    CHECK(talk(script_of(hours), "3\n1\neiku 2\n").ends_with(R"(
> eiku 2
= views {"evening":"disagree"}
< 2/3 Lauantaisin pitää olla auki. 1=samaa 2=eri 3=ohita
)"));
}

TEST_CASE("a reply that is no opinion is asked again, and ends the round only when it comes too often") {
    CHECK(talk(script_of(hours), "3\nkyllä\n1\nhäh\nhäh\n") == R"(
< Miltä tuntuu? 1-5
> 3
= mood 3
< 1/3 Illalla on hyvä asioida. 1=samaa 2=eri 3=ohita
> kyllä
? views 1
< En ymmärtänyt. Vastaa 1=samaa mieltä, 2=eri mieltä tai 3=ohita. Jos väittämät riittävät, lähetä RIITTÄÄ.
> 1
= views {"evening":"agree"}
< 2/3 Lauantaisin pitää olla auki. 1=samaa 2=eri 3=ohita
> häh
? views 1
< En ymmärtänyt. Vastaa 1=samaa mieltä, 2=eri mieltä tai 3=ohita. Jos väittämät riittävät, lähetä RIITTÄÄ.
> häh
? views 2
< Arvosana? 1-5
)");
    const auto never = state_behind(script_of(hours), {"3", "häh", "häh"});
    CHECK(never.given.at("views").kind == dialogs::Given::Kind::unclear);
}

TEST_CASE("a conversation that closes in the middle of a round is partial, and what comes late still counts") {
    const auto script = script_of(hours);
    const auto state = tests::state_behind(script, "3\n1\n/wait 15d\n");
    CHECK(state.outcome == dialogs::Outcome::partial);
    CHECK(opinions_in(state).size() == 1);
    const auto late = tests::state_behind(script, "3\n1\n/wait 15d\n2\n3\n4\n");
    CHECK(opinions_in(late).size() == 3);
    CHECK(late.outcome == dialogs::Outcome::completed);
}

TEST_CASE("in a repeat each round brings statements that were not put before") {
    const auto script = script_of(R"(
dialog:
- repeat: turn
  most: 3
  while: more == 'more'
  steps:
  - ask: views
    type: statements
    text: "{i}/{n} {statement}"
    per_round: 2
    seed: {a: Aamu., b: Päivä., c: Ilta.}
  - ask: more
    type: choice
    text: Jatketaanko?
    choices: {more: lisää väittämiä, own: oma väittämä, enough: ei enempää}
- end: Kiitos!
)");
    CHECK(talk(script, "1\n2\n1\n3\n1\n") == R"(
< 1/2 Aamu.
> 1
= views[1] {"a":"agree"}
< 2/2 Päivä.
> 2
= views[1] {"a":"agree","b":"disagree"}
< Jatketaanko?/1=lisää väittämiä/2=oma väittämä/3=ei enempää
> 1
= more[1] "more"
< 1/1 Ilta.
> 3
= views[2] {"c":"pass"}
< Jatketaanko?/1=lisää väittämiä/2=oma väittämä/3=ei enempää
> 1
= more[2] "more"
< Jatketaanko?/1=lisää väittämiä/2=oma väittämä/3=ei enempää
)");
}

TEST_CASE("the statement that tells most comes next, by what others have answered") {
    const auto script = script_of(only_views);
    dialogs::SharedStatements shared;
    shared.votes["a"] = {.agree = 2, .disagree = 2, .pass = 40};
    shared.votes["b"] = {.agree = 30, .disagree = 10, .pass = 2};
    shared.votes["c"] = {.agree = 6, .disagree = 30, .pass = 6};
    CHECK(put_with(script, shared) == std::vector<std::string>{"b", "c"});
    shared.votes["a"] = {};  // nobody has seen it: it tells most of all
    CHECK(put_with(script, shared) == std::vector<std::string>{"a", "b"});
    shared.votes["c"].is_about = true;
    CHECK(put_with(script, shared) == std::vector<std::string>{"c", "a"});
}

TEST_CASE("where nobody has answered yet, residents begin with different statements, the same seed with the same") {
    const auto script = script_of(only_views);
    std::set<std::string> first;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto put = put_with(script, {}, seed);
        CHECK(put == put_with(script, {}, seed));
        first.insert(put.front());
    }
    CHECK(first.size() == 3);
}

TEST_CASE("what the resident has seen in an earlier conversation is not put again") {
    dialogs::SharedStatements shared;
    shared.seen = {"a", "c"};
    CHECK(put_with(script_of(only_views), shared) == std::vector<std::string>{"b"});
    shared.seen.insert("b");
    CHECK(put_with(script_of(only_views), shared).empty());
}

TEST_CASE("an accepted proposal is put like the script's own statements, in the words it was accepted in") {
    const auto script = script_of(only_views);
    dialogs::SharedStatements shared{.accepted = {{.key = "proposal-1", .text = "Yöllä pitää olla auki {ei kuvio}."}}};
    for (const auto* key : {"a", "b", "c"})
        shared.votes[key] = {.agree = 5, .disagree = 5, .pass = 5};
    CHECK(put_with(script, shared).front() == "proposal-1");

    dialogs::TextRenderer renderer;
    dialogs::TurnInput input{.event = dialogs::Start{.language = "sv", .channel = "sms"},
                             .now = tests::noon(),
                             .today = std::chrono::year(2026) / 1 / 15,
                             .catalog = &tests::shipped_catalog(),
                             .renderer = &renderer};
    input.statements = [&](const std::string&) { return shared; };
    const auto begun = dialogs::advance(script, {}, input);
    const auto* tell = std::get_if<dialogs::Tell>(&begun.effects.front());
    REQUIRE(tell != nullptr);
    CHECK(tell->message.text == "1/2 Yöllä pitää olla auki {ei kuvio}.");
    // It is asked again as it was put, though it be withdrawn meanwhile.
    const auto kept = dialogs::state_from_json(dialogs::to_state_json(begun.conversation), script);
    REQUIRE(kept.has_value());
    CHECK(*kept == begun.conversation);
    shared.accepted.clear();
    const auto again = dialogs::open_question(script, *kept, input);
    REQUIRE(again.has_value());
    CHECK(again->text == "1/2 Yöllä pitää olla auki {ei kuvio}.");
}

TEST_CASE("a statement without a translation is said in the source language with all that stands beside it") {
    auto script = script_of(only_views);
    auto* ask = std::get_if<dialogs::Ask>(&script.dialog.front().what);
    REQUIRE(ask != nullptr);
    ask->question.text.wordings[0].patterns["sv"] = "Påstående {i}/{n}: {statement}";
    ask->question.options[0].label.wordings[0].patterns["sv"] = "Morgon.";
    dialogs::Simulator simulator(script, tests::shipped_catalog(),
                                 {.language = "sv", .channel = "telegram", .at = tests::noon(), .shuffles = false});
    const auto first = simulator.start().front();
    CHECK(first.at("text") == "Påstående 1/2: Morgon.");
    CHECK(first.at("choices")[1].at("label") == "håller inte med");
    const auto second = simulator.receive(dialogs::TextReply{"håller med"}).back();
    CHECK(second.at("text") == "2/2 Iltapäivä.");
    CHECK(second.at("choices")[1].at("label") == "eri mieltä");
    static_cast<void>(simulator.receive(dialogs::TextReply{"håller inte med"}));
    CHECK(opinions_in(simulator.state()) == Opinions{{"a", "agree"}, {"b", "disagree"}});
}

TEST_CASE("a proposal goes into the statements after moderation, and what becomes of it is known") {
    const auto script = script_of(R"(
dialog:
- ask: views
  type: statements
  text: "{statement}"
  seed: {a: Aamu.}
- ask: own
  type: text
  optional: true
  text: Oma väittämä?
- do: propose
  to: views
  text: own
- say: Kiitos, tarkistamme sen.
  when: proposal == 'waiting'
- end: Kiitos!
)");
    CHECK(talk(script, "1\nYöllä pitää olla auki.\n") == R"(
< Aamu.
> 1
= views {"a":"agree"}
< Oma väittämä?
> Yöllä pitää olla auki.
= own "Yöllä pitää olla auki."
* propose
< Kiitos, tarkistamme sen.
< Kiitos!
# completed
)");
    CHECK(talk(script, "1\nohi\n").ends_with("> ohi\n! skip\n< Kiitos!\n# completed\n"));
}

namespace {

/// Some of them are everyday words of STOP elsewhere.
const std::map<std::string, std::vector<std::string>>& words_for_enough() {
    static const std::map<std::string, std::vector<std::string>> words{
        {"fi", {"RIITTÄÄ", "riittää jo, kiitos", "valmis"}},
        {"sv", {"RÄCKER", "det räcker, tack", "nog"}},
        {"en", {"ENOUGH", "that's enough", "done, thanks"}},
        {"et", {"AITAB", "sellest piisab"}},
        {"ru", {"ХВАТИТ", "достаточно, спасибо"}},
        {"uk", {"ДОСИТЬ", "годі", "достатньо"}},
        {"ar", {"يكفي", "كفى"}},
        {"fa", {"کافی است", "بس است"}},
        {"so", {"IGU FILAN", "waa igu filan"}},
        {"ckb", {"بەسە", "ئیتر بەسە"}},
        {"es", {"SUFICIENTE", "ya basta"}},
        {"vi", {"ĐỦ RỒI", "đủ"}},
        {"th", {"พอแล้ว", "แค่นี้พอ"}},
        {"zh", {"够了", "足夠了"}},
    };
    return words;
}

}  // namespace

TEST_CASE("agreeing, disagreeing, passing and enough are said in every language of the service") {
    const auto& catalog = tests::shipped_catalog();
    for (const auto& language : catalog.languages()) {
        const auto& vocabulary = catalog.vocabulary(language);
        auto script = script_of(hours);
        script.languages.push_back(language);
        const auto answer = [&](const std::string& reply) -> std::string {
            dialogs::Simulator simulator(script, catalog,
                                         {.language = language, .at = tests::noon(), .shuffles = false});
            static_cast<void>(simulator.start());
            for (const auto& line : {std::string("3"), std::string("1"), reply})
                static_cast<void>(simulator.receive(dialogs::TextReply{line}));
            const auto& state = simulator.state();
            if (state.asked.back().question == "grade" && state.open != 0) return "enough";
            const auto& opinions = opinions_in(state);
            const auto found = opinions.find("saturday");
            return found == opinions.end() ? "unclear" : found->second;
        };
        for (const auto* opinion : {"agree", "disagree", "pass"}) {
            CAPTURE(language, opinion);
            CHECK(answer(catalog.text(language, opinion)) == opinion);
            REQUIRE(vocabulary.opinions.contains(opinion));
            for (const auto& word : vocabulary.opinions.at(opinion)) {
                CAPTURE(word);
                CHECK(answer(word) == opinion);
            }
        }
        CAPTURE(language);
        for (const auto& word : words_for_enough().at(language.substr(0, language.find('-')))) {
            CAPTURE(word);
            CHECK(answer(word) == "enough");
        }
        CHECK(answer("👍") == "agree");
        CHECK(answer("👎") == "disagree");
        CHECK(answer("STOP") == "unclear");
    }
}
