// What a condition gives in a conversation.
#pragma once

#include "dialogs/conditions/expression.hpp"
#include "dialogs/conditions/node.hpp"

namespace dialogs {

[[nodiscard]] Value evaluate(const ExpressionNode& node, const Facts& facts);

/// True only for the truth value true.
[[nodiscard]] bool is_true(const Value& value);

}  // namespace dialogs
