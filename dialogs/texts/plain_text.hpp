// A Message where there are no buttons: one text with its hint and numbered lines.
#pragma once

#include "dialogs/message.hpp"

#include <string>

namespace dialogs {

/// Text and hint, joined by a blank; then, where the choices are numbered, `1=LABEL` for each, on a line of its own.
[[nodiscard]] std::string plain_text(const Message& message);

}  // namespace dialogs
