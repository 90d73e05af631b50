// Readers that are kept from turn to turn understand as those made for one turn do.
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>

namespace {

using dialogs::Conversation;

/// Labels under a condition, labels with a fact in them, a shuffled choice, a bound that depends on
/// an answer, and two languages: all that makes one question differ from conversation to
/// conversation.
dialogs::Script survey() {
    return tests::script_of(R"(
given:
  unit: {type: text, example: Tesoma}
dialog:
- ask: first
  type: choice
  text: Mikä?
  shuffle: true
  choices: {sms: tekstiviesti, chat: pikaviesti, call: puhelu}
- ask: where
  type: choice
  text: Missä?
  choices:
    here: "yksikössä {unit}"
    there: {text: muualla, when: first != 'sms'}
    none: en missään
- ask: most
  type: number
  min: 0
  max: 9
  text: Enintään montako?
- ask: times
  type: number
  min: 0
  max: most
  text: Montako?
- ask: easy
  type: scale
  min: 1
  max: 5
  labels: {1: vaikea, 5: helppo}
  text:
    times > 3: Oliko silti helppoa?
    else: Oliko helppoa?
- ask: again
  type: yes-no
  text: Uudestaanko?
)");
}

/// A conversation from its start, with readers that others have used, or without.
class Run {
public:
    Run(const dialogs::Script& script, const std::string& unit, std::uint64_t seed,
        dialogs::AnswerReaders* readers)
        : script_(script) {
        input_ = dialogs::TurnInput{
            .event =
                dialogs::Start{
                    .language = "fi", .channel = "sms", .seed = seed, .given = {{"unit", unit}}},
            .now = tests::noon(),
            .today = dialogs::Date(std::chrono::year(2026) / 1 / 15),
            .catalog = &tests::shipped_catalog(),
            .renderer = &renderer_,
            .readers = readers};
        go();
    }

    void say(const std::string& text) {
        input_.event = dialogs::Received{dialogs::TextReply{text}};
        go();
    }

    [[nodiscard]] std::string state() const { return dialogs::to_state_json(state_); }
    [[nodiscard]] bool is_over() const { return state_.phase == Conversation::Phase::ended; }

private:
    void go() { state_ = dialogs::advance(script_, std::move(state_), input_).conversation; }

    const dialogs::Script& script_;
    dialogs::TextRenderer renderer_;
    dialogs::TurnInput input_;
    Conversation state_;
};

constexpr std::array replies{"1",
                             "2",
                             "3",
                             "0",
                             "7",
                             "9",
                             "tekstiviesti",
                             "pikaviest",
                             "puhelu",
                             "yksikössä Tesoma",
                             "yksikössä Keskusta",
                             "muualla",
                             "en missään",
                             "vaikea",
                             "helppo",
                             "kyllä",
                             "en",
                             "KIELI SV",
                             "KIELI FI",
                             "takaisin",
                             "eiku 2",
                             "ysi"};

}  // namespace

TEST_CASE("replies mean the same whether their question was asked before or not") {
    const auto script = survey();
    dialogs::AnswerReaders readers(4);  // so few that they also go and come again
    std::mt19937 random(20260115);
    auto turns = 0;
    for (auto round = 0; round < 60; ++round) {
        const std::string unit = random() % 2 == 0 ? "Tesoma" : "Keskusta";
        const std::uint64_t seed = random() % 3;
        Run kept(script, unit, seed, &readers);
        Run fresh(script, unit, seed, nullptr);
        for (auto turn = 0; turn < 30 && !fresh.is_over(); ++turn, ++turns) {
            const std::string said = replies.at(random() % replies.size());
            kept.say(said);
            fresh.say(said);
            CAPTURE(round, turn, said, unit, seed);
            REQUIRE(kept.state() == fresh.state());
        }
    }
    CHECK(turns > 300);
}
