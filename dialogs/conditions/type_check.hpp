// What a condition compares with what: names that are known, kinds that fit.
#pragma once

#include "dialogs/conditions/expression.hpp"
#include "dialogs/conditions/node.hpp"

namespace dialogs {

[[nodiscard]] std::vector<ConditionError> check_types(const ExpressionNode& root,
                                                      const NameLookup& names,
                                                      Expression::Wanted wanted);

}  // namespace dialogs
