// One resident going through one script version: the state between turns, and its JSON.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/message.hpp"
#include "dialogs/result.hpp"
#include "dialogs/script.hpp"
#include "dialogs/time.hpp"
#include "dialogs/value.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

enum class Outcome { completed, partial, refused, closed, failed };

/// As printed and stored: `completed` …
[[nodiscard]] std::string_view name_of(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_named(std::string_view name);

/// One statement of a question, as it was put.
struct ShownStatement {
    std::string key{};   ///< empty: none
    int number = 0;      ///< which it is of its round, from 1 …
    int count = 0;       ///< … and of how many
    std::string text{};  ///< of one that a resident has proposed; empty: the script has its words

    bool operator==(const ShownStatement&) const = default;
};

/// What became of one question.
struct Given {
    enum class Kind { answered, skipped, unclear, undelivered };
    Kind kind = Kind::answered;
    Value value{};             ///< of an answered one
    std::string other_text{};  ///< a choice's `NAME_text`
    std::string comment_of{};  ///< answered by a comment to this question, and goes when that
                               ///< answer is replaced
    bool unfinished = false;   ///< statements: the round goes on

    bool operator==(const Given&) const = default;
};

/// A question that was put to the resident: what taps, BACK and timers name. Never removed, so that
/// an ordinal means one question for ever.
struct Asked {
    std::string question{};  ///< its name; empty: one of the service's own (`Pending`)
    std::string path{};      ///< its step's path
    std::vector<std::string>
        shown{};  ///< the values in the order shown, for numbers; empty where nothing was listed. place: those
                  ///< offered last
    std::vector<std::string> picked{};  ///< choices: those tapped so far, until "done" is; budget: the ballot that is
                                        ///< to be confirmed
    std::string wrote{};  ///< place, budget: what was understood so far, in the resident's words, masked
    std::string round{};  ///< of the repeats around it, outermost first: `2`, `2.1`; empty: in none
    Language language{};  ///< that it was last said in; empty: the script's first
    ShownStatement statement{};  ///< of a question of the type `statements`
    std::string joined{};  ///< a text in several messages: what was written so far, masked

    bool operator==(const Asked&) const = default;
};

/// A round of a `repeat` that is over: what BACK must bring again.
struct PastRound {
    std::string path{};                   ///< the repeat's
    int asked = 0;                        ///< how many questions had been put by then
    std::map<std::string, int> rounds{};  ///< as they stood then
    std::map<std::string, Given> given{}; ///< to the questions inside

    bool operator==(const PastRound&) const = default;
};

/// A step at which the conversation waits with nothing open: a `wait`, or a `call` that has not returned.
struct Waiting {
    int ordinal = 0;               ///< in `asked`: what its timer names
    std::string path{};            ///< the step's
    std::optional<Instant> until{};

    bool operator==(const Waiting&) const = default;
};

/// A script that begins when this one ends.
struct StartLater {
    std::string script{};
    std::map<std::string, Value> given{};

    bool operator==(const StartLater&) const = default;
};

/// What the service itself has asked, between two questions of the script.
struct Pending {
    enum class Kind { nothing, language, erase, keyword };
    Kind kind = Kind::nothing;
    int ordinal = 0;        ///< in `asked`: what its buttons name
    std::string script{};   ///< keyword: the script it would start …
    std::string opening{};  ///< … and what followed the keyword …
    std::map<std::string, Value> given{};  ///< … and the fact that a poster's code brings

    bool operator==(const Pending&) const = default;
};

/// The whole state. A plain value; `to_state_json` and `state_from_json` are inverse.
struct Conversation {
    enum class Phase { running, paused, ended };
    Phase phase = Phase::running;
    Language language{};
    std::string channel{};                 ///< the kind
    bool trusted_with_health = true;       ///< the channel may carry `sensitive` questions
    std::uint64_t seed = 0;                ///< what shuffle, pick and lot are drawn from
    std::map<std::string, Value> facts{};  ///< given, and what effects answered
    std::map<std::string, Given> given{};  ///< by question name
    std::vector<Asked> asked{};  ///< in the order asked; a message's `question` is the index + 1
    std::vector<int> trail{};  ///< ordinals on the way here, the open one last: what BACK may go to
    std::string position{};    ///< the path of the open question's step; empty: none is open
    int open = 0;              ///< the ordinal of the open question; 0: none
    int accepted = 0;          ///< the last question whose clocks have started
    int tries = 0;             ///< unclear replies to the open question so far
    int turns = 0;
    bool complete = false;  ///< a question marked `complete` has an answer
    bool reminded = false;
    std::optional<Outcome> outcome{};  ///< once ended; may still rise for 30 days
    std::optional<Instant> ended_at{};
    Pending pending{};  ///< what the next reply decides before the question
    Waiting waiting{};  ///< its ordinal is 0 where nothing is waited for
    std::map<std::string, int> rounds{};  ///< repeat → its round; the last one once it is over
    std::vector<PastRound> past{};        ///< since the last `do`, oldest first
    std::map<std::string, std::vector<int>> drawn{};  ///< path of a group with `pick` → what was drawn
    std::vector<StartLater> starts{};
    std::set<std::string> saved{};  ///< profile fields that this conversation has written
    std::string pool{};             ///< the one that `seat` is a seat of: the last that was joined
    bool has_past_answer = false;   ///< in a round before the last `do` …
    bool has_past_complete = false; ///< … one that completes

    bool operator==(const Conversation&) const = default;
};

/// Begins with {"v":1,…}.
[[nodiscard]] std::string to_state_json(const Conversation& conversation);

/// Reads every earlier v. The script gives the answers' types. An error names what does not fit.
[[nodiscard]] Result<Conversation, std::string> state_from_json(std::string_view json,
                                                                const Script& script);

}  // namespace dialogs
