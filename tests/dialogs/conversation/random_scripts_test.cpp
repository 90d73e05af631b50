// What holds for any script and any replies: nothing crashes, everything ends within the limits,
// the state survives its JSON, what was drawn is drawn again.
#include "tests/dialogs/conversation/talk.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <random>

namespace {

using dialogs::Conversation;

/// Writes a script of every kind of step, with conditions on what is known where they stand.
class ScriptWriter {
public:
    explicit ScriptWriter(std::uint64_t seed) : random_(seed) {}

    std::string write() {
        std::string text =
            "given:\n  day: {type: date, example: 2026-01-20, optional: true}\n"
            "profile:\n  mood: {type: number, example: 3}\nremind_after: 1d\ndialog:\n";
        const auto count = 2 + below(5);
        for (std::size_t i = 0; i < count; ++i)
            text += step(0, 0);
        return text;
    }

private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_()) % bound; }

    /// A condition on something that is known here.
    std::string condition() {
        if (known_.empty() || below(4) == 0) {
            const std::array plain{"lot < 50", "member('p')", "language == 'fi'", "answered(day)",
                                   "profile.mood > 2"};
            return plain.at(below(plain.size()));
        }
        const auto& name = known_.at(below(known_.size()));
        const std::array forms{"{0} >= 3", "answered({0})", "not answered({0})", "skipped({0})",
                               "{0} + 1 > 3"};
        return fmt::format(fmt::runtime(forms.at(below(forms.size()))), name);
    }

    std::string steps(std::size_t depth) {
        std::string text;
        const auto count = 1 + below(3);
        for (std::size_t i = 0; i < count; ++i)
            text += step(depth, i);
        return text;
    }

    std::string step(std::size_t depth, std::size_t) {
        const std::string indent(depth * 2, ' ');
        const auto when =
            below(3) == 0 ? fmt::format("{}  when: {}\n", indent, condition()) : std::string();
        const auto kind = below(depth >= 3 ? 6 : 10);
        switch (kind) {
            case 0:
                return fmt::format("{0}- say: Hei {{lot}}!\n{1}", indent, when);
            case 4:
                return effect(indent, when);
            case 5:
                return wait(indent, when, depth);
            case 6:
            case 7:
                return group(indent, when, depth);
            case 8:
                return repeat(indent, when, depth);
            case 9:
                return below(4) == 0 ? fmt::format("{}- end: Loppu.\n{}  when: {}\n", indent,
                                                   indent, condition())
                                     : question(indent, when);
            default:
                return question(indent, when);
        }
    }

    std::string question(const std::string& indent, const std::string& when) {
        const auto name = fmt::format("q{}", ++questions_);
        const auto kind = below(6);
        if (kind == 0) return statements(indent, when, name);
        if (kind == 1) return story(indent, when, name);
        const std::array types{
            "smiley", "smiley", "place\n{0}  list: units.csv",
            "budget\n{0}  list: items.csv\n{0}  ceiling: 50\n{0}  brief: true\n{0}  at_least: 2"};
        const auto type = below(types.size());
        const auto written_type = fmt::format(fmt::runtime(types.at(type)), indent);
        auto text = fmt::format("{0}- ask: {1}\n{0}  type: {3}\n{0}  text: Kysymys {1}?\n{2}",
                                indent, name, when, written_type);
        if (below(2) == 0) text += indent + "  optional: true\n";
        if (below(4) == 0) text += indent + "  complete: true\n";
        if (below(4) == 0) text += indent + "  within: 1d\n";
        if (type < 2) known_.push_back(name);
        return text;
    }

    std::string statements(const std::string& indent, const std::string& when, const std::string& name) {
        auto text = fmt::format(
            "{0}- ask: {1}\n{0}  type: statements\n{0}  text: '{{i}}/{{n}} {{statement}}'\n{2}"
            "{0}  seed: {{a: Aamu., b: Päivä., c: Ilta.}}\n",
            indent, name, when);
        if (below(2) == 0) text += fmt::format("{}  per_round: {}\n", indent, 1 + below(3));
        if (below(4) == 0) text += indent + "  within: 1d\n";
        return text;
    }

    std::string story(const std::string& indent, const std::string& when, const std::string& name) {
        auto text = fmt::format("{0}- ask: {1}\n{0}  type: text\n{0}  join: true\n{0}  text: Kerro {1}.\n{2}",
                                indent, name, when);
        if (below(2) == 0) text += indent + "  optional: true\n";
        if (below(3) == 0) text += indent + "  max: 12\n";
        return text;
    }

    std::string effect(const std::string& indent, const std::string& when) {
        const std::array effects{"open-case\n{0}  topic: t",
                                 "join\n{0}  pool: p\n{0}  room: 1",
                                 "leave\n{0}  pool: p",
                                 "set\n{0}  profile: {{mood: lot}}",
                                 "start\n{0}  script: other",
                                 "call\n{0}  hook: h",
                                 "forget"};
        return indent +
               "- do: " + fmt::format(fmt::runtime(effects.at(below(effects.size()))), indent) +
               "\n" + when;
    }

    std::string wait(const std::string& indent, const std::string& when, std::size_t depth) {
        const std::array waits{"3d", "1d before day", "20h after day", "until member('p')"};
        const auto which = below(waits.size());
        auto text = fmt::format("{}- wait: {}\n{}", indent, waits.at(which), when);
        if (which == 3) text += indent + "  within: 5d\n";
        if (depth < 3 && below(2) == 0) text += indent + "  steps:\n" + steps(depth + 1);
        return text;
    }

    std::string group(const std::string& indent, const std::string& when, std::size_t depth) {
        auto text = indent + "- group:\n" + when;
        if (below(2) == 0) text += indent + "  pick: 1\n";
        if (below(2) == 0) text += indent + "  shuffle: true\n";
        return text + indent + "  steps:\n" + steps(depth + 1);
    }

    std::string repeat(const std::string& indent, const std::string& when, std::size_t depth) {
        const auto name = fmt::format("r{}", ++repeats_);
        auto text =
            fmt::format("{0}- repeat: {1}\n{2}{0}  most: {3}\n", indent, name, when, 1 + below(4));
        text += indent + "  steps:\n" + steps(depth + 1);
        known_.push_back(name);
        return below(2) == 0 ? text + indent + "  while: " + condition() + "\n" : text;
    }

    std::mt19937_64 random_;
    std::vector<std::string> known_;
    int questions_ = 0;
    int repeats_ = 0;
};

