// The machine itself: which input does what in which state.
//
//   phase    input             does                                               then
//   -        Start             takes the opening, walks to the first question     running, ended
//   running  text, tap         a command, a decision, an answer: see take_text    any
//   running  Due close         ends without a word, by what has been answered     ended
//   running  Due remind        asks again, if nothing has been answered           running
//   running  Due within        leaves the open question, walks on                 running, ended
//   running  Due join_silence  takes what was written as the answer, walks on     running, ended
//   running  Undelivered       as Due close                                       ended
//   paused   START             asks again                                         running
//   paused   Due close         as while running                                   ended
//   paused   anything else     tells how to go on; commands count                 paused, ended
//   ended    an answer         for 30 days: takes it, may raise the outcome       ended
//   ended    START after STOP  asks again                                         running
//   any      Accepted          starts the question's clocks, the first time       same
//   running  Due wait          goes on behind the wait, or through its steps      running, ended
//   any      FactChanged       the fact has another value; may end a wait         any
//   running  Returned          the hook's facts are known, goes on                running, ended
#include "dialogs/conversation/advance.hpp"

#include "dialogs/conversation/statements.hpp"
#include "dialogs/conversation/turn.hpp"

#include <fmt/format.h>

#include <memory>

namespace dialogs {
namespace {

using Phase = Conversation::Phase;

bool cries_for_help(const std::optional<Command>& command) {
    return command && command->word == ReservedWord::emergency;
}

bool is_urgent(const Command& command) {
    return command.word == ReservedWord::emergency || command.word == ReservedWord::stop;
}

OpenQuestion kind_of(const OpenAsk& open) {
    if (!open) return OpenQuestion::none;
    return open.question->type == QuestionType::text ? OpenQuestion::text : OpenQuestion::closed;
}

/// The open question and what reads replies to it. Whether a text is exactly such an answer is
/// judged only where something else might claim it, for it costs as much as reading it.
struct OpenReader {
    explicit OpenReader(const Turn& turn, const OpenAsk& its_open) : open(its_open) {
        if (open) reader = reader_of(turn, *open.question, *open.asked);
    }

    OpenAsk open;
    std::shared_ptr<const AnswerReader> reader;  ///< null where no question is open

    [[nodiscard]] bool is_exactly(const std::string& text) const {
        return reader && reader->is_exact(text);
    }

