// One turn in progress, and what its parts do with it. The parts: walk (through the steps), ask
// (question → message), answer (reply → answer), commands (reserved words), going_back, taps,
// timers. advance.cpp says when each has its say.
#pragma once

#include "dialogs/conversation/advance.hpp"
#include "dialogs/conversation/names.hpp"
#include "dialogs/understanding/understand.hpp"
#include "dialogs/understanding/words.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dialogs {

constexpr int steps_per_turn_max =
    100;  // goflow's MaxStepsPerSprint; steps left out by `when` do not count
constexpr int turns_per_conversation_max = 500;
constexpr auto wait_most = std::chrono::days(366);  // of a `wait: until` that does not say `within`
constexpr auto late_answers_taken = std::chrono::days(30);
constexpr auto silence_that_ends_a_text = std::chrono::minutes(10);  // of several messages (`join`)

struct Turn {
    Turn(const Script& its_script, Conversation& its_state, const TurnInput& its_input,
         std::vector<Effect>& its_effects)
        : script(its_script),
          state(its_state),
          input(its_input),
          effects(its_effects),
          names(its_script, its_state, its_input) {}

    const Script& script;
    Conversation& state;
    const TurnInput& input;
    std::vector<Effect>& effects;
    Names names;
    int steps_run = 0;

    void emit(Effect effect) { effects.push_back(std::move(effect)); }

    /// One of the service's own texts, in the language spoken.
    void tell_service(std::string_view text_name,
                      const std::vector<std::pair<std::string, std::string>>& arguments = {},
                      Tell::Purpose purpose = Tell::Purpose::service);
    [[nodiscard]] std::string service_text(
        std::string_view text_name,
        const std::vector<std::pair<std::string, std::string>>& arguments = {}) const;
};

/// The open question, as asked; null parts where none is open (or the script has lost it).
struct OpenAsk {
    const Question* question = nullptr;
    const Asked* asked = nullptr;

    explicit operator bool() const { return question != nullptr; }
};
[[nodiscard]] OpenAsk open_ask(const Turn& turn);
/// The open question as it was put, to be written to. One must be open.
[[nodiscard]] Asked& asked_now(Turn& turn);

/// What is understood in this conversation: the language spoken, then the script's others.
[[nodiscard]] Words words_of_script(const Turn& turn);

/// True where a reply to the open question is taken: while running, and for 30 days after closing.
[[nodiscard]] bool takes_answers(const Turn& turn);

// walk.cpp
void walk_from_start(Turn& turn);
/// Goes on behind the step at `state.position`, to the next open question or the end.
void walk_on(Turn& turn);
void end_conversation(Turn& turn, Outcome outcome);
void fail(Turn& turn, std::string reason);
/// The outcome of a conversation that stops here without reaching its end.
[[nodiscard]] Outcome outcome_so_far(const Turn& turn);

// rounds.cpp
/// The rounds of the repeats around the step, outermost first: `2`, `2.1`; empty where it is in none.
[[nodiscard]] std::string round_at(const Turn& turn, std::string_view path);
[[nodiscard]] std::string round_of(const Turn& turn, std::string_view question);
/// The rounds begun since that question was put are taken back.
void return_to_round_of(Turn& turn, int ordinal);
/// A question that completes was answered in an earlier round.
[[nodiscard]] bool has_completed_before(const Turn& turn);
/// BACK comes no further than this.
void close_the_way_back(Turn& turn);

// waits.cpp
/// Takes up a wait that a STOP or an emergency interrupted.
void wait_again(Turn& turn);
void take_moment(Turn& turn, int ordinal);
void take_fact(Turn& turn, const FactChanged& changed);
void take_returned(Turn& turn, const Returned& returned);

// ask.cpp
/// Puts the question at that step: a new ordinal, its message, its timers.
void ask(Turn& turn, const Step& step, const Question& question, ShownStatement statement = {});
/// Tells the open question once more, under the same ordinal.
void ask_again(Turn& turn);
[[nodiscard]] Message question_message(const Turn& turn, const Question& question,
                                       const Asked& asked, int ordinal);
/// The message of a reprompt: other words, the same choices.
[[nodiscard]] Message reprompt_message(const Turn& turn, const Question& question,
                                       const Asked& asked, int ordinal, const Reading& reading);
/// What of its choices was held back, to be said on MORE; nullopt: nothing.
[[nodiscard]] std::optional<Message> held_back_message(const Turn& turn, const Question& question,
                                                       const Asked& asked, int ordinal);
/// The language that the question is said in with that text, its hint, labels and choices, and with what stands
/// beside them.
[[nodiscard]] Language language_of(const Turn& turn, const Question& question, const Text& text,
                                   const std::vector<std::string>& values,
                                   const Text* beside = nullptr);

// reprompts.cpp
[[nodiscard]] std::string reprompt_text(const Turn& turn, const Question& question,
                                        const Asked& asked, const Reading& reading,
                                        const Language& language);

// shape.cpp
[[nodiscard]] AnswerShape shape_of(const Turn& turn, const Question& question, const Asked& asked);

// reader.cpp
/// What reads replies to the question; kept from one turn to the next.
[[nodiscard]] std::shared_ptr<const AnswerReader> reader_of(const Turn& turn,
                                                            const Question& question,
                                                            const Asked& asked);

