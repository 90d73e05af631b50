// From tokens to the tree of a condition.
#pragma once

#include "dialogs/conditions/expression.hpp"
#include "dialogs/conditions/node.hpp"

namespace dialogs {

constexpr std::size_t condition_characters_max =
    1000;  // longer than any condition a person can follow
constexpr int condition_levels_max = 6;
constexpr int condition_nodes_max = 100;

[[nodiscard]] Result<ExpressionNode, ConditionError> parse_condition(std::string_view text);

}  // namespace dialogs
