// The tree of a condition.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dialogs {

enum class Operation {
    number,   ///< a literal: `number`
    text,     ///< a literal: `text`
    boolean,  ///< a literal: `truth`
    list,     ///< a literal; its items are the children
    name,     ///< `text`
    negate,   ///< a minus sign before its child
    not_,
    multiply,
    divide,
    add,
    subtract,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,
    and_,
    or_,
    call  ///< `text` is the function's name, the children its arguments
};

struct ExpressionNode {
    Operation operation = Operation::boolean;
    std::size_t offset = 0;  ///< code points into the condition: a literal or name begins here; an
                             ///< operator stands here
    double number = 0;
    bool truth = false;
    std::string text;
    std::vector<ExpressionNode> children;
};

[[nodiscard]] constexpr bool is_comparison(Operation operation) {
    return operation >= Operation::equal && operation <= Operation::in;
}

/// Calls `visit(node)` for the node and all below it.
template <class Visit>
void for_each_node(const ExpressionNode& node, const Visit& visit) {
    visit(node);
    for (const auto& child : node.children)
        for_each_node(child, visit);
}

}  // namespace dialogs
