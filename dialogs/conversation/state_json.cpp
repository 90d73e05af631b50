// The state as versioned JSON. Version 1; every later release reads it (tests/dialogs/states/v1
// keeps real ones).
#include "dialogs/conversation/conversation.hpp"
#include "dialogs/conversation/steps.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <type_traits>
#include <unordered_map>

namespace dialogs {
namespace {

using nlohmann::json;

constexpr int version = 1;
constexpr int depth_max = 8;  // ours has four levels; what is deeper is none of ours
constexpr std::array<std::string_view, 3> phases{"running", "paused", "ended"};
constexpr std::array<std::string_view, 4> given_kinds{"answered", "skipped", "unclear",
                                                      "undelivered"};
constexpr std::array<std::string_view, 4> pending_kinds{"nothing", "language", "erase", "keyword"};

/// A state that does not fit; caught at the door of this file.
struct Misfit : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <class Enum, std::size_t count>
std::string name_in(const std::array<std::string_view, count>& names, Enum value) {
    return std::string(names.at(static_cast<std::size_t>(value)));
}

template <class Enum, std::size_t count>
Enum named_in(const std::array<std::string_view, count>& names, const std::string& name,
              std::string_view key) {
    for (std::size_t i = 0; i < count; ++i) {
        if (names[i] == name) return static_cast<Enum>(i);
    }
    throw Misfit(fmt::format("`{}` cannot be `{}`", key, name));
}

/// How deep the brackets outside of texts nest: what is not ours is kept from the parser, which has
/// no limit of its own.
int depth_of(std::string_view json_text) {
    auto depth = 0;
    auto deepest = 0;
    auto in_text = false;
    for (std::size_t i = 0; i < json_text.size(); ++i) {
        const auto c = json_text[i];
        if (c == '"') in_text = !in_text;
        if (in_text) {
            i += c == '\\' ? 1 : 0;
            continue;
        }
        if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
        if (c == '}' || c == ']') --depth;
    }
    return deepest;
}

ValueType type_by_look(const json& value) {
    if (value.is_boolean()) return ValueType::boolean;
    if (value.is_number()) return ValueType::number;
    if (value.is_array()) return ValueType::keys;
    return value.is_object() ? ValueType::table : ValueType::text;
}

/// The type of a fact: as declared, as its question has it, or as an effect answers it.
ValueType type_of_fact(const Script& script, const std::string& name, const json& value) {
    if (const auto* fact = script.fact(name)) return fact->type;
    if (const auto* question = script.question(name)) return value_type_of(question->type);
    return type_by_look(value);
}

json facts_json(const std::map<std::string, Value>& facts) {
    auto object = json::object();
    for (const auto& [name, value] : facts)
        object[name] = to_json(value);
    return object;
}

json given_json(const std::map<std::string, Given>& given) {
    auto object = json::object();
    for (const auto& [name, one] : given) {
        auto entry = json::object();
        if (one.kind == Given::Kind::answered) {
            entry["value"] = to_json(one.value);
        } else {
            entry["kind"] = name_in(given_kinds, one.kind);
        }
        if (!one.other_text.empty()) entry["text"] = one.other_text;
        if (!one.comment_of.empty()) entry["comment_of"] = one.comment_of;
        object[name] = std::move(entry);
    }
    return object;
}

json asked_json(const std::vector<Asked>& asked) {
    auto list = json::array();
    for (const auto& one : asked) {
        auto entry = json::object();
        entry["question"] = one.question;
        entry["path"] = one.path;
        if (!one.shown.empty()) entry["shown"] = one.shown;
        if (!one.picked.empty()) entry["picked"] = one.picked;
        if (!one.round.empty()) entry["round"] = one.round;
        if (!one.language.empty()) entry["language"] = one.language;
        list.push_back(std::move(entry));
    }
    return list;
}

json pending_json(const Pending& pending) {
    auto object = json::object();
    object["kind"] = name_in(pending_kinds, pending.kind);
    object["ordinal"] = pending.ordinal;
    if (!pending.script.empty()) object["script"] = pending.script;
    if (!pending.opening.empty()) object["opening"] = pending.opening;
    return object;
}

json past_json(const std::vector<PastRound>& past) {
    auto list = json::array();
    for (const auto& round : past) {
        auto entry = json::object();
        entry["path"] = round.path;
        entry["asked"] = round.asked;
        entry["rounds"] = round.rounds;
        entry["given"] = given_json(round.given);
        list.push_back(std::move(entry));
    }
    return list;
}

json waiting_json(const Waiting& waiting) {
    auto object = json::object();
    object["ordinal"] = waiting.ordinal;
    object["path"] = waiting.path;
    if (waiting.until) object["until"] = waiting.until->time_since_epoch().count();
    return object;
}

json starts_json(const std::vector<StartLater>& starts) {
    auto list = json::array();
    for (const auto& later : starts) {
        auto entry = json::object();
        entry["script"] = later.script;
        entry["given"] = facts_json(later.given);
        list.push_back(std::move(entry));
    }
    return list;
}

/// What only some scripts bring about; members that say nothing are left out.
void add_further_members(json& object, const Conversation& state) {
    if (state.waiting.ordinal != 0) object["waiting"] = waiting_json(state.waiting);
    if (!state.rounds.empty()) object["rounds"] = state.rounds;
    if (!state.past.empty()) object["past"] = past_json(state.past);
    if (!state.drawn.empty()) object["drawn"] = state.drawn;
    if (!state.starts.empty()) object["starts"] = starts_json(state.starts);
    if (!state.saved.empty()) object["saved"] = state.saved;
    if (!state.pool.empty()) object["pool"] = state.pool;
    if (state.has_past_answer) object["has_past_answer"] = true;
    if (state.has_past_complete) object["has_past_complete"] = true;
}

/// Reads one object's keys, with what is missing left as it is and what has the wrong type refused.
class Reader {
public:
    Reader(const json& object, const Script& script) : object_(object), script_(script) {
        if (!object.is_object()) throw Misfit("a state is an object");
    }

