// A script's own tests: each talk is played on the simulator, plainly and with the state written
// and read back between turns, and compared line by line.
#include "dialogs/checking/check.hpp"
#include "dialogs/conversation/simulator.hpp"
#include "dialogs/iso_time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>

namespace dialogs {
namespace {

using nlohmann::json;
using Line = ScriptTest::Line;

/// What a test found wrong first; the rest of it would only say the same again.
struct Mismatch {
    std::string text;
};

std::string one_line(std::string_view text) {
    std::string line;
    auto blank = false;
    for (const auto c : text) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            blank = !line.empty();
            continue;
        }
        if (blank) line += ' ';
        blank = false;
        line += c;
    }
    return line;
}

bool drop_ending(std::string& text, std::string_view ending) {
    if (!text.ends_with(ending)) return false;
    text.resize(text.size() - ending.size());
    while (text.ends_with(' '))
        text.pop_back();
    return true;
}

/// A line of the talk matches what was said: whole, or up to its `…`.
bool matches(const std::string& written, const std::string& said) {
    auto expected = one_line(written);
    const auto begins_with = drop_ending(expected, "…") || drop_ending(expected, "...");
    return begins_with ? one_line(said).starts_with(expected) : one_line(said) == expected;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The text without ` 2026` and its like.
std::string without_years(const std::string& text) {
    std::string bare;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto digits = [&] {
            auto end = i + 1;
            while (end < text.size() && is_digit(text[end]))
                ++end;
            return end - i - 1;
        };
        if (text[i] == ' ' && digits() == 4) {
            i += 4;
        } else {
            bare += text[i];
        }
    }
    return bare;
}

std::string shown(const Value& value) {
    const auto object = to_json(value);
    if (object.is_null()) return "nothing";
    return object.is_string() ? object.get<std::string>() : object.dump();
}

class Play {
public:
    Play(const Script& script, const ScriptTest& test, const Catalog& catalog, bool round_trip)
        : script_(script),
          test_(test),
          simulator_(script, catalog, options_for(script, test, round_trip)) {}

    /// Nullopt where the talk went as written.
    std::optional<Mismatch> run() {
        if (auto wrong = wrong_facts()) return wrong;
        const auto by_resident =
            !test_.talk.empty() && test_.talk.front().kind == Line::Kind::resident;
        if (!by_resident) hear(simulator_.start());
        for (const auto& line : test_.talk) {
            if (auto mismatch = play(line)) return mismatch;
        }
        if (auto mismatch = nothing_more_was_said()) return mismatch;
        return wrong_result();
    }

private:
    static SimulatorOptions options_for(const Script& script, const ScriptTest& test,
                                        bool round_trip) {
        SimulatorOptions options{.language = test.language.value_or(script.source_language()),
                                 .channel = test.channel,
                                 .pools = test.pools,
                                 .shuffles = false,
                                 .round_trip = round_trip};
        for (const auto& [name, written] : test.given) {
            if (auto value = simulated_value(script, name, written))
                options.given.emplace(name, std::move(*value));
        }
        for (const auto& [name, written] : test.profile) {
            const auto field = script.profile.find(name);
            if (field == script.profile.end()) continue;
            if (auto value = value_from_text(written, field->second.type))
                options.profile.emplace(name, *value);
        }
        if (const auto at = instant_from_iso(test.at)) options.at = *at;
        return options;
    }

    [[nodiscard]] std::optional<Mismatch> wrong_facts() const {
        if (!instant_from_iso(test_.at))
            return Mismatch{fmt::format("`at: {}` is not a time", test_.at)};
        for (const auto& [name, written] : test_.given) {
            if (!simulated_fact(script_, name))
                return Mismatch{fmt::format("the script knows no fact `{}`", name)};
            if (!simulated_value(script_, name, written)) {
                return Mismatch{fmt::format("`{}` cannot be `{}`", name, written)};
            }
        }
        return std::nullopt;
    }

    std::optional<Mismatch> play(const Line& line) {
        if (line.kind == Line::Kind::bot) return expect_said(line);
        if (auto mismatch = nothing_more_was_said()) return mismatch;
        return line.kind == Line::Kind::resident ? say(line) : let_happen(line);
    }

    std::optional<Mismatch> expect_said(const Line& line) {
        if (said_.empty()) {
            return Mismatch{fmt::format("line {}: the bot was to say \"{}\", but said nothing",
                                        line.place.line, line.text)};
        }
        const auto said = said_.front();
        said_.pop_front();
        if (matches(line.text, said)) return std::nullopt;
        // A test that does not say which day it is cannot know which dates need their year.
        if (test_.at == ScriptTest().at && matches(line.text, without_years(said)))
            return std::nullopt;
        return Mismatch{fmt::format("line {}: the bot was to say \"{}\", but said \"{}\"",
                                    line.place.line, line.text, one_line(said))};
    }

    [[nodiscard]] std::optional<Mismatch> nothing_more_was_said() const {
        if (said_.empty()) return std::nullopt;
        return Mismatch{fmt::format("the bot also said \"{}\", of which the talk says nothing",
                                    one_line(said_.front()))};
    }

    std::optional<Mismatch> say(const Line& line) {
        const auto acted = simulated_reply(line.text);
        hear(simulator_.receive(acted ? *acted : Reply(TextReply{line.text})));
        return trouble_;
    }

