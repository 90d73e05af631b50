// The kinds of channel that scripts may speak of, and what each can carry.
#pragma once

#include "dialogs/question_type.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// `sms`, `whatsapp` …, in the order of the script language.
[[nodiscard]] std::vector<std::string> channel_kinds();

/// True where the kind has no buttons: a question is its text, its hint and numbered lines.
[[nodiscard]] bool is_plain_channel(std::string_view kind);

/// True where a resident can send what answers such a question: pictures, voice messages and places
/// go through some channels only.
[[nodiscard]] bool channel_carries(std::string_view kind, QuestionType type);

}  // namespace dialogs
