// Where a resident's message goes.
#include "bot/turns/routing.hpp"

#include "bot/turns/again.hpp"
#include "bot/turns/consent.hpp"
#include "bot/turns/courtesy.hpp"
#include "bot/turns/hearing.hpp"
#include "bot/turns/language_choice.hpp"
#include "bot/turns/posting.hpp"
#include "bot/turns/service_words.hpp"

#include <algorithm>

namespace bot {

using dialogs::ReservedWord;
using dialogs::TextReply;
using State = storage::MessageRow::State;

namespace {

/// How far the provider's clock and ours may be apart before a message counts as older than a conversation.
constexpr auto clocks_apart = std::chrono::minutes(2);
/// Who says thanks after the last word of a dialog does not begin another one.
constexpr auto thanks_come_within = std::chrono::hours(24);

/// One arrival being routed. The resident's conversations are looked up once: newest first.
class Routing {
  public:
    Routing(Decision& decision, const Arrival& arrival)
        : decision_(decision), arrival_(arrival), conversations_(decision.rows.conversations_of(arrival.resident)) {}

    Routed run() {
        if (arrival_.incoming.unsupported) return tell("attachment");
        if (const auto* tap = std::get_if<dialogs::TapReply>(&arrival_.incoming.reply)) return take_tap(*tap);
        if (const auto* text = std::get_if<TextReply>(&arrival_.incoming.reply)) return take_text(text->text);
        const auto* open = newest_open();  // a picture, a voice message, a place
        return open == nullptr ? tell("attachment") : converse(open->id);
    }

  private:
    Routed take_tap(const dialogs::TapReply& tap);
    Routed take_text(const std::string& text);
    Routed take_text_outside(const std::string& text);
    Routed take_command(const dialogs::Command& command);
    Routed take_keyword(const dialogs::KeywordMatch& match);
    Routed take_from_stranger(const std::string& text);
    std::optional<Routed> take_older(const storage::ConversationRow& open);

    Routed converse(storage::ConversationId id);
    void remember(storage::ConversationRow& row, Heard heard, const TurnReport& report);
    void replay_overtaken(storage::ConversationId id, Heard& heard, TurnReport& report);
    void follow_up(storage::ConversationId id, const TurnReport& report);
    void start_script(const dialogs::Script& script, const LanguageHints& hints, const std::string& opening,
                      const std::map<std::string, dialogs::Value>& given = {});
    void adopt(storage::ConversationId id);

    Routed tell(std::string_view text_name);
    [[nodiscard]] Speaker speaker() const;
    [[nodiscard]] const storage::ConversationRow* row(storage::ConversationId id) const {
        return decision_.rows.conversations.find(id);
    }
    [[nodiscard]] const storage::ResidentRow& resident() const {
        return *decision_.rows.residents.find(arrival_.resident);
    }
    [[nodiscard]] bool has_just_ended() const;
    [[nodiscard]] const storage::ConversationRow* newest_open() const;
    [[nodiscard]] const storage::ConversationRow* tapped_conversation() const;
    [[nodiscard]] std::optional<dialogs::Command> command_in(const std::string& text, const Speaker& speaker,
                                                             dialogs::OpenQuestion open) const;

