// From a turn's effects to rows.
#include "bot/turns/effects.hpp"

#include "bot/turns/again.hpp"
#include "bot/turns/answers.hpp"
#include "bot/turns/calls.hpp"
#include "bot/turns/profile.hpp"
#include "bot/turns/quiet_hours.hpp"
#include "bot/turns/seats.hpp"
#include "bot/turns/service_words.hpp"

#include <algorithm>

namespace bot {

using dialogs::ReservedWord;
using Purpose = dialogs::Tell::Purpose;

std::map<std::string, dialogs::Value> Effects::answer(const dialogs::Perform& perform) {
    // What is read of a seat must hold for all that follows in the same commit: it is taken and left here, in order.
    if (perform.effect == "join") return {{"seat", std::string(name_of(take_seat(decision_, row_, perform)))}};
    if (perform.effect == "leave") leave_pool(decision_, row_.resident, perform.words.at("pool"));
    if (perform.effect == "propose") return {{"proposal", std::string("waiting")}};
    if (perform.effect != "open-case") return {};
    const storage::CaseId number{decision_.rows.draw(storage::IdSource::Kind::case_number)};
    const dialogs::Date due_on = std::chrono::sys_days(decision_.today) + case_answered_within;
    drawn_.push_back({.number = number, .due_on = due_on});
    return {{"case", std::to_string(number.value)}, {"case_due", due_on}, {"case_state", std::string("open")}};
}

void Effects::carry_out(const std::vector<dialogs::Effect>& effects, const dialogs::Conversation& state) {
    state_ = &state;
    withdraw_if_stopped(effects);
    note_patience(effects);
    for (const auto& effect : effects) {
        std::visit([this](const auto& what) { on(what); }, effect);
    }
    // A timer must know whether a message of this turn is still to be accepted.
    for (const auto& effect : effects) {
        if (const auto* timer = std::get_if<dialogs::SetTimer>(&effect)) set(*timer);
    }
}

/// STOP comes first: its confirmation is sent only where it widened something, which is not known before.
void Effects::withdraw_if_stopped(const std::vector<dialogs::Effect>& effects) {
    for (const auto& effect : effects) {
        const auto* said = std::get_if<dialogs::Said>(&effect);
        if (said == nullptr || said->command.word != ReservedWord::stop || !said->answered) continue;
        stop_widened_ = withdraw(decision_, row_.resident, said->command.argument == "all").widened;
    }
}

/// A question is not sent any more when an answer, had it been sent at once, would be waited for no longer.
void Effects::note_patience(const std::vector<dialogs::Effect>& effects) {
    using Kind = dialogs::SetTimer::Kind;
    for (const auto& effect : effects) {
        const auto* timer = std::get_if<dialogs::SetTimer>(&effect);
        if (timer == nullptr || (timer->kind != Kind::close && timer->kind != Kind::within)) continue;
        auto& patience = patience_.try_emplace(timer->question, question_patience).first->second;
        patience = std::min(patience, timer->after);
    }
}

void Effects::on(const dialogs::Tell& tell) {
    const bool confirms_stop = tell.purpose == Purpose::confirmation;
    if (confirms_stop && stop_widened_ == Stopped::Widened::not_at_all) return;
    auto message = tell.message;
    if (confirms_stop && stop_widened_ == Stopped::Widened::to_all) {
        message.text = decision_.world.catalog().text(message.language, "stopped_all");
    }
    const bool is_service = tell.purpose == Purpose::service || confirms_stop;
    const auto patience = patience_.find(message.question);
    const auto id = post(decision_,
                         {.address = row_.address,
                          .channel = row_.channel,
                          .conversation = row_.id,
                          .stream = row_.stream,
                          .bulk = bulk_,
                          .confirms_stop = confirms_stop,
                          .is_service = is_service && message.question == 0,
                          .patience = patience == patience_.end() ? question_patience : patience->second,
                          .expires_at = confirms_stop ? std::nullopt : expires_at_},
                         message);
    if (id) report_.posted.push_back({.id = id, .question = message.question});
}

void Effects::on(const dialogs::Answered& answered) {
    store_answer(decision_, row_, script_, answered);
    report_.answered = true;
    const auto* question = script_.question(answered.question);
    const bool is_text = question == nullptr || question->type == dialogs::QuestionType::text;
    if (!is_text && !answered.comment && answered.other_text.empty()) report_.coded = true;
}

void Effects::on(const dialogs::Withdrawn& withdrawn) {
    withdraw_answer(decision_, row_, withdrawn);
}

void Effects::on(const dialogs::Saved& saved) { save_field(decision_, row_.resident, saved.field, saved.value); }

void Effects::on(const dialogs::Unclear& unclear) {
    if (unclear.kept) store_unclear(decision_, row_, unclear);
    if (!unclear.kept) report_.not_understood = unclear;
}

void Effects::on(const dialogs::Perform& perform) {
    if (perform.effect == "set") return set_profile(perform);
    if (perform.effect == "start") return;  // once this conversation has ended
    if (perform.effect == "join" || perform.effect == "leave") return;  // done, when it was answered
    if (perform.effect == "forget") return forget(perform);
    if (perform.effect == "propose") return propose(perform);
    if (perform.effect == "call") return begin_call(decision_, row_, script_, *state_, perform);
    if (perform.effect != "open-case" || opened_ >= drawn_.size()) {
        decision_.notices.alarms.push_back({.event = "turn.effect_unknown", .detail = perform.effect});
        return;
    }
    const auto& drawn = drawn_[opened_++];
    const auto topic = perform.words.find("topic");
    const bool urgent = perform.words.contains("urgent");
    decision_.rows.cases.add({.id = drawn.number,
                              .conversation = row_.id,
                              .resident = row_.resident,
                              .topic = topic == perform.words.end() ? "" : topic->second,
                              .text = perform.text,
                              .urgent = urgent,
                              .due_on = urgent ? decision_.today : drawn.due_on,
                              .opened_at = decision_.now});
    if (urgent)
        decision_.notices.alarms.push_back({.event = "case.urgent", .detail = std::to_string(drawn.number.value)});
}

/// Its values are named `profile.FIELD`.
void Effects::set_profile(const dialogs::Perform& perform) {
    constexpr std::string_view prefix = "profile.";
    for (const auto& [name, value] : perform.values)
        save_field(decision_, row_.resident, name.substr(prefix.size()), value);
}

/// A statement for others to judge, once somebody of the house has read it.
void Effects::propose(const dialogs::Perform& perform) {
    decision_.rows.proposals.add(
        {.id = storage::ProposalId{decision_.rows.draw(storage::IdSource::Kind::proposal)},
         .public_id = decision_.world.new_public_id(),
         .conversation = row_.id,
         .resident = row_.resident,
         .script = row_.script,
         .question = perform.words.at("to"),
         .text = perform.text,
         .language = row_.language,
         .created_at = decision_.now});
}

/// Its word `profile` names the fields that the conversation has written, parted by commas.
void Effects::forget(const dialogs::Perform& perform) {
    forget_answers(decision_, row_);
    take_anew(decision_, row_);
    report_.forgot = true;
    const auto written = perform.words.find("profile");
    if (written == perform.words.end()) return;
    std::vector<std::string> fields;
    for (std::string_view rest = written->second; !rest.empty();) {
        const auto end = std::min(rest.find(','), rest.size());
        fields.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    drop_fields(decision_, row_.resident, fields);
}

void Effects::on(const dialogs::Said& said) {
    if (said.answered) return;
    if (said.command.word == ReservedWord::erase) {
        report_.erases = true;
        return;
    }
    answer_command(decision_, speaker_of(decision_, row_), said.command);
}

void Effects::set(const dialogs::SetTimer& timer) {
    const auto* waits = asking_now(timer.question);
    auto due_at = waits != nullptr && waits->expires_at ? *waits->expires_at : decision_.now + timer.after;
    if (timer.kind == dialogs::SetTimer::Kind::wait) {
        const auto& zone = decision_.world.time_zone();
        due_at = timer.ahead ? last_allowed(due_at, decision_.now, zone) : first_allowed(due_at, zone);
    }
    const storage::Timer row{.kind = static_cast<int>(timer.kind),
                             .question = timer.question,
                             .due_at = due_at,
                             .after_ms = waits != nullptr ? timer.after.count() : 0};
    std::erase_if(row_.timers, [&](const storage::Timer& other) {
        return other.kind == row.kind && other.question == row.question;
    });
    row_.timers.push_back(row);
}

void Effects::on(const dialogs::LanguageChosen& chosen) {
    row_.language = chosen.language;
    decision_.rows.residents.edit(row_.resident).language = chosen.language;
}

void Effects::on(const dialogs::StartScript& start) {
    if (start.by_keyword) {
        report_.starts = start;
    } else {
        report_.successors.push_back(start);
    }
}

void Effects::on(const dialogs::Failed& failed) {
    decision_.notices.alarms.push_back(
        {.event = "turn.script_failed", .detail = row_.script + " " + row_.version + ": " + failed.reason});
}

/// The message of this turn that asks the question, where the provider has not taken it yet.
const storage::MessageRow* Effects::asking_now(int question) const {
    if (question == 0) return nullptr;
    for (const auto& posted : report_.posted) {
        const auto* row = decision_.rows.messages.find(posted.id);
        if (posted.question == question && row != nullptr && !row->accepted_at) return row;
    }
    return nullptr;
}

}  // namespace bot
