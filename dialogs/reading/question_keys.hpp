// What belongs to which type of question: its own keys, the answers it can have.
#pragma once

#include "dialogs/script.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

constexpr int scale_values_max = 11;  // 0–10: more cannot be told apart

/// What ends a choice of several by buttons: no key of a choice.
constexpr std::string_view done_key = "done";

/// What may be thought of a statement: no key of one.
constexpr std::array<std::string_view, 3> opinion_names{"agree", "disagree", "pass"};

constexpr int per_round_max = 50;  // as many as a `repeat` may have rounds

/// The names of all types of the language.
[[nodiscard]] std::vector<std::string> type_names();

/// True where the key belongs to other types only.
[[nodiscard]] bool is_foreign_key(QuestionType type, std::string_view key);

/// The answers of a closed question as they are written in scripts; empty for an open one.
[[nodiscard]] std::vector<std::string> closed_values(const Question& question);

}  // namespace dialogs
