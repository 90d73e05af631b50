// What people of the house decide.
#include "bot/turns/moderation.hpp"

#include "bot/turns/consent.hpp"
#include "bot/turns/news.hpp"
#include "bot/turns/posting.hpp"
#include "bot/turns/quiet_hours.hpp"
#include "bot/turns/service_words.hpp"

namespace bot {
namespace {

/// True where it was sent.
bool tell_answer(Decision& decision, const storage::CaseRow& row) {
    const auto speaker = reach(decision, row.resident, row.conversation);
    if (!speaker) return false;
    const auto* address = decision.rows.addresses.find(speaker->address);
    const auto* resident = decision.rows.residents.find(row.resident);
    if (address == nullptr || address->state == storage::AddressRow::State::withdrawn) return false;
    if (resident->withdrawn.contains(all_streams)) return false;
    const TextArguments arguments{{"case", std::to_string(row.id.value)}, {"answer", row.answer}};
    const auto id = post(decision,
                         {.address = speaker->address,
                          .channel = speaker->channel,
                          .conversation = speaker->conversation,
                          .not_before = first_allowed(decision.now, decision.world.time_zone())},
                         {.text = decision.world.catalog().text(speaker->language, "case_answer", arguments),
                          .language = speaker->language});
    return static_cast<bool>(id);
}

}  // namespace

ChangeCase::ChangeCase(World& world, CaseChange change, storage::Instant now, Done<CaseChanged> done)
    : TurnCommand(world, std::move(done)), change_(std::move(change)), now_(now) {}

void ChangeCase::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.cases.push_back(change_.number);
}

CaseChanged ChangeCase::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    const auto* known = rows.cases.find(change_.number);
    if (known == nullptr) return {.became = Moderated::unknown};
    const bool is_news = !change_.answer.empty() && change_.answer != known->answer;
    if (known->state == change_.state && !is_news) return {.became = Moderated::unchanged};
    if (known->state == "closed") return {.became = Moderated::closed};
    auto& row = rows.cases.edit(change_.number);
    row.state = change_.state;
    row.answered_at = now_;
    if (!row.resident) return {};  // erased: there is nobody to tell, and no word is kept
    if (is_news) row.answer = change_.answer;
    const bool is_told = is_news && tell_answer(decision, row);
    spread_news(decision, row.resident);
    return {.is_told = is_told};
}

ChangeProposal::ChangeProposal(World& world, ProposalChange change, storage::Instant now, Done<Moderated> done)
    : TurnCommand(world, std::move(done)), change_(std::move(change)), now_(now) {}

void ChangeProposal::name(storage::Keys& keys) const {
    keys.now = now_;
    keys.proposals.push_back(change_.proposal);
}

Moderated ChangeProposal::run(storage::WorkingSet& rows, Notices& notices) {
    Decision decision(world(), rows, notices, now_);
    const auto* known = rows.proposal(change_.proposal);
    if (known == nullptr) return Moderated::unknown;
    const auto text = change_.text.value_or(known->text);
    const bool is_same = known->state == change_.state && known->text == text && known->reason == change_.reason;
    if (is_same) return Moderated::unchanged;
    auto& row = rows.proposals.edit(known->id);
    row.state = change_.state;
    row.text = text;
    row.reason = change_.reason;
    row.decided_at = now_;
    if (row.resident) spread_news(decision, row.resident);
    return Moderated::changed;
}

}  // namespace bot