    template <class T>
    void read(std::string_view key, T& value) const {
        const auto found = object_.find(key);
        if (found == object_.end()) return;
        if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
            if (!found->is_number_integer())
                throw Misfit(fmt::format("`{}` is not a whole number", key));
        }
        try {
            found->get_to(value);
        } catch (const json::exception& error) {
            throw Misfit(fmt::format("`{}`: {}", key, error.what()));
        }
    }

    template <class Enum, std::size_t count>
    void read(std::string_view key, Enum& value,
              const std::array<std::string_view, count>& names) const {
        std::string name;
        read(key, name);
        if (!name.empty()) value = named_in<Enum>(names, name, key);
    }

    /// Calls `take(name, value)` for each member of the object under the key.
    template <class Take>
    void each(std::string_view key, const Take& take) const {
        const auto found = object_.find(key);
        if (found == object_.end()) return;
        if (!found->is_structured())
            throw Misfit(fmt::format("`{}` holds one value, not several", key));
        for (const auto& item : found->items())
            take(item.key(), item.value());
    }

    [[nodiscard]] const json* find(std::string_view key) const {
        const auto found = object_.find(key);
        return found == object_.end() ? nullptr : &*found;
    }

    [[nodiscard]] const Script& script() const { return script_; }

private:
    const json& object_;
    const Script& script_;
};

using Questions = std::unordered_map<std::string_view, const Question*>;

Questions questions_of(const Script& script) {
    Questions questions;
    for_each_question(script.dialog, [&](const Step&, const Question& question) {
        questions.emplace(question.name, &question);
    });
    return questions;
}

Given read_given(const std::string& name, const json& entry, const Script& script,
                 const Questions& questions) {
    const Reader reader(entry, script);
    const auto found = questions.find(name);
    const auto* question = found == questions.end() ? nullptr : found->second;
    if (question == nullptr) throw Misfit(fmt::format("the script has no question `{}`", name));
    Given given;
    reader.read("kind", given.kind, given_kinds);
    if (const auto* value = reader.find("value"))
        given.value = value_from_json(*value, value_type_of(question->type));
    reader.read("text", given.other_text);
    reader.read("comment_of", given.comment_of);
    return given;
}

Asked read_asked(const json& entry, const Script& script) {
    const Reader reader(entry, script);
    Asked asked;
    reader.read("question", asked.question);
    reader.read("path", asked.path);
    reader.read("shown", asked.shown);
    reader.read("picked", asked.picked);
    reader.read("round", asked.round);
    reader.read("language", asked.language);
    return asked;
}

Pending read_pending(const json& entry, const Script& script) {
    const Reader reader(entry, script);
    Pending pending;
    reader.read("kind", pending.kind, pending_kinds);
    if (pending.kind == Pending::Kind::nothing) return {};
    reader.read("ordinal", pending.ordinal);
    reader.read("script", pending.script);
    reader.read("opening", pending.opening);
    return pending;
}

std::optional<Instant> read_instant(const Reader& reader, std::string_view key) {
    if (reader.find(key) == nullptr) return std::nullopt;
    std::int64_t at = 0;
    reader.read(key, at);
    return Instant(Span(at));
}

PastRound read_past(const json& entry, const Script& script, const Questions& questions) {
    const Reader reader(entry, script);
    PastRound past;
    reader.read("path", past.path);
    reader.read("asked", past.asked);
    reader.read("rounds", past.rounds);
    reader.each("given", [&](const std::string& name, const json& given) {
        past.given.emplace(name, read_given(name, given, script, questions));
    });
    return past;
}

StartLater read_start(const json& entry, const Script& script) {
    const Reader reader(entry, script);
    StartLater later;
    reader.read("script", later.script);
    reader.each("given", [&](const std::string& name, const json& value) {
        later.given.emplace(name, value_from_json(value, type_by_look(value)));
    });
    return later;
}

Waiting read_waiting(const json& entry, const Script& script) {
    const Reader reader(entry, script);
    Waiting waiting;
    reader.read("ordinal", waiting.ordinal);
    reader.read("path", waiting.path);
    waiting.until = read_instant(reader, "until");
    return waiting;
}

void read_further_members(const Reader& reader, const Questions& questions, Conversation& state) {
    if (const auto* waiting = reader.find("waiting")) state.waiting = read_waiting(*waiting, reader.script());
    reader.read("rounds", state.rounds);
    reader.each("past", [&](const std::string&, const json& entry) {
        state.past.push_back(read_past(entry, reader.script(), questions));
    });
    reader.read("drawn", state.drawn);
    reader.each("starts", [&](const std::string&, const json& entry) {
        state.starts.push_back(read_start(entry, reader.script()));
    });
    reader.read("saved", state.saved);
    reader.read("pool", state.pool);
    reader.read("has_past_answer", state.has_past_answer);
    reader.read("has_past_complete", state.has_past_complete);
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

Conversation read_v1(const Reader& reader) {
    Conversation state;
    reader.read("phase", state.phase, phases);
    reader.read("language", state.language);
    reader.read("channel", state.channel);
    reader.read("trusted_with_health", state.trusted_with_health);
    reader.read("seed", state.seed);
    reader.each("facts", [&](const std::string& name, const json& value) {
        state.facts.emplace(name,
                            value_from_json(value, type_of_fact(reader.script(), name, value)));
    });
    const auto questions = questions_of(reader.script());
    reader.each("given", [&](const std::string& name, const json& entry) {
        state.given.emplace(name, read_given(name, entry, reader.script(), questions));
    });
    reader.each("asked", [&](const std::string&, const json& entry) {
        state.asked.push_back(read_asked(entry, reader.script()));
    });
    reader.read("trail", state.trail);
    reader.read("position", state.position);
    reader.read("open", state.open);
    reader.read("accepted", state.accepted);
    reader.read("tries", state.tries);
    reader.read("turns", state.turns);
    reader.read("complete", state.complete);
    reader.read("reminded", state.reminded);
    if (std::string name; reader.find("outcome") != nullptr) {
        reader.read("outcome", name);
        state.outcome = outcome_named(name);
        if (!state.outcome) throw Misfit(fmt::format("`outcome` cannot be `{}`", name));
    }
    state.ended_at = read_instant(reader, "ended_at");
    read_further_members(reader, questions, state);
    if (const auto* pending = reader.find("pending"))
        state.pending = read_pending(*pending, reader.script());
    check_ordinals(state, reader.script());
    return state;
}

}  // namespace

std::string to_state_json(const Conversation& state) {
    auto object = json::object();
    object["phase"] = name_in(phases, state.phase);
    object["language"] = state.language;
    object["channel"] = state.channel;
    object["trusted_with_health"] = state.trusted_with_health;
    object["seed"] = state.seed;
    object["facts"] = facts_json(state.facts);
    object["given"] = given_json(state.given);
    object["asked"] = asked_json(state.asked);
    object["trail"] = state.trail;
    object["position"] = state.position;
    object["open"] = state.open;
    object["accepted"] = state.accepted;
    object["tries"] = state.tries;
    object["turns"] = state.turns;
    object["complete"] = state.complete;
    object["reminded"] = state.reminded;
    if (state.outcome) object["outcome"] = name_of(*state.outcome);
    if (state.ended_at) object["ended_at"] = state.ended_at->time_since_epoch().count();
    if (state.pending.kind != Pending::Kind::nothing)
        object["pending"] = pending_json(state.pending);
    add_further_members(object, state);
    // The version stands first, whatever the order of the other keys.
    return fmt::format("{{\"v\":{},{}", version,
                       object.dump(-1, ' ', false, json::error_handler_t::replace).substr(1));
}

Result<Conversation, std::string> state_from_json(std::string_view text, const Script& script) {
    const auto object = depth_of(text) <= depth_max ? json::parse(text, nullptr, false)
                                                    : json(json::value_t::discarded);
    if (object.is_discarded()) return failure(std::string("the state is not JSON"));
    try {
        const Reader reader(object, script);
        auto found = 0;
        reader.read("v", found);
        if (found == version) return read_v1(reader);
        return failure(
            fmt::format("a state of version {} cannot be read; this program knows 1", found));
    } catch (const Misfit& misfit) {
        return failure(std::string(misfit.what()));
    }
}

}  // namespace dialogs
