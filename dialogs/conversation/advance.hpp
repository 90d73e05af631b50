// The conversation as a pure function: state and input give state and effects. No clock, no
// randomness, no I/O.
#pragma once

#include "dialogs/conversation/conversation.hpp"
#include "dialogs/conversation/effect.hpp"
#include "dialogs/conversation/keywords.hpp"
#include "dialogs/conversation/next_statement.hpp"
#include "dialogs/reply.hpp"
#include "dialogs/script.hpp"
#include "dialogs/texts/catalog.hpp"
#include "dialogs/texts/render_text.hpp"
#include "dialogs/understanding/understand.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dialogs {

/// The conversation begins: by invitation, by keyword, or because a stranger wrote.
struct Start {
    Language language;
    std::string channel;              ///< the kind: `sms`, `web` …
    bool trusted_with_health = true;  ///< `sensitive` questions may be asked on this channel
    std::uint64_t seed = 0;
    std::map<std::string, Value> given;
    std::string opening;  ///< what followed the keyword, or the stranger's whole text; empty: none
    bool by_resident = false;  ///< keyword or stranger's text: the resident spoke first
};

struct Received {
    Reply reply;
};

/// The provider accepted a message that asks this question: the first time, its clocks start
/// (SetTimer, told anew).
struct Accepted {
    int question = 0;
};

/// The message that asks this question will never arrive (refused for good, or not accepted in 7
/// days).
struct Undelivered {
    int question = 0;
};

/// A timer that SetTimer asked for.
struct Due {
    SetTimer::Kind kind;
    int question = 0;
};

/// A fact the conversation may wait for, or an effect's answer, has changed.
struct FactChanged {
    std::string name;
    Value value;
};

/// A hook that was called (`Perform::ordinal`) has returned these facts; none where it failed.
struct Returned {
    int call = 0;
    std::map<std::string, Value> facts;
};

using Event = std::variant<Start, Received, Accepted, Undelivered, Due, FactChanged, Returned>;

/// What the world brings into a turn.
struct TurnInput {
    Event event;
    Instant now{};
    Date today{};  ///< now in the county's zone
    std::string time_zone = "Europe/Helsinki";
    const Catalog* catalog = nullptr;  ///< never null
    TextRenderer* renderer = nullptr;  ///< never null
    /// Readers made in earlier turns, of the same catalog; null: made for this turn alone.
    AnswerReaders* readers = nullptr;
    /// Answers of `do:` effects, asked as the step is reached, so that the next text can print
    /// them: effect name and words → facts (`case`, `case_due`). Must be pure in what it returns
    /// for the batch (ids are drawn beforehand).
    std::function<std::map<std::string, Value>(const Perform&)> perform;
    /// Finds the script whose keyword opens this message, in the given language's way; may be null:
    /// no keywords.
    std::function<std::optional<KeywordMatch>(std::string_view message)> keyword;
    /// Of that question of the type `statements`: what others have answered, which proposals were accepted, what the
    /// resident has seen before. Asked only where a statement is to be chosen; may be null: nothing is known.
    std::function<SharedStatements(const std::string& question)> statements;
    bool calls_return_later = false;  ///< `do: call` waits for a `Returned`; else `perform` answers it at once
    bool shuffles = true;  ///< false in a script's tests: nothing is shuffled
};

struct TurnOutcome {
    Conversation conversation;
    std::vector<Effect> effects;  ///< in order
};

/// One turn: one input and all that follows from it. At most 100 steps; script trouble is an effect
/// (Failed, Ended). Never throws for what residents or scripts do.
[[nodiscard]] TurnOutcome advance(const Script& script, Conversation conversation,
                                  const TurnInput& input);

/// The message's events for a state that is already told: the open question again (START after
/// STOP, a feed's replay).
[[nodiscard]] std::optional<Message> open_question(const Script& script,
                                                   const Conversation& conversation,
                                                   const TurnInput& input);

}  // namespace dialogs
