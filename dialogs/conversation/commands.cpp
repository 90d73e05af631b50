// The reserved words, one function each. Which of them counts in a message, and when, is decided in
// advance.cpp.
#include "dialogs/conversation/statements.hpp"
#include "dialogs/conversation/turn.hpp"

#include <algorithm>

namespace dialogs {
namespace {

void say(Turn& turn, const Command& command, bool answered) {
    turn.emit(Said{.command = command, .answered = answered});
}

bool has_stopped(const Turn& turn) { return turn.state.outcome == Outcome::refused; }

void stop(Turn& turn, const Command& command) {
    if (has_stopped(turn)) {  // a second STOP is wider, and the service's to confirm
        say(turn, command, false);
        return;
    }
    say(turn, command, true);
    keep_joined(turn);
    if (command.argument == "all") {
        turn.tell_service("stopped_all", {}, Tell::Purpose::confirmation);
    } else {
        const auto stream = turn.service_text("stream_" + turn.script.stream);
        turn.tell_service("stopped_stream", {{"stream", stream}}, Tell::Purpose::confirmation);
    }
    end_conversation(turn, Outcome::refused);
}

/// Takes back a STOP, or takes up what an emergency paused: the open question is put again.
void start(Turn& turn, const Command& command) {
    auto& state = turn.state;
    if (state.phase == Conversation::Phase::paused) {
        say(turn, command, true);
        resume_paused(turn);
        return;
    }
    say(turn, command, false);
    if (has_stopped(turn) && state.open != 0) {
        state.phase = Conversation::Phase::running;
        state.outcome.reset();
        state.ended_at.reset();
        if (const auto open = open_ask(turn)) start_clocks(turn, *open.question);
    } else if (has_stopped(turn) && state.waiting.ordinal != 0) {
        state.phase = Conversation::Phase::running;
        state.outcome.reset();
        state.ended_at.reset();
        wait_again(turn);
        return;
    }
    if (state.phase == Conversation::Phase::running) ask_again(turn);
}

/// The fixed words, an urgent case, and silence until START.
void meet_emergency(Turn& turn, const Command& command, const std::string& text) {
    say(turn, command, true);
    turn.tell_service("emergency");
    Perform perform{.effect = "open-case",
                    .words = {{"topic", "emergency"}, {"urgent", "true"}},
                    .text = masked(text)};
    if (turn.input.perform)
        static_cast<void>(turn.input.perform(perform));  // the case is no fact of the script
    turn.emit(std::move(perform));
    if (turn.state.phase != Conversation::Phase::running) return;
    turn.state.phase = Conversation::Phase::paused;
    turn.state.pending = {};
    // An open question has its own clock; where there is none, the pause has one.
    if (turn.state.open == 0)
        turn.emit(SetTimer{.kind = SetTimer::Kind::close, .after = turn.script.close_after});
}

/// Who asks and why, how to stop, how to see one's data.
void help(Turn& turn) {
    const auto& script = turn.script;
    const auto* about = TextRenderer::wording_of(script.about, turn.names.texts());
    const auto& language = turn.state.language;
    Message message{.language = language};
    if (about != nullptr) {
        message.language = text_language({about}, language, script.source_language());
        message.text = turn.input.renderer->render(script.about, message.language,
                                                   script.source_language(), turn.names.texts());
    }
    const auto* name = !message.text.empty() ? "help"
                       : takes_answers(turn) ? "help_about"
                                             : "help_nothing_open";
    const auto words = turn.input.catalog->text(message.language, name);
    message.text += message.text.empty() ? words : ' ' + words;
    turn.emit(Tell{.message = std::move(message), .purpose = Tell::Purpose::service});
}

void more(Turn& turn, const OpenAsk& open) {
    if (auto rest = open ? held_back_message(turn, *open.question, *open.asked, turn.state.open)
                         : std::nullopt) {
        turn.emit(Tell{.message = std::move(*rest), .purpose = Tell::Purpose::service});
        return;
    }
    const auto* wording =
        open ? TextRenderer::wording_of(open.question->more, turn.names.texts()) : nullptr;
    if (wording == nullptr) {
        help(turn);
        if (takes_answers(turn)) ask_again(turn);
        return;
    }
    const auto& source = turn.script.source_language();
    Message message{.language = text_language({wording}, turn.state.language, source)};
    message.text = turn.input.renderer->render(open.question->more, message.language, source,
                                               turn.names.texts());
    turn.emit(Tell{.message = std::move(message), .purpose = Tell::Purpose::service});
}

void skip(Turn& turn, const OpenAsk& open, const std::string& text) {
    if (!open || !takes_answers(turn)) {
        turn.tell_service("skip_nothing");
        return;
    }
    if (open.question->type == QuestionType::statements) {  // the word for the third of the three answers
        answer_statement(turn, *open.question, {.kind = Reading::Kind::value, .value = std::string("pass")}, text);
        return;
    }
    if (open.question->optional) {
        skip_open(turn, *open.question);
        return;
    }
    auto reprompt = question_message(turn, *open.question, *open.asked, turn.state.open);
    reprompt.text = turn.input.catalog->text(reprompt.language, "not_optional");
    not_understood(turn, *open.question, text, std::move(reprompt));
}

void choose_language(Turn& turn, const Command& command) {
    const auto& languages = turn.script.languages;
    if (std::find(languages.begin(), languages.end(), command.argument) != languages.end()) {
        switch_language(turn, command.argument);
        return;
    }
    if (!command.argument.empty()) turn.tell_service("language_unknown");
    const auto word_is_spoken =
        std::find(languages.begin(), languages.end(), command.language) != languages.end();
    ask_language(turn, word_is_spoken ? command.language : turn.state.language);
}

}  // namespace

void obey(Turn& turn, const Command& command, const std::string& text) {
    const auto open = open_ask(turn);
    switch (command.word) {
        case ReservedWord::emergency:
            meet_emergency(turn, command, text);
            return;
        case ReservedWord::stop:
            stop(turn, command);
            return;
        case ReservedWord::start:
            start(turn, command);
            return;
        case ReservedWord::help:
            say(turn, command, true);
            help(turn);
            if (takes_answers(turn)) ask_again(turn);
            return;
        case ReservedWord::language:
            say(turn, command, true);
            choose_language(turn, command);
            return;
        case ReservedWord::skip:
            say(turn, command, true);
            skip(turn, open, text);
            return;
        case ReservedWord::back:
            say(turn, command, true);
            if (takes_answers(turn)) go_back(turn);
            return;
        case ReservedWord::more:
            say(turn, command, true);
            more(turn, open);
            return;
        case ReservedWord::erase:
            ask_whether_to_erase(turn);
            return;
        case ReservedWord::data:
        case ReservedWord::status:
        case ReservedWord::cancel:
        case ReservedWord::join:
            say(turn, command, false);
            return;
    }
}

void resume_paused(Turn& turn) {
    turn.state.phase = Conversation::Phase::running;
    if (turn.state.waiting.ordinal != 0) return wait_again(turn);
    turn.state.open == 0 ? walk_from_start(turn) : ask_again(turn);
}

}  // namespace dialogs