constexpr std::array replies{"1",        "3",
                             "5",        "ohi",
                             "takaisin", "eiku 4",
                             "1 tai 2",  "APUA",
                             "start",    "POISTA",
                             "KIELI SV", "kyllä",
                             "en",       "en halua elää",
                             "😍",        "jotain aivan muuta",
                             "hervannan", "2 3",
                             "LISTA",     "ei mikään näistä",
                             "stop",     "",
                             "ok",       "riittää"};

dialogs::Script random_script(const std::string& text) {
    return tests::script_of(
        text, {{"units.csv",
                "id,name,other names,municipality\nh,Hervannan terveysasema,,Tampere\n"
                "n,Hervannan neuvola,,Tampere\nt,Tesoman neuvola,,Tampere\n"},
               {"items.csv", "id,text,cost\na,Penkit,10\nb,Piha,20\nc,Sali,40\n"}});
}

void check_invariants(const dialogs::Script& script, const Conversation& state) {
    const auto count = static_cast<int>(state.asked.size());
    CHECK(state.open >= 0);
    CHECK(state.open <= count);
    CHECK((state.phase == Conversation::Phase::ended) == state.outcome.has_value());
    if (state.phase == Conversation::Phase::running)
        CHECK((state.open > 0) != (state.waiting.ordinal > 0));
    for (const auto& [name, given] : state.given)
        CHECK(script.question(name) != nullptr);
    for (const auto& [name, round] : state.rounds)
        CHECK((round >= 1 && round <= 4));
}

std::vector<nlohmann::json> anything(dialogs::Simulator& simulator, std::mt19937_64& random) {
    const auto below = [&](std::size_t bound) {
        return static_cast<std::size_t>(random()) % bound;
    };
    switch (below(12)) {
        case 0:
            return simulator.wait(std::chrono::hours(below(60)));
        case 1:
            return simulator.change_fact("seat", std::string(below(2) == 0 ? "in" : "out"));
        case 2:
            return simulator.receive(
                dialogs::TapReply{static_cast<int>(below(9)) - 1, std::to_string(1 + below(5))});
        case 3:
            return simulator.receive(dialogs::TextReply{replies.at(below(replies.size()))});
        default:
            return simulator.receive(dialogs::TextReply{std::to_string(1 + below(5))});
    }
}

/// Everything that was told, from a start to the end.
std::string life(const dialogs::Script& script, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    dialogs::SimulatorOptions options{.at = tests::noon(), .seed = seed};
    if (seed % 2 == 0)
        options.given.emplace("day", dialogs::Date(std::chrono::year(2026) / 1 / 20));
    dialogs::Simulator simulator(script, tests::shipped_catalog(), options);
    std::string told;
    const auto write = [&](const std::vector<nlohmann::json>& events) {
        check_invariants(script, simulator.state());
        for (const auto& event : events) {
            told += event.dump() + "\n";
            if (event.at("event") != "error") continue;
            const auto message = event.at("message").get<std::string>();
            CHECK((message == "the conversation has ended" ||
                   message == "more than 100 steps in a turn"));
        }
    };
    write(simulator.start());
    for (auto turn = 0; turn < 40; ++turn) {
        CAPTURE(turn, dialogs::to_state_json(simulator.state()));
        write(anything(simulator, random));
    }
    for (auto years = 0; years < 60 && simulator.state().phase != Conversation::Phase::ended;
         ++years)
        write(simulator.wait(std::chrono::days(366)));
    CAPTURE(dialogs::to_state_json(simulator.state()));
    CHECK(simulator.state().phase == Conversation::Phase::ended);
    return told;
}

}  // namespace

TEST_CASE("random scripts with random replies end, and the same seed tells the same") {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const auto text = ScriptWriter(seed).write();
        CAPTURE(seed, text);
        const auto script = random_script(text);
        const auto told = life(script, seed);
        CHECK(told == life(script, seed));
    }
}

TEST_CASE("a random script is itself again from its compiled form") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const auto script = random_script(ScriptWriter(seed).write());
        const auto compiled = dialogs::to_canonical_json(script);
        CHECK(dialogs::to_canonical_json(dialogs::script_from_json(compiled)) == compiled);
    }
}
