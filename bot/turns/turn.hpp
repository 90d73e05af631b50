// One turn of a conversation: the engine is asked once, and its effects become rows.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/conversation/advance.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bot {

/// A timer's kind while its question waits to be accepted is the same; `due_at` is then the end of that patience.
[[nodiscard]] inline bool is_counting(const storage::Timer& timer) { return timer.after_ms == 0; }

/// True where nothing is open and nothing is expected of the resident: others may be asked meanwhile.
[[nodiscard]] bool is_waiting(const storage::ConversationRow& row);

/// A conversation that is to begin.
struct Beginning {
    const dialogs::Script& script;
    storage::AddressId address;
    std::string channel;
    dialogs::Language language;
    std::map<std::string, dialogs::Value> given{};
    std::string opening{};
    bool by_resident = false;
    bool bulk = false;
    std::optional<storage::Instant> expires_at{};  ///< what it says of its own accord is not sent later
    int after = 0;              ///< how many scripts have followed one another without the resident
};

/// What a turn came to, as far as routing cares.
struct TurnReport {
    struct Posted {
        storage::MessageId id;
        int question = 0;        ///< the question it asks; 0: none
    };
    std::vector<Posted> posted;
    int was_open = 0;            ///< the ordinal of the question that was open before; 0: none
    int open_question = 0;       ///< … and of the one that is open now
    bool answered = false;       ///< at least one answer was stored
    bool coded = false;          ///< … and one of them is a plain coded value without a comment
    bool erases = false;         ///< the resident confirmed DELETE
    bool forgot = false;         ///< the script has forgotten the answers
    std::optional<dialogs::Unclear> not_understood{};  ///< … and asked again
    std::optional<dialogs::StartScript> starts{};         ///< a keyword was said and confirmed
    std::vector<dialogs::StartScript> successors{};       ///< have begun already
};

struct Begun {
    storage::ConversationId id;
    TurnReport report;
};

/// Begins a conversation and runs its first turn.
Begun begin(Decision& decision, const Beginning& beginning);

/// Runs a turn of that conversation: `event` in, state, answers, messages, timers, cases out. A conversation of an
/// erased resident must not be given.
TurnReport run_turn(Decision& decision, storage::ConversationId conversation, const dialogs::Event& event);

/// The same for a reply that may or may not be an answer: nothing changes, and nullopt comes back, unless it is one.
std::optional<TurnReport> run_if_answer(Decision& decision, storage::ConversationId conversation,
                                        const dialogs::Reply& reply);

/// STOP gives up the seat that the conversation knows of.
void leave_seat(dialogs::Conversation& state);

/// What the conversation's row keeps of it.
[[nodiscard]] dialogs::Conversation state_of(const Decision& decision, const storage::ConversationRow& conversation);

/// The provider has taken the message that asks the question: its clocks start.
void start_timers(Decision& decision, storage::ConversationId conversation, int question);

/// The message that asks the question will never arrive.
void question_undelivered(Decision& decision, storage::ConversationId conversation, int question);

}  // namespace bot
