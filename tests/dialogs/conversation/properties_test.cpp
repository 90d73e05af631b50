// What holds whatever residents send: nothing crashes, everything ends, the state survives its
// JSON.
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <set>

namespace {

using dialogs::Conversation;

constexpr std::array replies{"9",
                             "3",
                             "0",
                             "11",
                             "-1",
                             "8 tai 9",
                             "ysi, hoitaja kuunteli oikeasti",
                             "kyllä",
                             "en",
                             "kyllä ja ei",
                             "ohi",
                             "-",
                             "TAKAISIN",
                             "takaisin",
                             "eiku 8",
                             "eiku en",
                             "KIELI",
                             "KIELI SV",
                             "KIELI FI",
                             "1",
                             "2",
                             "APUA",
                             "LISÄÄ",
                             "TIEDOT",
                             "POISTA",
                             "MUKAAN",
                             "TILA",
                             "START",
                             "en halua elää",
                             "112",
                             "palaute",
                             "chat",
                             "puhelu",
                             "savumerkein",
                             "5",
                             "na",
                             "en tiedä",
                             "",
                             "   ",
                             "😍",
                             "\xE2\x80\x8F",
                             "{nps}",
                             "'{'",
                             "Olen Maija 131052-308T",
                             "hyvä"};

dialogs::Script survey() {
    return tests::script_of(R"(
keywords: {fi: [palaute]}
opening: why
remind_after: 2h
close_after: 3d
dialog:
- ask: nps
  type: nps
  text: Suosittelisitko?
  complete: true
  comment: why
- say: Kiitos {nps}!
  when: nps > 8
- ask: why
  type: text
  optional: true
  text:
    nps >= 9: Mikä onnistui?
    else: Miksi?
- group:
  when: nps <= 6
  steps:
  - ask: easy
    type: scale
    min: 1
    max: 5
    na: en tiedä
    text: Oliko helppoa?
  - group:
    when: easy <= 3
    steps:
    - ask: wants
      type: yes-no
      text: Haluatko vastauksen?
    - do: open-case
      when: wants
      topic: feedback
      text: why
- ask: mood
  type: smiley
  text: Millä mielellä?
  when: else
- ask: way
  type: choice
  text: Miten?
  choices: [chat, puhelu]
  other: muu
  shuffle: true
- ask: times
  type: number
  min: 0
  max: 100
  text: Kuinka monta kertaa?
)");
}

void check_invariants(const dialogs::Script& script, const Conversation& state) {
    const auto count = static_cast<int>(state.asked.size());
    CHECK(state.open >= 0);
    CHECK(state.open <= count);
    CHECK((state.phase == Conversation::Phase::ended) == state.outcome.has_value());
    // Who is not at the end has a question open.
    if (state.phase == Conversation::Phase::running) {
        CHECK(state.open > 0);
        CHECK(state.trail.back() == state.open);
        CHECK(state.asked[static_cast<std::size_t>(state.open) - 1].path == state.position);
    }
    for (const auto& [name, given] : state.given)
        CHECK(script.question(name) != nullptr);
    const std::set<int> once(state.trail.begin(), state.trail.end());
    CHECK(once.size() == state.trail.size());
    CHECK(state.tries <= script.reprompts);
}

}  // namespace

TEST_CASE("random replies never crash, never loop, and the state survives a round trip") {
    const auto script = survey();
    std::mt19937 random(20261121);
    const auto pick = [&](std::size_t bound) { return static_cast<std::size_t>(random()) % bound; };
    for (auto round = 0; round < 60; ++round) {
        dialogs::Simulator simulator(script, tests::shipped_catalog(),
                                     {.at = tests::noon(), .seed = random()});
        static_cast<void>(simulator.start());
        for (auto turn = 0; turn < 40; ++turn) {
            const auto what = pick(10);
            std::vector<nlohmann::json> events;
            std::string said = replies.at(pick(replies.size()));
            if (what == 0) {
                events = simulator.wait(std::chrono::hours(pick(30)));
            } else if (what <= 2) {
                const auto ordinal = static_cast<int>(pick(9)) - 1;
                events = simulator.receive(dialogs::TapReply{ordinal, said});
            } else {
                events = simulator.receive(dialogs::TextReply{said});
            }
            CAPTURE(round, turn, said, dialogs::to_state_json(simulator.state()));
            check_invariants(script, simulator.state());
            for (const auto& event : events) {
                if (event.at("event") == "error")
                    CHECK(event.at("message") == "the conversation has ended");
            }
        }
    }
}

TEST_CASE("a reply of 10 000 characters in any script is one turn like another") {
    const auto script = survey();
    for (const auto* piece :
         {"a", "ä", "я", "ع", "ไ", "你", "👍", "9 ", "e\xCC\x81", "1234567890", "\n"}) {
        std::string reply;
        while (reply.size() < 10'000)
            reply += piece;
        for (const auto* first : {"", "9\n"}) {
            auto state =
                tests::state_behind(script, std::string(first) + reply.substr(0, 10'000) + "\n");
            check_invariants(script, state);
        }
    }
}

TEST_CASE("shuffled choices are numbered as they were shown, and the order can be drawn again") {
    const auto script = survey();
    std::set<std::vector<std::string>> orders;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        dialogs::Simulator simulator(script, tests::shipped_catalog(),
                                     {.at = tests::noon(), .seed = seed});
        static_cast<void>(simulator.start());
        for (const auto* reply : {"9", "ohi", "5"})
            static_cast<void>(simulator.receive(dialogs::TextReply{reply}));
        REQUIRE(simulator.state().asked.back().question == "way");
        const auto shown = simulator.state().asked.back().shown;
        orders.insert(shown);
        static_cast<void>(simulator.receive(dialogs::TextReply{"2"}));
        CHECK(simulator.state().given.at("way").value == dialogs::Value(shown.at(1)));
    }
    CHECK(orders.size() == 2);
}