    /// `wait 49h`, or `seat=in`.
    std::optional<Mismatch> let_happen(const Line& line) {
        constexpr std::string_view wait = "wait ";
        if (line.text.starts_with(wait)) {
            const auto span = span_from_text(line.text.substr(wait.size()));
            if (!span)
                return Mismatch{fmt::format("line {}: \"{}\" is not a span of time",
                                            line.place.line, line.text)};
            hear(simulator_.wait(*span));
            return trouble_;
        }
        const auto sign = line.text.find('=');
        const auto name = one_line(line.text.substr(0, sign));
        const auto value =
            sign == std::string::npos
                ? std::nullopt
                : simulated_value(script_, name, one_line(line.text.substr(sign + 1)));
        if (!value) {
            return Mismatch{fmt::format(
                "line {}: \"! {}\" is neither `wait 3d` nor NAME=VALUE of a fact the script knows",
                line.place.line, line.text)};
        }
        hear(simulator_.change_fact(name, *value));
        return trouble_;
    }

    void hear(const std::vector<json>& events) {
        for (const auto& event : events) {
            const auto kind = event.value("event", "");
            if (kind == "message") said_.push_back(event.value("text", ""));
            if (kind == "effect") effects_.push_back(event.value("do", ""));
            if (kind == "ended") outcome_ = event.value("outcome", "");
            if (kind == "error" && !trouble_) trouble_ = Mismatch{event.value("message", "")};
        }
    }

    [[nodiscard]] std::optional<Mismatch> wrong_result() const {
        for (const auto& [name, written] : test_.expect) {
            if (auto mismatch = wrong_answer(name, written)) return mismatch;
        }
        if (test_.outcome && outcome_ != *test_.outcome) {
            return Mismatch{fmt::format("the outcome was to be {}, but is {}", *test_.outcome,
                                        outcome_.empty() ? "still open" : outcome_)};
        }
        if (test_.effects && effects_ != *test_.effects) {
            return Mismatch{fmt::format("the effects were to be [{}], but are [{}]",
                                        fmt::join(*test_.effects, ", "),
                                        fmt::join(effects_, ", "))};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Mismatch> wrong_answer(const std::string& name,
                                                       const std::string& written) const {
        const auto type = type_of(name);
        if (!type)
            return Mismatch{
                fmt::format("`expect` names `{}`, which the script does not ask", name)};
        const auto found = answer_to(name);
        const auto expects_nothing = written.empty() || written == "null" || written == "~";
        const auto expected = expects_nothing ? Value() : expected_value(written, *type);
        if (found == expected) return std::nullopt;
        return Mismatch{fmt::format("`{}` was to be {}, but is {}", name,
                                    expects_nothing ? "nothing" : written, shown(found))};
    }

    [[nodiscard]] static Value expected_value(const std::string& written, ValueType type) {
        if (written == "na") return NotApplicable{};
        return value_from_text(written, type).value_or(Value(written));
    }

    [[nodiscard]] const Question* question_with_other(const std::string& name) const {
        constexpr std::string_view ending = "_text";
        if (!name.ends_with(ending)) return nullptr;
        const auto* question = script_.question(name.substr(0, name.size() - ending.size()));
        return question != nullptr && question->other ? question : nullptr;
    }

    [[nodiscard]] std::optional<ValueType> type_of(const std::string& name) const {
        if (const auto* question = script_.question(name)) return value_type_of(question->type);
        if (question_with_other(name) != nullptr) return ValueType::text;
        return simulated_fact(script_, name);
    }

    [[nodiscard]] Value answer_to(const std::string& name) const {
        const auto& state = simulator_.state();
        if (const auto given = state.given.find(name); given != state.given.end()) {
            return given->second.kind == Given::Kind::answered ? given->second.value : Value();
        }
        if (const auto* question = question_with_other(name)) {
            const auto given = state.given.find(question->name);
            if (given == state.given.end() || given->second.other_text.empty()) return {};
            return given->second.other_text;
        }
        const auto fact = state.facts.find(name);
        return fact == state.facts.end() ? Value() : fact->second;
    }

    const Script& script_;
    const ScriptTest& test_;
    Simulator simulator_;
    std::deque<std::string> said_;
    std::vector<std::string> effects_;
    std::string outcome_;
    std::optional<Mismatch> trouble_;
};

std::optional<Mismatch> run_twice(const Script& script, const ScriptTest& test,
                                  const Catalog& catalog) {
    if (auto mismatch = Play(script, test, catalog, false).run()) return mismatch;
    auto mismatch = Play(script, test, catalog, true).run();
    if (mismatch)
        mismatch->text = "with the state written and read back between turns: " + mismatch->text;
    return mismatch;
}

}  // namespace

std::vector<Diagnostic> run_transcripts(const ReadScript& read, const Catalog& catalog) {
    std::vector<Diagnostic> diagnostics;
    if (!read.script) return diagnostics;
    for (const auto& test : read.tests) {
        const auto mismatch = run_twice(*read.script, test, catalog);
        if (!mismatch) continue;
        diagnostics.push_back(
            Diagnostic{.severity = Diagnostic::Severity::error,
                       .place = test.place,
                       .code = "test-failed",
                       .text = fmt::format("test \"{}\": {}", test.name, mismatch->text)});
    }
    return diagnostics;
}

}  // namespace dialogs
