#include "dialogs/conditions/expression.hpp"

#include "dialogs/conditions/evaluate.hpp"
#include "dialogs/conditions/node.hpp"
#include "dialogs/conditions/parser.hpp"
#include "dialogs/conditions/type_check.hpp"

namespace dialogs {

namespace {

/// One blank between words, none at the ends; texts in quotes stay as they are.
std::string normalise_blanks(std::string_view text) {
    std::string normal;
    bool in_quotes = false;
    for (const char c : text) {
        const bool blank = !in_quotes && (c == ' ' || c == '\n');
        if (c == '\'') in_quotes = !in_quotes;
        if (blank && (normal.empty() || normal.back() == ' ')) continue;
        normal += blank ? ' ' : c;
    }
    if (!normal.empty() && normal.back() == ' ') normal.pop_back();
    return normal;
}

}  // namespace

Expression::Expression(std::shared_ptr<const ExpressionNode> root, std::string text)
    : root_(std::move(root)), text_(std::move(text)) {}

Result<Expression, ConditionError> Expression::parse(std::string_view text) {
    auto root = parse_condition(text);
    if (!root) return failure(std::move(root.error()));
    return Expression(std::make_shared<const ExpressionNode>(std::move(*root)),
                      normalise_blanks(text));
}

std::vector<ConditionError> Expression::check(const NameLookup& names, Wanted wanted) const {
    return check_types(*root_, names, wanted);
}

std::vector<ConditionError> Expression::check_value(const NameLookup& names, const NameInfo& kept_as) const {
    return check_value_type(*root_, names, kept_as);
}

std::optional<Expression> Expression::of_text(std::string_view text) {
    auto parsed = parse('\'' + std::string(text) + '\'');
    const auto is_text = parsed && parsed->root_->operation == Operation::text;
    return is_text ? std::optional(std::move(*parsed)) : std::nullopt;
}

Value Expression::evaluate(const Facts& facts) const { return dialogs::evaluate(*root_, facts); }

bool Expression::holds(const Facts& facts) const { return is_true(evaluate(facts)); }

const std::string& Expression::text() const { return text_; }

const ExpressionNode& Expression::root() const { return *root_; }

}  // namespace dialogs
