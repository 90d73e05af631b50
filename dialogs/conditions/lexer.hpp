// A condition cut into words, numbers, texts and signs.
#pragma once

#include "dialogs/conditions/expression.hpp"

#include <string>
#include <vector>

namespace dialogs {

struct ConditionToken {
    enum class Kind { number, text, word, sign, end };
    Kind kind = Kind::end;
    std::string text;  ///< of a text without its quotes; a sign or word as written
    double number = 0;
    std::size_t offset = 0;  ///< in code points
};

/// The tokens, closed by one of Kind::end. Slips that other languages teach (`=`, `&&`, `"…"`) are
/// told with their cure.
[[nodiscard]] Result<std::vector<ConditionToken>, ConditionError> read_tokens(
    std::string_view text);

}  // namespace dialogs
