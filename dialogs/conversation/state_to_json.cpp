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

void write_asked(JsonWriter& to, const Asked& asked) {
    to.object([&] {
        to.key("path").text(asked.path);
        write_keys(to, "picked", asked.picked);
        to.key("question").text(asked.question);
        write_keys(to, "shown", asked.shown);
    });
}

void write_given(JsonWriter& to, const Given& given) {
    to.object([&] {
        const auto is_answered = given.kind == Given::Kind::answered;
        if (!given.comment_of.empty()) to.key("comment_of").text(given.comment_of);
        if (!is_answered) to.key("kind").text(name_in(given_names, given.kind));
        if (!given.other_text.empty()) to.key("text").text(given.other_text);
        if (is_answered) to.key("value").value(given.value);
    });
}

void write_pending(JsonWriter& to, const Pending& pending) {
    to.object([&] {
        to.key("kind").text(name_in(pending_names, pending.kind));
        if (!pending.opening.empty()) to.key("opening").text(pending.opening);
        to.key("ordinal").whole(pending.ordinal);
        if (!pending.script.empty()) to.key("script").text(pending.script);
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
    if (state.ended_at) to.key("ended_at").whole(state.ended_at->time_since_epoch().count());
    to.key("facts").object([&] {
        for (const auto& [name, value] : state.facts)
            to.key(name).value(value);
    });
    to.key("given").object([&] {
        for (const auto& [name, given] : state.given)
            write_given(to.key(name), given);
    });
    to.key("language").text(state.language);
    to.key("open").whole(state.open);
    if (state.outcome) to.key("outcome").text(name_of(*state.outcome));
    if (state.pending.kind != Pending::Kind::nothing)
        write_pending(to.key("pending"), state.pending);
    to.key("phase").text(name_in(phase_names, state.phase));
    to.key("position").text(state.position);
    to.key("reminded").boolean(state.reminded);
    to.key("seed").whole(state.seed);
    to.key("trail").array([&] {
        for (const auto ordinal : state.trail)
            to.whole(ordinal);
    });
    to.key("tries").whole(state.tries);
    to.key("trusted_with_health").boolean(state.trusted_with_health);
    to.key("turns").whole(state.turns);
}

}  // namespace

std::string to_state_json(const Conversation& state) {
    JsonWriter writer;
    writer.object([&] { write_members(writer, state); });
    return writer.take();
}

}  // namespace dialogs
