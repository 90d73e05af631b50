// What a script says, without anybody to say it to: its messages with examples in the place of names.
#pragma once

#include "dialogs/script.hpp"

#include <string>
#include <vector>

namespace dialogs {

/// One message as it is sent where there are no buttons.
struct SampleMessage {
    Language language;  ///< it is said in: the one asked for, or what that falls back to
    std::string text;
};

/// One message of a script in several languages.
struct SampledText {
    std::string context;                  ///< the path of its text for translators: `ask.nps.text`, `end[else]`
    std::vector<SampleMessage> messages;  ///< one for each language asked for
};

/// Every message of the script, in reading order: each wording of each `say`, `ask` (its text with its hint and lines)
/// and `end`, of `more` and `invalid`. Facts are their examples, answers a value of their type.
[[nodiscard]] std::vector<SampledText> sample_messages(const Script& script, const std::vector<Language>& languages);

}  // namespace dialogs
