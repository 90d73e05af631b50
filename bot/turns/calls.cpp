// Hooks that scripts call.
#include "bot/turns/calls.hpp"

#include "bot/turns/given_facts.hpp"
#include "bot/turns/turn.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/iso_time.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace bot {

using nlohmann::json;

namespace {

constexpr int calls_at_a_time = 64;
/// Longer than an attempt may take: then it is not known what became of it.
constexpr auto attempt_is_reported_within = std::chrono::seconds(5);
constexpr auto first_pause = std::chrono::milliseconds(500);

/// Facts of the script and what its effects have answered; not the profile's (`profile.FIELD`), nor memberships.
json told_facts(const dialogs::Conversation& state) {
    auto facts = json::object();
    for (const auto& [name, value] : state.facts)
        if (name.find('.') == std::string::npos) facts[name] = dialogs::to_json(value);
    return facts;
}

json told_answers(const dialogs::Script& script, const dialogs::Conversation& state) {
    auto answers = json::object();
    for (const auto& [name, given] : state.given) {
        const auto* question = script.question(name);
        const bool is_told = question != nullptr && !question->sensitive;
        if (is_told && given.kind == dialogs::Given::Kind::answered) answers[name] = dialogs::to_json(given.value);
    }
    return answers;
}

void need_scripts_of_calls(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) {
    for (const auto& [id, call] : rows.calls)
        if (const auto* row = rows.conversations.find(call.conversation)) scripts.insert({row->script, row->version});
}

/// The facts that the conversation's step lets the hook return.
std::map<std::string, dialogs::Fact> returns_of(const Decision& decision, const storage::ConversationRow& row) {
    const auto* script = decision.world.shelf().find(row.script, row.version);
    if (script == nullptr || row.state.empty()) return {};
    const auto state = state_of(decision, row);
    const auto* step = dialogs::step_at(*script, state.waiting.path);
    const auto* effect = step == nullptr ? nullptr : std::get_if<dialogs::Do>(&step->what);
    return effect == nullptr ? std::map<std::string, dialogs::Fact>() : effect->returns;
}

void end(Decision& decision, storage::CallId id, const std::string& body) {
    const auto call = *decision.rows.calls.find(id);
    decision.rows.end_call(id);
    const auto* row = decision.rows.conversations.find(call.conversation);
    if (row == nullptr || !row->open) return;
    dialogs::Returned returned{.call = call.ordinal, .facts = {}};
    if (!body.empty()) {
        auto read = read_returned(returns_of(decision, *row), body);
        for (const auto& fault : read.faults)
            decision.notices.alarms.push_back(
                {.event = "hook.bad_answer", .detail = call.hook + ": " + fault.at + " " + fault.message});
        returned.facts = std::move(read.values);
    }
    static_cast<void>(run_turn(decision, call.conversation, returned));
}

void announce(Notices& notices, storage::Instant at) {
    notices.call_due = std::min(notices.call_due.value_or(at), at);
}

}  // namespace

void begin_call(Decision& decision, const storage::ConversationRow& row, const dialogs::Script& script,
                const dialogs::Conversation& state, const dialogs::Perform& call) {
    const auto& hook = call.words.at("hook");
    const auto timeout = decision.world.hook_timeout(hook);
    if (!timeout) decision.notices.alarms.push_back({.event = "hook.unknown", .detail = hook});
    const auto public_id = decision.world.new_public_id();
    const json body = {{"call", public_id},
                       {"hook", hook},
                       {"script", script.id},
                       {"version", script.version},
                       {"conversation", script.anonymous ? json() : json(row.public_id)},
                       {"language", state.language},
                       {"channel", state.channel},
                       {"at", dialogs::iso_from_instant(decision.now)},
                       {"facts", told_facts(state)},
                       {"answers", told_answers(script, state)}};
    decision.rows.calls.add({.id = storage::CallId{decision.rows.draw(storage::IdSource::Kind::call)},
                             .public_id = public_id,
                             .conversation = row.id,
                             .resident = row.resident,
                             .ordinal = call.ordinal,
                             .hook = hook,
                             .body = body.dump(-1, ' ', false, json::error_handler_t::replace),
                             .due_at = decision.now,
                             .until = decision.now + timeout.value_or(dialogs::Span(0))});
    announce(decision.notices, decision.now);
}

ClaimCalls::ClaimCalls(World& world, storage::Instant now, Done<ClaimedCalls> done)
    : TurnCommand(world, std::move(done)), now_(now) {}

void ClaimCalls::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.due_calls.push_back({.now = now_, .limit = calls_at_a_time});
}

void ClaimCalls::need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const {
    need_scripts_of_calls(rows, scripts);
}

ClaimedCalls ClaimCalls::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    ClaimedCalls claimed{.calls = {}, .more = rows.due_calls().size() >= calls_at_a_time};
    for (const auto id : rows.due_calls()) {
        const auto* call = rows.calls.find(id);
        if (call == nullptr) continue;
        if (call->until <= now_) {
            decision.notices.alarms.push_back({.event = "hook.failed", .detail = call->hook});
            end(decision, id, {});
            continue;
        }
        auto& row = rows.calls.edit(id);
        ++row.attempts;
        row.due_at = row.until + attempt_is_reported_within;
        claimed.calls.push_back(
            {.id = id, .public_id = row.public_id, .hook = row.hook, .body = row.body, .until = row.until});
    }
    return claimed;
}

EndCall::EndCall(World& world, storage::CallId call, CallOutcome outcome, storage::Instant now, Done<bool> done)
    : TurnCommand(world, std::move(done)), call_(call), outcome_(std::move(outcome)), now_(now) {}

void EndCall::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.calls.push_back(call_);
}

void EndCall::need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const {
    need_scripts_of_calls(rows, scripts);
}

bool EndCall::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    const auto* call = rows.calls.find(call_);
    if (call == nullptr) return false;
    const auto again_at = now_ + first_pause * (1 << std::min(call->attempts, 6));
    if (outcome_.kind == CallOutcome::Kind::failed && again_at < call->until) {
        rows.calls.edit(call_).due_at = again_at;
        announce(notices, again_at);
        return true;
    }
    if (outcome_.kind != CallOutcome::Kind::returned)
        notices.alarms.push_back({.event = "hook.failed", .detail = call->hook});
    end(decision, call_, outcome_.kind == CallOutcome::Kind::returned ? outcome_.body : std::string());
    return true;
}

}  // namespace bot
