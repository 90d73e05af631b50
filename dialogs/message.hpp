// A message to a resident before any channel has given it a form.
#pragma once

#include "dialogs/language.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dialogs {

/// One thing that may be chosen.
struct Choice {
    std::string value;  ///< the stored value as text: `9`, `true`, a choice's key, `na`
    std::string label;  ///< in the message's language
    int number = 0;     ///< what a resident without buttons writes: the line's number; 0 for `na`; -1: it has no line

    bool operator==(const Choice&) const = default;
};

/// How the choices appear where there are no buttons.
enum class PlainChoices {
    as_written,  ///< the text and the hint already say how to answer (nps, scale, yes-no)
    numbered,    ///< lines `1=LABEL`, `na` last as `0=LABEL`
    listed       ///< such lines on every channel: what is answered is an order or amounts, not one of them
};

/// What a resident is told or asked: channel-neutral. `plain_text()` and the adapters render it.
struct Message {
    std::string text;             ///< in `language`, at most 10 000 characters
    std::string hint;             ///< how to answer; shown only where there are no buttons
    std::vector<Choice> choices;  ///< in the order shown; empty where nothing can be tapped
    PlainChoices plain_choices = PlainChoices::as_written;
    Language language;
    int question = 0;  ///< the ordinal of the question this message asks in its conversation, from 1; 0: asks nothing

    bool operator==(const Message&) const = default;
};

/// True where its choices may be tapped, on a channel that has room for them.
[[nodiscard]] inline bool may_have_buttons(const Message& message) {
    return !message.choices.empty() && message.plain_choices != PlainChoices::listed;
}

}  // namespace dialogs
