// Facts that the service keeps up to date.
#include "bot/turns/news.hpp"

#include "bot/turns/seats.hpp"
#include "bot/turns/turn.hpp"

#include <algorithm>
#include <charconv>

namespace bot {

using dialogs::FactChanged;
using dialogs::Value;

namespace {

constexpr std::string_view member_prefix = "member.";

/// What the facts of one conversation should be.
class UpToDate {
  public:
    UpToDate(const Decision& decision, const storage::ConversationRow& row, const dialogs::Conversation& state)
        : rows_(decision.rows), row_(row), state_(state) {}

    std::vector<FactChanged> changes() {
        if (!state_.pool.empty()) note("seat", seat_in(state_.pool));
        const auto member_of = member_facts(rows_, row_.resident);
        for (const auto& [name, is_member] : member_of)
            if (!state_.facts.contains(name)) note(name, is_member);
        for (const auto& [name, value] : state_.facts)
            if (name.starts_with(member_prefix)) note(name, member_of.contains(name));
        note_case();
        note_proposal();
        return std::move(changes_);
    }

  private:
    void note(const std::string& name, Value value) {
        const auto known = state_.facts.find(name);
        if (known == state_.facts.end() || known->second != value) changes_.push_back({name, std::move(value)});
    }

    [[nodiscard]] std::string seat_in(const std::string& pool) const {
        const auto* seat = seat_of(rows_, row_.resident, pool);
        return std::string(name_of(seat == nullptr ? storage::SeatRow::State::out : seat->state));
    }

    void note_case() {
        const auto known = state_.facts.find("case");
        const auto* number = known == state_.facts.end() ? nullptr : std::get_if<std::string>(&known->second);
        if (number == nullptr) return;
        storage::CaseId id;
        std::from_chars(number->data(), number->data() + number->size(), id.value);
        if (const auto* row = rows_.cases.find(id); row != nullptr && row->resident == row_.resident)
            note("case_state", row->state);
    }

    void note_proposal() {
        if (!state_.facts.contains("proposal")) return;
        const storage::ProposalRow* newest = nullptr;
        for (const auto id : rows_.proposals.of(row_.resident)) {
            const auto* proposal = rows_.proposals.find(id);
            if (proposal->conversation == row_.id) newest = proposal;
        }
        if (newest != nullptr) note("proposal", newest->state);
    }

    const storage::WorkingSet& rows_;
    const storage::ConversationRow& row_;
    const dialogs::Conversation& state_;
    std::vector<FactChanged> changes_;
};

}  // namespace

void spread_news(Decision& decision, storage::ResidentId resident) {
    for (const auto id : decision.rows.conversations_of(resident)) {
        if (!decision.rows.conversations.find(id)->open) continue;
        auto& timers = decision.rows.conversations.edit(id).timers;
        std::erase_if(timers, [](const storage::Timer& timer) { return timer.kind == storage::news_timer; });
        timers.push_back({.kind = storage::news_timer, .due_at = decision.now});
        decision.notices.timer_due = std::min(decision.notices.timer_due.value_or(decision.now), decision.now);
    }
}

void tell_news(Decision& decision, storage::ConversationId id) {
    const auto* row = decision.rows.conversations.find(id);
    const auto state = state_of(decision, *row);
    for (const auto& change : UpToDate(decision, *row, state).changes()) {
        if (!row->open) return;
        static_cast<void>(run_turn(decision, id, change));
    }
}

}  // namespace bot
