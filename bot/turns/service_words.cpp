// What the service itself says.
#include "bot/turns/service_words.hpp"

#include "bot/turns/consent.hpp"
#include "bot/turns/language_choice.hpp"
#include "bot/turns/posting.hpp"
#include "bot/turns/quiet_hours.hpp"
#include "bot/turns/seats.hpp"
#include "bot/turns/status.hpp"
#include "bot/turns/stored_data.hpp"
#include "dialogs/understanding/understand.hpp"

#include <algorithm>
#include <charconv>

namespace bot {

using dialogs::ReservedWord;

namespace {

constexpr const char* pending_erase = "delete";
constexpr const char* pending_language = "language";
constexpr const char* pending_cancel = "cancel";
/// A yes that comes days later is a yes to something else.
constexpr auto pending_holds = std::chrono::hours(24);

/// `delete 1795303906742`: what was asked, and when.
std::string pending_since(const char* what, storage::Instant now) {
    return std::string(what) + ' ' + std::to_string(now.time_since_epoch().count());
}

/// What is asked and still holds; empty: nothing.
std::string pending_now(const std::string& stored, storage::Instant now) {
    const auto blank = stored.find(' ');
    std::int64_t since = 0;
    if (blank != std::string::npos) std::from_chars(stored.data() + blank + 1, stored.data() + stored.size(), since);
    const auto asked = storage::Instant(dialogs::Span(since));
    return now - asked <= pending_holds ? stored.substr(0, blank) : std::string();
}

dialogs::Message service_message(const Decision& decision, const Speaker& speaker, std::string_view name,
                                 const TextArguments& arguments = {}) {
    return {.text = decision.world.catalog().text(speaker.language, name, arguments), .language = speaker.language};
}

dialogs::Message stopped_message(const Decision& decision, const Speaker& speaker, const std::string& stream) {
    const auto name = decision.world.catalog().text(speaker.language, "stream_" + stream);
    return service_message(decision, speaker, "stopped_stream", {{"stream", name}});
}

void post_answer(Decision& decision, const Speaker& speaker, const dialogs::Message& message,
                 bool confirms_stop = false) {
    post(decision,
         {.address = speaker.address,
          .channel = speaker.channel,
          .conversation = speaker.conversation,
          .confirms_stop = confirms_stop,
          .is_service = true},
         message);
}

void ask(Decision& decision, const Speaker& speaker, const char* pending, const dialogs::Message& message) {
    decision.rows.residents.edit(speaker.resident).pending = pending_since(pending, decision.now);
    post_answer(decision, speaker, message);
}

void ask_whether_to_erase(Decision& decision, const Speaker& speaker) {
    auto message = service_message(decision, speaker, "erase_sure");
    const auto& catalog = decision.world.catalog();
    message.choices = {{.value = "true", .label = catalog.text(speaker.language, "yes"), .number = 1},
                       {.value = "false", .label = catalog.text(speaker.language, "no"), .number = 2}};
    ask(decision, speaker, pending_erase, message);
}

void choose_language(Decision& decision, Speaker speaker, const dialogs::Language& language) {
    decision.rows.residents.edit(speaker.resident).language = language;
    speaker.language = language;
    say(decision, speaker, "language_changed");
}

void answer_language(Decision& decision, const Speaker& speaker, const std::string& wanted) {
    const auto& languages = decision.world.catalog().languages();
    if (std::find(languages.begin(), languages.end(), wanted) != languages.end()) {
        choose_language(decision, speaker, wanted);
        return;
    }
    auto message = service_message(decision, speaker, "language_list");
    message.plain_choices = dialogs::PlainChoices::numbered;
    for (const auto& language : languages) {
        const auto number = static_cast<int>(message.choices.size()) + 1;
        message.choices.push_back({.value = language,
                                   .label = dialogs::own_name(language, decision.world.catalog()),
                                   .number = number});
    }
    ask(decision, speaker, pending_language, message);
}

/// One line for each script that a word starts: `PALAUTE = Palaute käynnistä`.
void tell_scripts(Decision& decision, const Speaker& speaker) {
    std::string lines;
    for (const auto* script : decision.world.shelf().with_keywords()) {
        const auto words = in_language(script->keywords, *script, speaker.language);
        if (words == nullptr || words->empty()) continue;
        const auto* title = in_language(script->title, *script, speaker.language);
        lines += (lines.empty() ? "" : "\n") + words->front() + " = " + (title == nullptr ? script->id : *title);
    }
    if (lines.empty()) {
        say(decision, speaker, "join_none");
        return;
    }
    say(decision, speaker, "join_list", {{"scripts", lines}});
}

void answer_start(Decision& decision, const Speaker& speaker) {
    const auto address = decision.rows.open(*decision.rows.addresses.find(speaker.address));
    say(decision, speaker, take_back(decision, speaker.resident, address) ? "started" : "start_nothing");
}

/// Whoever is in danger is answered at once, in or out of a conversation, and a person hears of it.
void meet_emergency(Decision& decision, const Speaker& speaker) {
    say(decision, speaker, "emergency");
    const storage::CaseId number{decision.rows.draw(storage::IdSource::Kind::case_number)};
    decision.rows.cases.add({.id = number,
                             .conversation = speaker.conversation,
                             .resident = speaker.resident,
                             .topic = "emergency",
                             .urgent = true,
                             .due_on = decision.today,
                             .opened_at = decision.now});
    decision.notices.alarms.push_back({.event = "case.urgent", .detail = std::to_string(number.value)});
}

void cancel_seat(Decision& decision, const Speaker& speaker, storage::SeatId id) {
    const auto title = script_title(decision, decision.rows.seats.find(id)->script, speaker.language);
    give_up(decision, id, "cancel");
    say(decision, speaker, "seat_cancelled", {{"title", title}});
}

/// Gives up the only seat, or asks which.
void answer_cancel(Decision& decision, const Speaker& speaker) {
    const auto seats = seats_of(decision.rows, speaker.resident);
    if (seats.empty()) return say(decision, speaker, "cancel_none");
    if (seats.size() == 1) return cancel_seat(decision, speaker, seats.front());
    auto message = service_message(decision, speaker, "cancel_which");
    message.plain_choices = dialogs::PlainChoices::numbered;
    for (const auto id : seats) {
        const auto number = static_cast<int>(message.choices.size()) + 1;
        message.choices.push_back({.value = std::to_string(number),
                                   .label = script_title(decision, decision.rows.seats.find(id)->script,
                                                         speaker.language),
                                   .number = number});
    }
    ask(decision, speaker, pending_cancel, message);
}

/// By its number in the list.
bool decide_cancel(Decision& decision, const Speaker& speaker, const std::string& reply) {
    const auto seats = seats_of(decision.rows, speaker.resident);
    const dialogs::AnswerShape shape{.type = dialogs::QuestionType::scale,
                                     .min = 1,
                                     .max = static_cast<double>(seats.size()),
                                     .language = speaker.language,
                                     .languages = {speaker.language},
                                     .today = decision.today};
    const auto reading = dialogs::understand(shape, reply, decision.world.catalog());
    const auto* number = std::get_if<double>(&reading.value);
    if (reading.kind != dialogs::Reading::Kind::value || number == nullptr || *number < 1) return false;
    const auto place = static_cast<std::size_t>(*number) - 1;
    if (place >= seats.size()) return false;
    cancel_seat(decision, speaker, seats[place]);
    return true;
}

std::optional<bool> yes_or_no(const Decision& decision, const Speaker& speaker, const std::string& reply) {
    const dialogs::AnswerShape shape{.type = dialogs::QuestionType::yes_no,
                                     .language = speaker.language,
                                     .languages = {speaker.language},
                                     .today = decision.today};
    const auto reading = dialogs::understand(shape, reply, decision.world.catalog());
    const auto* yes = std::get_if<bool>(&reading.value);
    if (reading.kind != dialogs::Reading::Kind::value || yes == nullptr || reading.comment) return std::nullopt;
    return *yes;
}

/// By its number in the list, its name or its code.
std::optional<dialogs::Language> chosen_language(const Decision& decision, const Speaker& speaker,
                                                 const std::string& reply) {
    const auto& languages = decision.world.catalog().languages();
    for (std::size_t i = 0; i < languages.size(); ++i) {
        if (reply == std::to_string(i + 1) || reply == languages[i]) return languages[i];
    }
    return dialogs::find_language(reply, speaker.language, languages, decision.world.catalog());
}

bool decide_erase(Decision& decision, const Speaker& speaker, const std::string& reply) {
    const auto sure = reply == "true" ? true : reply == "false" ? false : yes_or_no(decision, speaker, reply);
    if (!sure) return false;
    if (*sure) {
        erase(decision, speaker);
    } else {
        say(decision, speaker, "erase_kept");
    }
    return true;
}

}  // namespace

Speaker speaker_of(const Decision&, const storage::ConversationRow& row) {
    return {.resident = row.resident,
            .address = row.address,
            .channel = row.channel,
            .language = row.language,
            .conversation = row.id};
}

void say(Decision& decision, const Speaker& speaker, std::string_view name, const TextArguments& arguments) {
    post_answer(decision, speaker, service_message(decision, speaker, name, arguments));
}

void say_words(Decision& decision, const Speaker& speaker, std::string text) {
    post_answer(decision, speaker, {.text = std::move(text), .language = speaker.language});
}

void say_later(Decision& decision, const Speaker& speaker, const std::string& stream, std::string_view name,
               const TextArguments& arguments) {
    post(decision,
         {.address = speaker.address,
          .channel = speaker.channel,
          .conversation = speaker.conversation,
          .stream = stream,
          .not_before = first_allowed(decision.now, decision.world.time_zone())},
         service_message(decision, speaker, name, arguments));
}

std::optional<Speaker> reach(const Decision& decision, storage::ResidentId id, storage::ConversationId conversation) {
    const auto* resident = decision.rows.residents.find(id);
    if (resident == nullptr) return std::nullopt;
    const auto* row = decision.rows.conversations.find(conversation);
    if (row != nullptr && row->resident == id && decision.world.channel(row->channel) != nullptr)
        return speaker_of(decision, *row);
    for (const auto address_id : decision.rows.addresses_of(id)) {
        const auto* address = decision.rows.addresses.find(address_id);
        const bool is_usable = address->state == storage::AddressRow::State::usable;
        if (!is_usable || decision.world.channel(address->channel) == nullptr) continue;
        return Speaker{.resident = id,
                       .address = address_id,
                       .channel = address->channel,
                       .language = resident->language.value_or(decision.world.default_language())};
    }
    return std::nullopt;
}

std::string script_title(const Decision& decision, const std::string& id, const dialogs::Language& language) {
    const auto* script = decision.world.shelf().current(id);
    const auto* title = script == nullptr ? nullptr : in_language(script->title, *script, language);
    return title == nullptr ? id : *title;
}

void stop(Decision& decision, const Speaker& speaker, bool all) {
    const auto stopped = withdraw(decision, speaker.resident, all);
    if (stopped.widened == Stopped::Widened::not_at_all) return;
    const auto confirmation = stopped.widened == Stopped::Widened::to_all
                                  ? service_message(decision, speaker, "stopped_all")
                                  : stopped_message(decision, speaker, stopped.stream);
    post_answer(decision, speaker, confirmation, /*confirms_stop=*/true);
}

void tell_stopped(Decision& decision, const Speaker& speaker, const std::string& stream) {
    post_answer(decision, speaker, stopped_message(decision, speaker, stream));
}

void answer_command(Decision& decision, const Speaker& speaker, const dialogs::Command& command) {
    switch (command.word) {
        case ReservedWord::stop: stop(decision, speaker, command.argument == "all"); return;
        case ReservedWord::start: answer_start(decision, speaker); return;
        case ReservedWord::emergency: meet_emergency(decision, speaker); return;
        case ReservedWord::language: answer_language(decision, speaker, command.argument); return;
        case ReservedWord::data: tell_data(decision, speaker); return;
        case ReservedWord::erase: ask_whether_to_erase(decision, speaker); return;
        case ReservedWord::join: tell_scripts(decision, speaker); return;
        case ReservedWord::status: ask_for_status(decision, speaker, command.argument); return;
        case ReservedWord::cancel: answer_cancel(decision, speaker); return;
        case ReservedWord::skip: say(decision, speaker, "skip_nothing"); return;
        case ReservedWord::back: say(decision, speaker, "no_way_back"); return;
        case ReservedWord::more:
        case ReservedWord::help: say(decision, speaker, "help_nothing_open"); return;
    }
}

void forget_pending(storage::WorkingSet& rows, storage::ResidentId resident) {
    if (!rows.residents.find(resident)->pending.empty()) rows.residents.edit(resident).pending.clear();
}

bool decide_pending(Decision& decision, Speaker& speaker, const std::string& reply) {
    const auto pending = pending_now(decision.rows.residents.find(speaker.resident)->pending, decision.now);
    forget_pending(decision.rows, speaker.resident);
    if (pending.empty()) return false;
    if (pending == pending_erase) return decide_erase(decision, speaker, reply);
    if (pending == pending_cancel) return decide_cancel(decision, speaker, reply);
    const auto language = chosen_language(decision, speaker, reply);
    if (!language) return false;
    choose_language(decision, speaker, *language);
    return true;
}

bool is_asked_which_seat(const storage::ResidentRow& resident, storage::Instant now) {
    return !resident.pending.empty() && pending_now(resident.pending, now) == pending_cancel;
}

void erase(Decision& decision, const Speaker& speaker) {
    for (const auto seat : seats_of(decision.rows, speaker.resident)) give_up(decision, seat, "erase");
    const auto* address = decision.rows.addresses.find(speaker.address);
    decision.notices.partings.push_back({.channel = speaker.channel,
                                         .to = decision.rows.open(*address),
                                         .message = service_message(decision, speaker, "erased")});
    ++decision.notices.erased;
    decision.rows.erase(speaker.resident);
}

}  // namespace bot
