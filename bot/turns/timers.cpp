// Timers that are due.
#include "bot/turns/timers.hpp"

#include "bot/turns/delivery.hpp"
#include "bot/turns/news.hpp"
#include "bot/turns/parts.hpp"
#include "bot/turns/quiet_hours.hpp"
#include "bot/turns/receive.hpp"
#include "bot/turns/turn.hpp"

#include <algorithm>

namespace bot {
namespace {

constexpr int conversations_at_a_time = 256;
/// Whoever is in a conversation is not drawn into another one: that one waits a while more.
constexpr auto talk_is_over_in = std::chrono::hours(1);

/// The first due timer of the conversation, taken off its row. One that still waits for its question to be accepted has
/// run out of patience.
std::optional<storage::Timer> take_due(Decision& decision, storage::ConversationId id) {
    const auto* row = decision.rows.conversations.find(id);
    if (row == nullptr || !row->open) return std::nullopt;
    const auto first = std::min_element(row->timers.begin(), row->timers.end(), [](const auto& a, const auto& b) {
        return a.due_at < b.due_at;
    });
    if (first == row->timers.end() || first->due_at > decision.now) return std::nullopt;
    const auto timer = *first;
    auto& changed = decision.rows.conversations.edit(id);
    std::erase(changed.timers, timer);
    return timer;
}

/// What a wait leads to is said neither at night, nor into another conversation.
bool put_off(Decision& decision, storage::ConversationId id, const storage::Timer& timer) {
    const auto& zone = decision.world.time_zone();
    const auto* row = decision.rows.conversations.find(id);
    const auto ids = decision.rows.conversations_of(row->resident);
    const bool is_talking = std::any_of(ids.begin(), ids.end(), [&](storage::ConversationId other) {
        const auto* talk = decision.rows.conversations.find(other);
        return other != id && talk->open && !is_waiting(*talk);
    });
    if (!is_talking && !is_quiet(decision.now, zone)) return false;
    auto later = timer;
    later.due_at = first_allowed(decision.now + (is_talking ? talk_is_over_in : dialogs::Span(0)), zone);
    decision.rows.conversations.edit(id).timers.push_back(later);
    auto& first = decision.notices.timer_due;
    first = std::min(first.value_or(later.due_at), later.due_at);
    return true;
}

void fire(Decision& decision, storage::ConversationId id, const storage::Timer& timer) {
    if (!is_counting(timer)) {
        question_undelivered(decision, id, timer.question);
        return;
    }
    if (timer.kind == storage::news_timer) {
        const bool may_speak = is_waiting(*decision.rows.conversations.find(id));
        if (!may_speak || !put_off(decision, id, timer)) tell_news(decision, id);
        return;
    }
    const auto kind = static_cast<dialogs::SetTimer::Kind>(timer.kind);
    if (kind == dialogs::SetTimer::Kind::wait && put_off(decision, id, timer)) return;
    static_cast<void>(run_turn(decision, id, dialogs::Due{.kind = kind, .question = timer.question}));
}

}  // namespace

FireTimers::FireTimers(World& world, storage::Instant now, Done<TimersFired> done)
    : TurnCommand(world, std::move(done)), now_(now) {}

void FireTimers::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.due_conversations.push_back({.now = now_, .limit = conversations_at_a_time});
    keys.due_parts = now_;
}

void FireTimers::need(const storage::WorkingSet& rows, std::set<ScriptVersion>& scripts) const {
    for (const auto id : rows.due_conversations()) {
        if (const auto* row = rows.conversations.find(id)) scripts.insert({row->script, row->version});
    }
}

TimersFired FireTimers::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    TimersFired result;
    const auto& due = rows.due_conversations();
    for (const auto id : due) {
        while (const auto timer = take_due(decision, id)) {
            fire(decision, id, *timer);
            ++result.fired;
        }
    }
    for (const auto& key : rows.due_parts()) result.parts.emplace_back(key, sender_of(rows, *rows.parts(key)));
    result.more = static_cast<int>(due.size()) >= conversations_at_a_time;
    return result;
}

void FireTimers::keep() {
    for (const auto& [key, from] : outcome().parts)
        world().submit(storage::Lane::results, std::make_unique<TakeParts>(world(), key, from, now_));
}

}  // namespace bot
