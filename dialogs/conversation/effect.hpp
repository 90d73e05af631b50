// What a turn wants done. The caller carries them out in order, in the same commit as the new
// state.
#pragma once

#include "dialogs/conversation/conversation.hpp"
#include "dialogs/message.hpp"
#include "dialogs/understanding/reserved_words.hpp"
#include "dialogs/value.hpp"

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace dialogs {

/// Send this to the resident.
struct Tell {
    Message message;
    /// `confirmation`: of STOP: sent though the stream is withdrawn. `service`: HELP, reprompts and
    /// their like.
    enum class Purpose { question, say, service, confirmation } purpose = Purpose::say;
};

/// Store an answer. A later one to the same question replaces the earlier.
struct Answered {
    std::string question;
    Value value;                         ///< masked where it is free text
    std::string raw;                     ///< the reply as written, masked; a tap's label
    std::optional<std::string> comment;  ///< masked
    std::string other_text;              ///< masked; of a choice with `other`
    Language language;
    bool complete = false;  ///< from here on the response counts as complete
    std::string round{};    ///< of the repeats around it: `2`, `2.1`; empty: in none
};

/// An answer no longer belongs to the path (BACK, a changed answer).
struct Withdrawn {
    std::string question;
    std::string round{};
};

/// An answer goes into the resident's profile (`save`). A later one of the same field replaces it.
struct Saved {
    std::string field;  ///< without `profile.`
    Value value;
};

/// A reply was not understood. Stored only once the question is given up (`kept`): raw becomes its
/// comment.
struct Unclear {
    std::string question;
    std::string raw;  ///< masked
    int attempt = 1;
    bool kept = false;
    Language language;
    std::string round{};
};

/// `do:` of the script.
struct Perform {
    std::string effect;                        ///< `open-case`
    std::map<std::string, std::string> words;  ///< topic, text …
    std::map<std::string, Value> values;
    std::string text;  ///< open-case, propose: the text answer itself, masked; empty: none
    std::string wording{};  ///< join with `consent`: the question that was agreed to, as it was said …
    Language language{};    ///< … in this language
    std::map<std::string, Fact> returns{};  ///< call: what the hook may return
    int ordinal = 0;                        ///< call: what `Returned` names
};

/// A reserved word was said. The engine has told the resident what it can (STOP's confirmation,
/// HELP, LANGUAGE, SKIP, BACK, emergencies); `stop`, `start`, `data`, `delete` (once confirmed),
/// `join`, `status`, `cancel` also need the service.
struct Said {
    Command command;
    bool answered = true;  ///< false: the service must answer the resident (data, delete, join,
                           ///< status, cancel, start)
};

/// Wake the conversation up: void once the named question is no longer open (the engine sees to
/// that itself). Replaces an earlier timer of the same kind and question. Told when a question is
/// asked: a service starts the clock when a message that asks it is first accepted; or passes
/// `Accepted`, which tells the timers anew, to count from that turn. HELP, a language switch and an
/// unclear reply leave it running.
struct SetTimer {
    enum class Kind { remind, close, within, wait, join_silence } kind = Kind::close;
    int question = 0;  ///< ordinal; 0: the conversation itself
    Span after{};  ///< counted from the provider's acceptance of the question where it asks one,
                   ///< else from now
    bool ahead = false;  ///< wait: rather earlier than later (`1d before NAME`)
};

/// Nothing is open until that moment, or until something changes.
struct Waits {
    std::optional<Instant> until;  ///< none: only a condition ends it
};

/// The language changed: the resident's own choice.
struct LanguageChosen {
    Language language;
};

/// Another script is to begin: its keyword was said and confirmed (with what followed the keyword), or this one has
/// ended and asked for it (with facts).
struct StartScript {
    std::string script;
    std::string opening{};
    std::map<std::string, Value> given{};
    bool by_keyword = false;
};

/// The conversation ended, or its outcome rose after the end.
struct Ended {
    Outcome outcome = Outcome::completed;
};

/// The script failed (a limit, its own fault); the resident was told politely.
struct Failed {
    std::string reason;
};

using Effect = std::variant<Tell, Answered, Withdrawn, Saved, Unclear, Perform, Said, SetTimer,
                            Waits,
                            LanguageChosen, StartScript, Ended, Failed>;

}  // namespace dialogs
