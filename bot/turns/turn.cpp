// One turn of a conversation: rows in, the engine asked once, rows out.
#include "bot/turns/turn.hpp"

#include "bot/turns/again.hpp"
#include "bot/turns/effects.hpp"
#include "bot/turns/profile.hpp"
#include "bot/turns/seats.hpp"
#include "bot/turns/shared_statements.hpp"
#include "bot/turns/succession.hpp"

#include <algorithm>
#include <stdexcept>

namespace bot {

using Phase = dialogs::Conversation::Phase;

namespace {

const dialogs::Script& script_of(const Decision& decision, const storage::ConversationRow& row) {
    const auto* script = decision.world.shelf().find(row.script, row.version);
    if (script == nullptr) throw std::logic_error("a turn of a script that is not on the shelf: " + row.script);
    return *script;
}

dialogs::Conversation state_of(const storage::ConversationRow& row, const dialogs::Script& script) {
    auto state = dialogs::state_from_json(row.state, script);
    if (!state) throw std::runtime_error("a conversation's state: " + state.error());
    return *std::move(state);
}

dialogs::TurnInput input_of(Decision& decision, dialogs::Event event, const dialogs::Language& language) {
    dialogs::TurnInput input{.event = std::move(event),
                             .now = decision.now,
                             .today = decision.today,
                             .time_zone = decision.world.time_zone(),
                             .catalog = &decision.world.catalog(),
                             .renderer = &decision.world.renderer(),
                             .readers = &decision.world.readers(),
                             .calls_return_later = true};
    if (const auto& keywords = decision.world.shelf().keywords(); !keywords.empty()) {
        input.keyword = [&keywords, &language](std::string_view message) { return keywords.match(message, language); };
    }
    return input;
}

/// What of the state the row repeats, so that others need not read the JSON; timers that are void go.
void follow(Decision& decision, storage::ConversationRow& row, const dialogs::Conversation& state) {
    row.language = state.language;
    row.moved_at = decision.now;
    row.open = state.phase != Phase::ended;
    const std::string outcome(state.outcome ? dialogs::name_of(*state.outcome) : "");
    if (row.outcome != outcome && !outcome.empty()) ++decision.notices.ended;
    row.outcome = outcome;
    if (row.open) {
        row.ended_at.reset();
    } else if (!row.ended_at) {
        row.ended_at = decision.now;
    }
    std::erase_if(row.timers, [&](const storage::Timer& timer) {
        const bool is_current = timer.question == state.open || timer.question == state.waiting.ordinal;
        return !row.open || (timer.question != 0 && !is_current);
    });
}

bool is_complete(const dialogs::Conversation& state) {
    return state.complete || state.outcome == dialogs::Outcome::completed;
}

void announce_timers(Decision& decision, const storage::ConversationRow& row) {
    for (const auto& timer : row.timers) {
        auto& first = decision.notices.timer_due;
        first = std::min(first.value_or(timer.due_at), timer.due_at);
    }
}

TurnReport take_turn(Decision& decision, storage::ConversationRow& row, const dialogs::Script& script,
                     dialogs::Conversation state, dialogs::Event event, bool bulk, int after = 0) {
    const auto language = row.language;
    const auto was_open = state.open;
    const bool is_reply = std::holds_alternative<dialogs::Received>(event);
    Effects effects(decision, row, script, bulk, is_reply ? std::nullopt : row.expires_at);
    auto input = input_of(decision, std::move(event), language);
    input.perform = [&effects](const dialogs::Perform& perform) { return effects.answer(perform); };
    input.statements = [&](const std::string& question) { return shared_statements(decision, row, question); };
    auto outcome = dialogs::advance(script, std::move(state), input);
    if (outcome.conversation.outcome == dialogs::Outcome::refused) leave_seat(outcome.conversation);
    // First what the state says, so that an answer is stored in the language it was given in.
    effects.carry_out(outcome.effects, outcome.conversation);
    follow(decision, row, outcome.conversation);
    announce_timers(decision, row);
    row.state = dialogs::to_state_json(outcome.conversation);
    auto report = effects.take_report();
    if (is_complete(outcome.conversation) && !report.forgot) count_instead(decision, row, script);
    report.was_open = was_open;
    report.open_question = outcome.conversation.open;
    for (const auto& start : report.successors) {
        begin_successor(decision, {.row = row, .script = script, .facts = outcome.conversation.facts, .after = after},
                        start);
    }
    cut_if_anonymous(decision, row);
    return report;
}

std::string unit_of(const std::map<std::string, dialogs::Value>& given) {
    const auto found = given.find("unit");
    const auto* unit = found == given.end() ? nullptr : std::get_if<std::string>(&found->second);
    return unit == nullptr ? std::string() : *unit;
}

}  // namespace

bool is_waiting(const storage::ConversationRow& row) {
    const auto waits = [](const storage::Timer& timer) {
        return timer.kind == static_cast<int>(dialogs::SetTimer::Kind::wait);
    };
    return row.open && std::any_of(row.timers.begin(), row.timers.end(), waits);
}

Begun begin(Decision& decision, const Beginning& beginning) {
    const auto* address = decision.rows.addresses.find(beginning.address);
    const auto* channel = decision.world.channel(beginning.channel);
    if (address == nullptr || channel == nullptr) throw std::logic_error("a conversation begins nowhere");
    auto& row = decision.rows.conversations.add(
        {.id = storage::ConversationId{decision.rows.draw(storage::IdSource::Kind::conversation)},
         .public_id = decision.world.new_public_id(),
         .resident = address->resident,
         .address = beginning.address,
         .script = beginning.script.id,
         .version = beginning.script.version,
         .stream = beginning.script.stream,
         .channel = beginning.channel,
         .kind = channel->can().kind,
         .language = beginning.language,
         .unit = unit_of(beginning.given),
         .opened_at = decision.now,
         .expires_at = beginning.expires_at});
    begin_anew(decision, row, beginning.script);
    dialogs::Start start{.language = beginning.language,
                         .channel = row.kind,
                         .trusted_with_health = channel->trusted_with_health,
                         .seed = decision.world.random(),
                         .given = profile_facts(*decision.rows.residents.find(row.resident), beginning.script),
                         .opening = beginning.opening,
                         .by_resident = beginning.by_resident};
    start.given.insert(beginning.given.begin(), beginning.given.end());
    start.given.merge(member_facts(decision.rows, row.resident));
    auto report = take_turn(decision, row, beginning.script, {}, std::move(start), beginning.bulk,
                            beginning.after);
    return {.id = row.id, .report = std::move(report)};
}

TurnReport run_turn(Decision& decision, storage::ConversationId id, const dialogs::Event& event) {
    auto& row = decision.rows.conversations.edit(id);
    const auto& script = script_of(decision, row);
    return take_turn(decision, row, script, state_of(row, script), event, /*bulk=*/false);
}

std::optional<TurnReport> run_if_answer(Decision& decision, storage::ConversationId id, const dialogs::Reply& reply) {
    const auto* row = decision.rows.conversations.find(id);
    const auto& script = script_of(decision, *row);
    auto input = input_of(decision, dialogs::Received{reply}, row->language);
    input.perform = [](const dialogs::Perform&) { return std::map<std::string, dialogs::Value>(); };
    input.statements = [&](const std::string& question) { return shared_statements(decision, *row, question); };
    const auto outcome = dialogs::advance(script, state_of(*row, script), input);
    const auto answers = std::any_of(outcome.effects.begin(), outcome.effects.end(), [](const dialogs::Effect& effect) {
        return std::holds_alternative<dialogs::Answered>(effect);
    });
    if (!answers) return std::nullopt;
    return run_turn(decision, id, dialogs::Received{reply});
}

dialogs::Conversation state_of(const Decision& decision, const storage::ConversationRow& row) {
    return state_of(row, script_of(decision, row));
}

void leave_seat(dialogs::Conversation& state) {
    if (state.pool.empty()) return;
    state.facts.insert_or_assign("seat", std::string("out"));
    state.facts.insert_or_assign("member." + state.pool, false);
}

void start_timers(Decision& decision, storage::ConversationId id, int question) {
    const auto* row = decision.rows.conversations.find(id);
    if (row == nullptr || question == 0) return;
    const auto starts = [&](const storage::Timer& timer) { return timer.question == question && !is_counting(timer); };
    if (!row->open || std::none_of(row->timers.begin(), row->timers.end(), starts)) return;
    auto& changed = decision.rows.conversations.edit(id);
    for (auto& timer : changed.timers) {
        if (!starts(timer)) continue;
        timer.due_at = decision.now + dialogs::Span(timer.after_ms);
        timer.after_ms = 0;
    }
    announce_timers(decision, changed);
}

void question_undelivered(Decision& decision, storage::ConversationId id, int question) {
    const auto* row = decision.rows.conversations.find(id);
    if (row == nullptr || question == 0 || !row->open) return;
    static_cast<void>(run_turn(decision, id, dialogs::Undelivered{question}));
}

}  // namespace bot
