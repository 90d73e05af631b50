// A Message where there are no buttons: one text with its hint and numbered lines.
#pragma once

#include "dialogs/message.hpp"

#include <string>

namespace dialogs {

/// Text, hint, then `1=LABEL` lines where the choices are numbered. Text and hint are joined by a blank, lines by
/// newlines… each line its own.
[[nodiscard]] std::string plain_text(const Message& message);

}  // namespace dialogs
