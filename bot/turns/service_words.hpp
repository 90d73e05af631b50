// What the service itself says: to reserved words outside any conversation, and where no script has a word for it.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/understanding/reserved_words.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bot {

/// One who has written: where an answer goes, and in which language.
struct Speaker {
    storage::ResidentId resident;
    storage::AddressId address;
    std::string channel;
    dialogs::Language language;
    storage::ConversationId conversation{};  ///< the one it was said in; 0: none
};

[[nodiscard]] Speaker speaker_of(const Decision& decision, const storage::ConversationRow& conversation);

/// Arguments of a text, by name.
using TextArguments = std::vector<std::pair<std::string, std::string>>;

/// Says one of the service's own texts.
void say(Decision& decision, const Speaker& speaker, std::string_view text_name, const TextArguments& arguments = {});

/// Says these words, in the speaker's language.
void say_words(Decision& decision, const Speaker& speaker, std::string text);

/// The same by the service itself, not before morning; withheld where the stream is stopped.
void say_later(Decision& decision, const Speaker& speaker, const std::string& stream, std::string_view text_name,
               const TextArguments& arguments = {});

/// Where the resident is reached: by that conversation, else by a usable address; none: nowhere.
[[nodiscard]] std::optional<Speaker> reach(const Decision& decision, storage::ResidentId resident,
                                           storage::ConversationId conversation);

/// What the script is called in that language, or along its chain.
[[nodiscard]] std::string script_title(const Decision& decision, const std::string& script,
                                       const dialogs::Language& language);

/// STOP outside a conversation: withdraws, and confirms each widening once.
void stop(Decision& decision, const Speaker& speaker, bool all);

/// To one who wants to take part in what they have said STOP to: that it is stopped, and how to take it back.
void tell_stopped(Decision& decision, const Speaker& speaker, const std::string& stream);

/// Answers a reserved word that no conversation has answered: HELP, LANGUAGE, DATA, DELETE (asks first), JOIN, START …
void answer_command(Decision& decision, const Speaker& speaker, const dialogs::Command& command);

/// Where DELETE or LANGUAGE has asked something outside any conversation: what the reply decides. False: nothing was
/// asked, or the reply is about something else.
[[nodiscard]] bool decide_pending(Decision& decision, Speaker& speaker, const std::string& reply);

/// CANCEL has asked which seat: the reply is for that, also in mid-dialog.
[[nodiscard]] bool is_asked_which_seat(const storage::ResidentRow& resident, storage::Instant now);

/// The resident has gone on to something else.
void forget_pending(storage::WorkingSet& rows, storage::ResidentId resident);

/// Erases the resident in this commit; a parting word tells that it is done.
void erase(Decision& decision, const Speaker& speaker);

}  // namespace bot