    /// Where a number is asked for that may be 112, 112 is an answer.
    [[nodiscard]] bool may_be_112() const {
        if (!reader || reader->shape().type != QuestionType::number) return false;
        return reader->shape().min.value_or(112) <= 112 && reader->shape().max.value_or(112) >= 112;
    }
};

/// A keyword in mid-dialog starts nothing without asking; one's own repeats the open question.
/// Where a text is asked for, a keyword counts only alone.
bool take_keyword(Turn& turn, const OpenReader& asked, const std::string& text) {
    if (!turn.input.keyword || turn.state.phase != Phase::running) return false;
    const auto match = turn.input.keyword(text);
    if (!match || (kind_of(asked.open) == OpenQuestion::text && !match->opening.empty()))
        return false;
    if (asked.is_exactly(text)) return false;
    if (match->script != turn.script.id) {
        ask_about_keyword(turn, *match);
        return true;
    }
    const auto& opening = turn.script.opening;
    const auto is_being_asked = asked.open && asked.open.question->name == opening;
    if (!opening.empty() && !is_being_asked && is_a_comment(match->opening)) {
        answer_by_the_way(turn, opening, match->opening, {});
    }
    ask_again(turn);
    return true;
}

void take_text_while_paused(Turn& turn, const std::optional<Command>& command,
                            const std::string& text) {
    if (command) {
        obey(turn, *command, text);
    } else {
        turn.tell_service("paused");
    }
}

/// The order of rule 2: emergency, STOP, an exact answer, other reserved words; then keywords,
/// corrections, answers. The word that ends a round of statements comes before STOP: in some languages it is one of
/// STOP's everyday words, and where statements are put it is the word that was asked for.
void take_text(Turn& turn, const std::string& text) {
    const auto open =
        takes_answers(turn) || turn.state.phase == Phase::paused ? open_ask(turn) : OpenAsk{};
    const OpenReader asked(turn, open);
    const auto command = find_command(text, turn.state.language, kind_of(open), asked.may_be_112(),
                                      *turn.input.catalog);
    if (open && takes_answers(turn) && !cries_for_help(command) && ends_statements(turn, open, text)) {
        turn.state.pending = {};
        return end_statements(turn, *open.question);
    }
    if (command && is_urgent(*command)) return obey(turn, *command, text);
    if (turn.state.pending.kind != Pending::Kind::nothing && decide_pending(turn, TextReply{text}))
        return;
    if (turn.state.phase == Phase::paused) return take_text_while_paused(turn, command, text);
    if (command && !asked.is_exactly(text)) return obey(turn, *command, text);
    if (!command && take_keyword(turn, asked, text)) return;
    if (open && (command || !correct_previous(turn, text)))
        answer_open(turn, open, *asked.reader, text);
}

void take(Turn& turn, const Received& received) {
    if (++turn.state.turns > turns_per_conversation_max) {
        if (turn.state.phase != Phase::ended)
            fail(turn, fmt::format("more than {} turns", turns_per_conversation_max));
        return;
    }
    if (const auto* text = std::get_if<TextReply>(&received.reply)) {
        take_text(turn, text->text);
    } else if (const auto* tap = std::get_if<TapReply>(&received.reply)) {
        take_tap(turn, *tap);
    } else {
        take_sent(turn, received.reply);
    }
    wait_for_silence(turn);
}

Language language_served(const Script& script, const Language& wanted) {
    for (const auto& tag : fallback_chain(wanted)) {
        if (script.speaks(tag)) return tag;
    }
    return script.source_language();
}

void take_given_answers(Turn& turn) {
    for (const auto& [name, value] : turn.state.facts) {
        const auto* question = turn.script.question(name);
        if (question == nullptr) continue;
        turn.state.complete = turn.state.complete || question->complete;
        turn.emit(Answered{.question = name,
                           .value = value,
                           .language = turn.state.language,
                           .complete = turn.state.complete});
        const auto* language = std::get_if<std::string>(&value);
        const auto is_language = question->type == QuestionType::language && language != nullptr;
        if (is_language && turn.script.speaks(*language)) turn.state.language = *language;
    }
}

void take(Turn& turn, const Start& start) {
    auto& state = turn.state;
    state = Conversation{.language = language_served(turn.script, start.language),
                         .channel = start.channel,
                         .trusted_with_health = start.trusted_with_health,
                         .seed = start.seed,
                         .facts = start.given};
    take_given_answers(turn);
    if (start.by_resident) {
        const auto command = find_command(start.opening, state.language, OpenQuestion::none, false,
                                          *turn.input.catalog);
        if (command && command->word == ReservedWord::emergency)
            return obey(turn, *command, start.opening);
    }
    if (!turn.script.opening.empty() && is_a_comment(start.opening)) {
        answer_by_the_way(turn, turn.script.opening, start.opening, {});
    }
    walk_from_start(turn);
}

void take(Turn& turn, const Accepted& accepted) { take_accepted(turn, accepted); }
void take(Turn& turn, const Undelivered& undelivered) { take_undelivered(turn, undelivered); }
void take(Turn& turn, const Due& due) { take_due(turn, due); }
void take(Turn& turn, const FactChanged& changed) { take_fact(turn, changed); }
void take(Turn& turn, const Returned& returned) { take_returned(turn, returned); }

}  // namespace

bool takes_answers(const Turn& turn) {
    const auto& state = turn.state;
    if (state.open == 0) return false;
    if (state.phase != Phase::ended) return state.phase == Phase::running;
    const auto closed = state.outcome != Outcome::refused && state.outcome != Outcome::failed;
    return closed && state.ended_at && turn.input.now - *state.ended_at <= late_answers_taken;
}

Words words_of_script(const Turn& turn) {
    return {*turn.input.catalog, turn.state.language, turn.script.languages};
}

std::string Turn::service_text(
    std::string_view text_name,
    const std::vector<std::pair<std::string, std::string>>& arguments) const {
    return input.catalog->text(state.language, text_name, arguments);
}

void Turn::tell_service(std::string_view text_name,
                        const std::vector<std::pair<std::string, std::string>>& arguments,
                        Tell::Purpose purpose) {
    emit(Tell{
        .message = Message{.text = service_text(text_name, arguments), .language = state.language},
        .purpose = purpose});
}

TurnOutcome advance(const Script& script, Conversation conversation, const TurnInput& input) {
    TurnOutcome outcome{.conversation = std::move(conversation), .effects = {}};
    Turn turn(script, outcome.conversation, input, outcome.effects);
    std::visit([&](const auto& event) { take(turn, event); }, input.event);
    return outcome;
}

std::optional<Message> open_question(const Script& script, const Conversation& conversation,
                                     const TurnInput& input) {
    auto state = conversation;
    std::vector<Effect> effects;
    const Turn turn(script, state, input, effects);
    const auto open = open_ask(turn);
    if (!open) return std::nullopt;
    return question_message(turn, *open.question, *open.asked, state.open);
}

}  // namespace dialogs
