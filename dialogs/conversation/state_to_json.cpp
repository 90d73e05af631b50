// The state as versioned JSON. It is written at every turn, so no tree of it is made: keys in order
// of the alphabet, but the version first.
#include "dialogs/conversation/conversation.hpp"
#include "dialogs/conversation/state_names.hpp"
#include "dialogs/json_writer.hpp"

namespace dialogs {
namespace {

template <class Enum, std::size_t count>
std::string_view name_in(const std::array<std::string_view, count>& names, Enum value) {
    return names.at(static_cast<std::size_t>(value));
}

void write_keys(JsonWriter& to, std::string_view key, const std::vector<std::string>& keys) {
    if (keys.empty()) return;
    to.key(key).array([&] {
        for (const auto& one : keys)
            to.text(one);
    });
}

void write_statement(JsonWriter& to, const ShownStatement& statement) {
    to.object([&] {
        to.key("count").whole(statement.count);
        to.key("key").text(statement.key);
        to.key("number").whole(statement.number);
        if (!statement.text.empty()) to.key("text").text(statement.text);
    });
}

void write_asked(JsonWriter& to, const Asked& asked) {
    to.object([&] {
        if (!asked.joined.empty()) to.key("joined").text(asked.joined);
        if (!asked.language.empty()) to.key("language").text(asked.language);
        to.key("path").text(asked.path);
        write_keys(to, "picked", asked.picked);
        to.key("question").text(asked.question);
        if (!asked.round.empty()) to.key("round").text(asked.round);
        write_keys(to, "shown", asked.shown);
        if (!asked.statement.key.empty()) write_statement(to.key("statement"), asked.statement);
        if (!asked.wrote.empty()) to.key("wrote").text(asked.wrote);
    });
}

void write_given(JsonWriter& to, const Given& given) {
    to.object([&] {
        const auto is_answered = given.kind == Given::Kind::answered;
        if (!given.comment_of.empty()) to.key("comment_of").text(given.comment_of);
        if (!is_answered) to.key("kind").text(name_in(given_names, given.kind));
        if (!given.other_text.empty()) to.key("text").text(given.other_text);
        if (given.unfinished) to.key("unfinished").boolean(true);
        if (is_answered) to.key("value").value(given.value);
    });
}

void write_facts(JsonWriter& to, const std::map<std::string, Value>& facts) {
    to.object([&] {
        for (const auto& [name, value] : facts)
            to.key(name).value(value);
    });
}

void write_pending(JsonWriter& to, const Pending& pending) {
    to.object([&] {
        if (!pending.given.empty()) write_facts(to.key("given"), pending.given);
        to.key("kind").text(name_in(pending_names, pending.kind));
        if (!pending.opening.empty()) to.key("opening").text(pending.opening);
        to.key("ordinal").whole(pending.ordinal);
        if (!pending.script.empty()) to.key("script").text(pending.script);
    });
}

void write_answers(JsonWriter& to, const std::map<std::string, Given>& answers) {
    to.object([&] {
        for (const auto& [name, given] : answers)
            write_given(to.key(name), given);
    });
}

void write_rounds(JsonWriter& to, const std::map<std::string, int>& rounds) {
    to.object([&] {
        for (const auto& [name, round] : rounds)
            to.key(name).whole(round);
    });
}

void write_past(JsonWriter& to, const PastRound& past) {
    to.object([&] {
        to.key("asked").whole(past.asked);
        write_answers(to.key("given"), past.given);
        to.key("path").text(past.path);
        write_rounds(to.key("rounds"), past.rounds);
    });
}

void write_drawn(JsonWriter& to, const std::map<std::string, std::vector<int>>& drawn) {
    to.object([&] {
        for (const auto& [path, steps] : drawn) {
            to.key(path).array([&, &list = steps] {
                for (const auto step : list)
                    to.whole(step);
            });
        }
    });
}

void write_start(JsonWriter& to, const StartLater& start) {
    to.object([&] {
        write_facts(to.key("given"), start.given);
        to.key("script").text(start.script);
    });
}

void write_waiting(JsonWriter& to, const Waiting& waiting) {
    to.object([&] {
        to.key("ordinal").whole(waiting.ordinal);
        to.key("path").text(waiting.path);
        if (waiting.until) to.key("until").whole(waiting.until->time_since_epoch().count());
    });
}

void write_members(JsonWriter& to, const Conversation& state) {
    to.key("v").whole(state_version);
    to.key("accepted").whole(state.accepted);
    to.key("asked").array([&] {
        for (const auto& asked : state.asked)
            write_asked(to, asked);
    });
    to.key("channel").text(state.channel);
    to.key("complete").boolean(state.complete);
    if (!state.drawn.empty()) write_drawn(to.key("drawn"), state.drawn);
    if (state.ended_at) to.key("ended_at").whole(state.ended_at->time_since_epoch().count());
    write_facts(to.key("facts"), state.facts);
    write_answers(to.key("given"), state.given);
    if (state.has_past_answer) to.key("has_past_answer").boolean(true);
    if (state.has_past_complete) to.key("has_past_complete").boolean(true);
    to.key("language").text(state.language);
    to.key("open").whole(state.open);
    if (state.outcome) to.key("outcome").text(name_of(*state.outcome));
    if (!state.past.empty()) {
        to.key("past").array([&] {
            for (const auto& past : state.past)
                write_past(to, past);
        });
    }
    if (state.pending.kind != Pending::Kind::nothing)
        write_pending(to.key("pending"), state.pending);
    to.key("phase").text(name_in(phase_names, state.phase));
    if (!state.pool.empty()) to.key("pool").text(state.pool);
    to.key("position").text(state.position);
    to.key("reminded").boolean(state.reminded);
    if (!state.rounds.empty()) write_rounds(to.key("rounds"), state.rounds);
    if (!state.saved.empty()) {
        to.key("saved").array([&] {
            for (const auto& field : state.saved)
                to.text(field);
        });
    }
    to.key("seed").whole(state.seed);
    if (!state.starts.empty()) {
        to.key("starts").array([&] {
            for (const auto& start : state.starts)
                write_start(to, start);
        });
    }
    to.key("trail").array([&] {
        for (const auto ordinal : state.trail)
            to.whole(ordinal);
    });
    to.key("tries").whole(state.tries);
    to.key("trusted_with_health").boolean(state.trusted_with_health);
    to.key("turns").whole(state.turns);
    if (state.waiting.ordinal != 0) write_waiting(to.key("waiting"), state.waiting);
}

}  // namespace

std::string to_state_json(const Conversation& state) {
    JsonWriter writer;
    writer.object([&] { write_members(writer, state); });
    return writer.take();
}

}  // namespace dialogs