    Decision& decision_;
    const Arrival& arrival_;
    std::vector<storage::ConversationId> conversations_;
};

Routed Routing::take_tap(const dialogs::TapReply& tap) {
    const auto* conversation = tapped_conversation();
    if (tap.question == 0 && (conversation == nullptr || !conversation->open)) {
        auto speaker = this->speaker();
        if (decide_pending(decision_, speaker, tap.value)) return {};
    }
    if (conversation == nullptr) return tell("button_is_old");
    if (!conversation->open && is_withdrawn(resident(), conversation->stream)) return {.outcome = Received::silent};
    return converse(conversation->id);
}

Routed Routing::take_text(const std::string& text) {
    const auto* open = newest_open();
    if (open == nullptr) return take_text_outside(text);
    if (is_asked_which_seat(resident(), decision_.now)) {
        auto speaker = this->speaker();
        if (decide_pending(decision_, speaker, text)) return {};
    }
    if (auto older = take_older(*open)) return *older;
    // A STOP means the stream of the newest message, which need not be this conversation's.
    if (stream_of_stop(decision_, resident()) != open->stream) {
        const auto command = command_in(text, speaker(), dialogs::OpenQuestion::text);
        if (command && command->word == ReservedWord::stop) return take_command(*command);
    }
    return converse(open->id);
}

/// A message that was sent before the open conversation began belongs to the one that was open then. A clock that is
/// wrong does no harm: where there was no other, the open one is meant.
std::optional<Routed> Routing::take_older(const storage::ConversationRow& open) {
    const auto& sent = arrival_.incoming.sent_at;
    if (!sent || *sent + clocks_apart >= open.opened_at) return std::nullopt;
    for (const auto id : conversations_) {
        const auto* other = row(id);
        const bool was_open = other->opened_at <= *sent && (other->open || other->ended_at.value_or(*sent) > *sent);
        if (id == open.id || !was_open) continue;
        if (other->open) return converse(id);
        const auto report = run_if_answer(decision_, id, arrival_.incoming.reply);
        if (!report) return Routed{.outcome = Received::late};
        follow_up(id, *report);
        return Routed{.coded = report->coded};
    }
    return std::nullopt;
}

Routed Routing::take_text_outside(const std::string& text) {
    auto speaker = this->speaker();
    if (decide_pending(decision_, speaker, text)) return {};
    if (const auto command = command_in(text, speaker, dialogs::OpenQuestion::none)) return take_command(*command);
    const auto& keywords = decision_.world.shelf().keywords();
    if (const auto match = keywords.match(text, speaker.language)) return take_keyword(*match);
    if (!conversations_.empty()) {
        const auto* newest = row(conversations_.front());
        const bool may_answer = newest->outcome != "refused" && newest->outcome != "failed";
        if (may_answer && !is_withdrawn(resident(), newest->stream)) {
            adopt(newest->id);
            if (const auto report = run_if_answer(decision_, newest->id, arrival_.incoming.reply)) {
                follow_up(newest->id, *report);
                return {.coded = report->coded};
            }
        }
    }
    return take_from_stranger(text);
}

Routed Routing::take_command(const dialogs::Command& command) {
    if (command.word == ReservedWord::stop) {
        const bool was_stopped = resident().withdrawn.contains(all_streams);
        stop(decision_, speaker(), command.argument == "all");
        return {.outcome = was_stopped ? Received::silent : Received::taken};
    }
    // START takes up the survey that STOP has ended: the engine puts its open question again.
    if (command.word == ReservedWord::start && !conversations_.empty()) {
        const auto* newest = row(conversations_.front());
        if (newest->outcome == "refused") return converse(newest->id);
    }
    answer_command(decision_, speaker(), command);
    return {};
}

Routed Routing::take_keyword(const dialogs::KeywordMatch& match) {
    const auto* script = decision_.world.shelf().current(match.script);
    if (is_withdrawn(resident(), script->stream)) {
        tell_stopped(decision_, speaker(), script->stream);
        return {};
    }
    start_script(*script, {.keyword = match.language}, match.opening, match.given);
    return {};
}

Routed Routing::take_from_stranger(const std::string& text) {
    const auto* script = decision_.world.shelf().current(decision_.world.stranger_script());
    if (script == nullptr) return tell("help_nothing_open");
    if (is_withdrawn(resident(), script->stream)) return {.outcome = Received::silent};
    if (has_just_ended() && is_courtesy(text, speaker().language, decision_.world.catalog())) return tell("received");
    start_script(*script, {.written = language_written(text, script->languages)}, text);
    return {};
}

void Routing::start_script(const dialogs::Script& script, const LanguageHints& hints, const std::string& opening,
                           const std::map<std::string, dialogs::Value>& given) {
    if (is_taken_once(decision_, arrival_.resident, script)) return say(decision_, speaker(), "already_answered");
    auto all_hints = hints;
    all_hints.chosen = resident().language;
    all_hints.profile = arrival_.incoming.language_hint;
    const auto begun =
        begin(decision_, {.script = script,
                          .address = arrival_.address,
                          .channel = arrival_.channel.name,
                          .language = language_for(script, all_hints, decision_.world.default_language()),
                          .given = given,
                          .opening = opening,
                          .by_resident = true});
    remember(decision_.rows.conversations.edit(begun.id), {}, begun.report);
}

Routed Routing::converse(storage::ConversationId id) {
    const auto heard = heard_from(row(id)->heard);
    const auto* text = std::get_if<TextReply>(&arrival_.incoming.reply);
    if (text != nullptr && is_late(heard, arrival_.incoming.sent_at) && !has_words(text->text) &&
        !command_in(text->text, speaker(), dialogs::OpenQuestion::closed)) {
        return {.outcome = Received::late};
    }
    adopt(id);
    forget_pending(decision_.rows, arrival_.resident);
    auto report = run_turn(decision_, id, dialogs::Received{arrival_.incoming.reply});
    const bool coded = report.coded;
    auto now_heard = heard;
    if (report.answered && !report.erases) replay_overtaken(id, now_heard, report);
    if (!report.erases) remember(decision_.rows.conversations.edit(id), std::move(now_heard), report);
    follow_up(id, report);
    return {.coded = coded};
}

/// Two messages of one breath, `9` and `hoitaja kuunteli`, may arrive the wrong way round: the second was not
/// understood as an answer to the first question, and is read again as an answer to the question that the first led to.
void Routing::replay_overtaken(storage::ConversationId id, Heard& heard, TurnReport& report) {
    const auto& sent = arrival_.incoming.sent_at;
    const bool overtook = heard.unclear_sent && sent && *sent <= *heard.unclear_sent;
    if (!overtook || heard.unclear_question != report.was_open || !row(id)->open) return;
    const auto asked_between = report.open_question;
    auto replayed = run_if_answer(decision_, id, TextReply{heard.unclear_text});
    if (!replayed) return;
    for (const auto& posted : report.posted) {
        const auto* message = decision_.rows.messages.find(posted.id);
        const bool is_answered = posted.question == asked_between && message->state == State::queued;
        if (is_answered) decision_.rows.messages.forget(posted.id);
    }
    replayed->was_open = report.was_open;
    report = *std::move(replayed);
}

void Routing::remember(storage::ConversationRow& row, Heard heard, const TurnReport& report) {
    if (report.was_open != report.open_question) heard = {.asked = arrival_.incoming.sent_at};
    if (report.not_understood && arrival_.incoming.sent_at) {
        heard.unclear_question = report.open_question;
        heard.unclear_sent = arrival_.incoming.sent_at;
        heard.unclear_text = report.not_understood->raw;
    }
    row.heard = to_stored(heard);
}

/// What a turn leaves to the service: an erasure, or another script's beginning.
void Routing::follow_up(storage::ConversationId id, const TurnReport& report) {
    if (report.erases) {
        erase(decision_, speaker_of(decision_, *row(id)));
        return;
    }
    if (!report.starts) return;
    const auto* script = decision_.world.shelf().current(report.starts->script);
    if (script == nullptr || is_withdrawn(resident(), script->stream)) return;
    start_script(*script, {.asked = row(id)->language}, report.starts->opening, report.starts->given);
}

/// The conversation goes on where its resident last wrote.
void Routing::adopt(storage::ConversationId id) {
    if (row(id)->address == arrival_.address && row(id)->channel == arrival_.channel.name) return;
    auto& changed = decision_.rows.conversations.edit(id);
    changed.address = arrival_.address;
    changed.channel = arrival_.channel.name;
    changed.kind = arrival_.channel.can().kind;
}

Routed Routing::tell(std::string_view text_name) {
    say(decision_, speaker(), text_name);
    return {};
}

Speaker Routing::speaker() const {
    LanguageHints hints{.chosen = resident().language, .profile = arrival_.incoming.language_hint};
    if (!conversations_.empty()) hints.profile = row(conversations_.front())->language;
    if (const auto* text = std::get_if<TextReply>(&arrival_.incoming.reply); text != nullptr && !hints.profile) {
        hints.written = language_written(text->text, decision_.world.catalog().languages());
    }
    const auto* open = newest_open();
    return {.resident = arrival_.resident,
            .address = arrival_.address,
            .channel = arrival_.channel.name,
            .language = service_language(decision_.world.catalog(), hints, decision_.world.default_language()),
            .conversation = open == nullptr ? storage::ConversationId{} : open->id};
}

bool Routing::has_just_ended() const {
    if (conversations_.empty()) return false;
    const auto* newest = row(conversations_.front());
    return newest->ended_at && decision_.now - *newest->ended_at <= thanks_come_within;
}

const storage::ConversationRow* Routing::newest_open() const {
    for (const auto id : conversations_) {
        if (row(id)->open && !is_waiting(*row(id))) return row(id);
    }
    return nullptr;
}

const storage::ConversationRow* Routing::tapped_conversation() const {
    const auto named = conversation_of_ref(arrival_.incoming.conversation_ref);
    if (std::find(conversations_.begin(), conversations_.end(), named) != conversations_.end()) return row(named);
    if (const auto* open = newest_open()) return open;
    return conversations_.empty() ? nullptr : row(conversations_.front());
}

std::optional<dialogs::Command> Routing::command_in(const std::string& text, const Speaker& speaker,
                                                    dialogs::OpenQuestion open) const {
    return dialogs::find_command(text, speaker.language, open, /*number_expected=*/false, decision_.world.catalog());
}

}  // namespace

Routed route(Decision& decision, const Arrival& arrival) {
    return Routing(decision, arrival).run();
}

}  // namespace bot