// answer.cpp
/// Without what would name a person: all free text passes through here before it leaves the engine.
[[nodiscard]] std::string masked(const std::string& text);
/// An answer to a question, with all that follows from it but the walk.
void record(Turn& turn, const Question& question, const Reading& reading, const std::string& raw);
/// The open question has its answer: records it, and goes on.
void settle_open(Turn& turn, const Question& question, const Reading& reading,
                 const std::string& raw);
/// The reply was not understood (or SKIP was not allowed): asks again, or gives the question up and
/// goes on.
void not_understood(Turn& turn, const Question& question, const std::string& raw, Message reprompt);
/// Behind an answer: walks on; where the conversation has ended, its outcome may rise.
void go_on(Turn& turn);
void raise_outcome(Turn& turn);
/// The open question is left without an answer, as its script allows.
void skip_open(Turn& turn, const Question& question);
/// Reads the reply as an answer to the open question.
void answer_open(Turn& turn, const OpenAsk& open, const AnswerReader& reader,
                 const std::string& text);
/// A text that answers a question by the way (a comment, an opening).
void answer_by_the_way(Turn& turn, const std::string& question, const std::string& text,
                       const std::string& comment_of);
/// At least three words: enough to answer a question by the way.
[[nodiscard]] bool is_a_comment(std::string_view text);

// joining.cpp
/// A text in several messages is open, and something was written.
[[nodiscard]] bool is_joining(const Turn& turn);
/// Reads the reply as a part of such a text, or as the word that ends it.
void take_part(Turn& turn, const OpenAsk& open, const AnswerReader& reader, const std::string& text);
/// What was written so far is the answer: records it, and goes on.
void settle_joined(Turn& turn);
/// Records what was written so far where the conversation stops; more may still come.
void keep_joined(Turn& turn);
/// What was written when the question was put before (BACK has led away from it since); it is kept there no longer.
[[nodiscard]] std::string take_joined_before(Turn& turn, const std::string& question, const std::string& round);
/// The clock of silence begins anew.
void wait_for_silence(Turn& turn);

// commands.cpp
void obey(Turn& turn, const Command& command, const std::string& text);
void resume_paused(Turn& turn);

// pending.cpp
/// Asks whether to start another script whose keyword was said.
void ask_about_keyword(Turn& turn, const KeywordMatch& match);
void ask_whether_to_erase(Turn& turn);
void ask_language(Turn& turn, const Language& in);
void switch_language(Turn& turn, const Language& language);
/// True where the reply decided what is pending. Otherwise nothing is pending any more, and the
/// reply means what it means.
[[nodiscard]] bool decide_pending(Turn& turn, const Reply& reply);

// going_back.cpp
void go_back(Turn& turn);
/// `eiku 8`: a word of correction and a value of the previous question.
[[nodiscard]] bool correct_previous(Turn& turn, const std::string& text);
/// Takes back the answers that are no longer on the path.
void withdraw_off_path(Turn& turn);
/// The questions that the answers as they are lead to, as far as can be told.
[[nodiscard]] std::vector<std::string> questions_on_path(const Turn& turn);

// picking.cpp
/// As many as the question wants.
[[nodiscard]] bool is_count_wanted(const Turn& turn, const Question& question, std::size_t count);
/// The buttons pressed: one, or several at once; none where one is no button of the message.
[[nodiscard]] std::vector<std::string> tapped_keys(const Message& message,
                                                   const std::string& tapped);
/// A tap on one of several choices.
void pick(Turn& turn, const OpenAsk& open, const std::string& tapped);
/// `valmis`, where something has been tapped.
[[nodiscard]] bool ends_picking(const Turn& turn, const OpenAsk& open, const std::string& text);
/// What a tap makes of an answer that was given before; nullopt where it may not become that.
[[nodiscard]] std::optional<Value> picked_anew(const Turn& turn, const Message& message,
                                               const Question& question,
                                               const std::string& tapped);

// taps.cpp
void take_tap(Turn& turn, const TapReply& tap);

// placing.cpp
/// A reply that names no place for sure: offers the likeliest, or asks again.
void take_place(Turn& turn, const Question& question, const Reading& reading, const std::string& text);
/// What a place is called where it is offered; with its municipality where another has the same name.
[[nodiscard]] std::string place_line(const Script& script, const Question& question, const std::string& id,
                                     const Language& language);

// balloting.cpp
/// True where a ballot was understood, and told what it comes to.
[[nodiscard]] bool waits_for_confirmation(const Question& question, const Asked& asked);
/// `Penkit 15 000 €`
[[nodiscard]] std::string item_line(const Turn& turn, const Question& question, const std::string& key,
                                    const Language& language);
/// What the ballot comes to and what is left, to be confirmed.
[[nodiscard]] Message ballot_message(const Turn& turn, const Question& question, const Asked& asked, int ordinal);
void take_ballot(Turn& turn, const OpenAsk& open, const AnswerReader& reader, const std::string& text);
void tap_ballot(Turn& turn, const OpenAsk& open, const std::string& tapped);

// sent.cpp
/// A picture, a voice message or a place.
void take_sent(Turn& turn, const Reply& reply);

// timers.cpp
void start_clocks(Turn& turn, const Question& question);
void take_due(Turn& turn, const Due& due);
void take_accepted(Turn& turn, const Accepted& accepted);
void take_undelivered(Turn& turn, const Undelivered& undelivered);

}  // namespace dialogs
