// What a condition compares with what: names that are known, kinds that fit.
#pragma once

#include "dialogs/conditions/expression.hpp"
#include "dialogs/conditions/node.hpp"

namespace dialogs {

[[nodiscard]] std::vector<ConditionError> check_types(const ExpressionNode& root,
                                                      const NameLookup& names,
                                                      Expression::Wanted wanted);

/// The same for a value that is kept as something that was declared.
[[nodiscard]] std::vector<ConditionError> check_value_type(const ExpressionNode& root, const NameLookup& names,
                                                           const NameInfo& kept_as);

}  // namespace dialogs
