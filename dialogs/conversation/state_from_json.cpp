// The state from its JSON, read from left to right at every turn. Every later release reads version
// 1 (tests/dialogs/states/v1 keeps real ones).
#include "dialogs/conversation/conversation.hpp"
#include "dialogs/conversation/state_member.hpp"
#include "dialogs/conversation/state_names.hpp"
#include "dialogs/conversation/steps.hpp"

#include <fmt/format.h>

#include <array>

namespace dialogs {
namespace {

constexpr int levels_max = 8;  // ours has six levels; what is deeper is none of ours

ValueType type_by_look(JsonCursor::Kind kind) {
    switch (kind) {
        case JsonCursor::Kind::boolean:
            return ValueType::boolean;
        case JsonCursor::Kind::number:
            return ValueType::number;
        case JsonCursor::Kind::array:
            return ValueType::keys;
        case JsonCursor::Kind::object:
            return ValueType::table;
        default:
            return ValueType::text;
    }
}

/// The type of a fact: as declared, as its question has it, or as an effect answers it.
ValueType type_of_fact(const Script& script, const std::string& name, JsonCursor::Kind kind) {
    if (const auto* fact = script.fact(name)) return fact->type;
    if (const auto* question = script.question(name)) return value_type_of(question->type);
    return type_by_look(kind);
}

Given read_given(const Member& entry) {
    const std::string name(entry.key);
    const auto* question = entry.script.question(name);
    if (question == nullptr) throw Misfit(fmt::format("the script has no question `{}`", name));
    Given given;
    entry.each_member([&](const Member& member) {
        if (member.key == "kind") {
            member.read(given.kind, given_names);
        } else if (member.key == "value") {
            given.value = read_value(member.json, value_type_of(question->type));
        } else if (member.key == "text") {
            member.read(given.other_text);
        } else if (member.key == "comment_of") {
            member.read(given.comment_of);
        } else if (member.key == "unfinished") {
            member.read(given.unfinished);
        } else {
            member.json.skip();
        }
    });
    // Of a text the way out looks like words.
    const bool is_way_out = question->na && given.value == Value(std::string("na"));
    if (is_way_out && value_type_of(question->type) == ValueType::text) given.value = NotApplicable{};
    return given;
}

ShownStatement read_statement(const Member& entry) {
    ShownStatement statement;
    entry.each_member([&](const Member& member) {
        if (member.key == "count") {
            member.read(statement.count);
        } else if (member.key == "key") {
            member.read(statement.key);
        } else if (member.key == "number") {
            member.read(statement.number);
        } else if (member.key == "text") {
            member.read(statement.text);
        } else {
            member.json.skip();
        }
    });
    return statement;
}

Asked read_asked(const Member& entry) {
    Asked asked;
    entry.each_member([&](const Member& member) {
        if (member.key == "question") {
            member.read(asked.question);
        } else if (member.key == "path") {
            member.read(asked.path);
        } else if (member.key == "shown") {
            member.read(asked.shown);
        } else if (member.key == "picked") {
            member.read(asked.picked);
        } else if (member.key == "round") {
            member.read(asked.round);
        } else if (member.key == "wrote") {
            member.read(asked.wrote);
        } else if (member.key == "language") {
            member.read(asked.language);
        } else if (member.key == "statement") {
            asked.statement = read_statement(member);
        } else if (member.key == "joined") {
            member.read(asked.joined);
        } else {
            member.json.skip();
        }
    });
    return asked;
}

/// Facts of another script, whose types are not known here.
void read_told_facts(const Member& entry, std::map<std::string, Value>& facts) {
    entry.each_member([&](const Member& fact) {
        facts.insert_or_assign(std::string(fact.key), read_value(fact.json, type_by_look(fact.json.kind())));
    });
}

Pending read_pending(const Member& entry) {
    Pending pending;
    entry.each_member([&](const Member& member) {
        if (member.key == "kind") {
            member.read(pending.kind, pending_names);
        } else if (member.key == "ordinal") {
            member.read(pending.ordinal);
        } else if (member.key == "script") {
            member.read(pending.script);
        } else if (member.key == "opening") {
            member.read(pending.opening);
        } else if (member.key == "given") {
            read_told_facts(member, pending.given);
        } else {
            member.json.skip();
        }
    });
    return pending.kind == Pending::Kind::nothing ? Pending{} : pending;
}

void read_facts(const Member& entry, std::map<std::string, Value>& facts) {
    entry.each_member([&](const Member& member) {
        const std::string name(member.key);
        const auto type = type_of_fact(member.script, name, member.json.kind());
        facts.insert_or_assign(name, read_value(member.json, type));
    });
}

void read_outcome(const Member& member, std::optional<Outcome>& outcome) {
    std::string name;
    member.read(name);
    outcome = outcome_named(name);
    if (!outcome) throw Misfit(fmt::format("`outcome` cannot be `{}`", name));
}

void read_instant(const Member& member, std::optional<Instant>& instant) {
    std::int64_t at = 0;
    member.read(at);
    instant = Instant(Span(at));
}

void read_answers(const Member& member, std::map<std::string, Given>& answers) {
    member.each_member([&](const Member& entry) {
        answers.insert_or_assign(std::string(entry.key), read_given(entry));
    });
}

void read_rounds(const Member& member, std::map<std::string, int>& rounds) {
    member.each_member([&](const Member& entry) { entry.read(rounds[std::string(entry.key)]); });
}

PastRound read_past(const Member& entry) {
    PastRound past;
    entry.each_member([&](const Member& member) {
        if (member.key == "path") {
            member.read(past.path);
        } else if (member.key == "asked") {
            member.read(past.asked);
        } else if (member.key == "rounds") {
            read_rounds(member, past.rounds);
        } else if (member.key == "given") {
            read_answers(member, past.given);
        } else {
            member.json.skip();
        }
    });
    return past;
}

StartLater read_start(const Member& entry) {
    StartLater start;
    entry.each_member([&](const Member& member) {
        if (member.key == "script") {
            member.read(start.script);
        } else if (member.key == "given") {
            read_told_facts(member, start.given);
        } else {
            member.json.skip();
        }
    });
    return start;
}

Waiting read_waiting(const Member& entry) {
    Waiting waiting;
    entry.each_member([&](const Member& member) {
        if (member.key == "ordinal") {
            member.read(waiting.ordinal);
        } else if (member.key == "path") {
            member.read(waiting.path);
        } else if (member.key == "until") {
            read_instant(member, waiting.until);
        } else {
            member.json.skip();
        }
    });
    return waiting;
}

struct Row {
    std::string_view key;
    void (*read)(const Member& member, Conversation& state);
};

constexpr std::array<Row, 28> rows{{
    {"phase", [](const Member& at, Conversation& state) { at.read(state.phase, phase_names); }},
    {"language", [](const Member& at, Conversation& state) { at.read(state.language); }},
    {"channel", [](const Member& at, Conversation& state) { at.read(state.channel); }},
    {"trusted_with_health",
     [](const Member& at, Conversation& state) { at.read(state.trusted_with_health); }},
    {"seed", [](const Member& at, Conversation& state) { at.read(state.seed); }},
    {"facts", [](const Member& at, Conversation& state) { read_facts(at, state.facts); }},
    {"given", [](const Member& at, Conversation& state) { read_answers(at, state.given); }},
    {"asked",
     [](const Member& at, Conversation& state) {
         state.asked.clear();
         at.each_item([&] { state.asked.push_back(read_asked(at)); });
     }},
    {"trail", [](const Member& at, Conversation& state) { at.read(state.trail); }},
    {"position", [](const Member& at, Conversation& state) { at.read(state.position); }},
    {"open", [](const Member& at, Conversation& state) { at.read(state.open); }},
    {"accepted", [](const Member& at, Conversation& state) { at.read(state.accepted); }},
    {"tries", [](const Member& at, Conversation& state) { at.read(state.tries); }},
    {"turns", [](const Member& at, Conversation& state) { at.read(state.turns); }},
    {"complete", [](const Member& at, Conversation& state) { at.read(state.complete); }},
    {"reminded", [](const Member& at, Conversation& state) { at.read(state.reminded); }},
    {"outcome", [](const Member& at, Conversation& state) { read_outcome(at, state.outcome); }},
    {"ended_at", [](const Member& at, Conversation& state) { read_instant(at, state.ended_at); }},
    {"pending",
     [](const Member& at, Conversation& state) { state.pending = read_pending(at); }},
    {"waiting",
     [](const Member& at, Conversation& state) { state.waiting = read_waiting(at); }},
    {"rounds", [](const Member& at, Conversation& state) { read_rounds(at, state.rounds); }},
    {"past",
     [](const Member& at, Conversation& state) {
         state.past.clear();
         at.each_item([&] { state.past.push_back(read_past(at)); });
     }},
    {"drawn",
     [](const Member& at, Conversation& state) {
         at.each_member([&](const Member& entry) { entry.read(state.drawn[std::string(entry.key)]); });
     }},
    {"starts",
     [](const Member& at, Conversation& state) {
         state.starts.clear();
         at.each_item([&] { state.starts.push_back(read_start(at)); });
     }},
    {"saved",
     [](const Member& at, Conversation& state) {
         std::vector<std::string> fields;
         at.read(fields);
         state.saved = {fields.begin(), fields.end()};
     }},
    {"pool", [](const Member& at, Conversation& state) { at.read(state.pool); }},
    {"has_past_answer", [](const Member& at, Conversation& state) { at.read(state.has_past_answer); }},
    {"has_past_complete", [](const Member& at, Conversation& state) { at.read(state.has_past_complete); }},
}};

void read_member(const Member& member, Conversation& state) {
    for (const auto& row : rows)
        if (row.key == member.key) return row.read(member, state);
    member.json.skip();
}

/// The ordinals that the rest of the engine trusts.
void check_ordinals(const Conversation& state, const Script& script) {
    const auto count = static_cast<int>(state.asked.size());
    const auto is_known = [&](int ordinal) { return ordinal >= 0 && ordinal <= count; };
    if (!is_known(state.open))
        throw Misfit(fmt::format("`open` names question {} of {}", state.open, count));
    if (!is_known(state.pending.ordinal))
        throw Misfit("`pending` names a question that was not asked");
    if (state.pending.kind != Pending::Kind::nothing && state.pending.ordinal == 0)
        throw Misfit("`pending` names none");
    if (!is_known(state.waiting.ordinal)) throw Misfit("`waiting` names a step that was not reached");
    if (state.waiting.ordinal != 0 && step_at(script, state.waiting.path) == nullptr)
        throw Misfit(fmt::format("nothing is waited for at step `{}`", state.waiting.path));
    for (const auto& past : state.past) {
        if (step_at(script, past.path) == nullptr)
            throw Misfit(fmt::format("no round is held at step `{}`", past.path));
    }
    for (const auto ordinal : state.trail) {
        if (ordinal < 1 || ordinal > count)
            throw Misfit(fmt::format("`trail` names question {} of {}", ordinal, count));
    }
    if (state.open == 0) return;
    const auto& asked = state.asked[static_cast<std::size_t>(state.open) - 1];
    if (question_at(script, asked.path) == nullptr || asked.path != state.position) {
        throw Misfit(fmt::format("no question is asked at step `{}`", state.position));
    }
}

/// Tells in which version the state is written: its first member.
void check_version(int version) {
    if (version != state_version) {
        throw Misfit(fmt::format("a state of version {} cannot be read; this program knows {}",
                                 version, state_version));
    }
}

Conversation read_state(JsonCursor& json, const Script& script) {
    if (json.kind() != JsonCursor::Kind::object) {
        json.skip();
        throw Misfit("a state is an object");
    }
    Conversation state;
    auto version = 0;
    json.members([&](std::string_view key) {
        const Member member{json, script, key};
        if (version != 0) return read_member(member, state);
        if (key == "v") member.read(version);
        check_version(version);
    });
    check_version(version);
    json.end();
    check_ordinals(state, script);
    return state;
}

}  // namespace

Result<Conversation, std::string> state_from_json(std::string_view text, const Script& script) {
    try {
        JsonCursor json(text, levels_max);
        return read_state(json, script);
    } catch (const NotJson&) {
        return failure(std::string("the state is not JSON"));
    } catch (const Misfit& misfit) {
        return failure(std::string(misfit.what()));
    }
}

}  // namespace dialogs
