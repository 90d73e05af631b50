// Conditions: parsed once, checked against the names a script knows, evaluated in a turn.
#pragma once

#include "dialogs/local_time.hpp"
#include "dialogs/result.hpp"
#include "dialogs/value.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// A fault inside a condition: where (code points from 0 within the condition's text) and what,
/// with the cure.
struct ConditionError {
    std::size_t offset = 0;
    std::string code;  ///< `condition-syntax`, `condition-type`, `unknown-name`, `unknown-choice` …
    std::string message;
    std::string name{};  ///< of `unknown-name`: the name, for "did you mean"
};

/// What a script's conditions may speak of.
struct NameInfo {
    ValueType type = ValueType::text;
    std::vector<std::string>
        keys;  ///< for a choice: its keys; a comparison with another key is an error
    bool has_na = false;
    /// Where it becomes known, for "used before it can be known": position of its step in reading
    /// order; 0: from the start.
    int known_from = 0;
};

/// Looks a name up (`nps`, `unit`, `profile.area`, `language`, `channel`, `today`, `lot`).
using NameLookup = std::function<const NameInfo*(std::string_view name)>;

/// What evaluation needs from the conversation. All are called during evaluate() only.
struct Facts {
    std::function<Value(std::string_view name)> value;  ///< Unanswered where there is none
    std::function<bool(std::string_view name)> skipped;
    std::function<bool(std::string_view pool)> member;
    std::function<bool(std::string_view text, std::string_view words)>
        mentions;  ///< words: a list of the script's `words`
    Date today{};
    std::string time_zone = home_zone;  ///< for the day that a moment is on
};

struct ExpressionNode;  // dialogs/conditions/node.hpp

/// An immutable condition or arithmetic expression. Cheap to copy.
class Expression {
public:
    /// Parses; at most 1 000 characters, 6 levels of parentheses, 100 nodes.
    [[nodiscard]] static Result<Expression, ConditionError> parse(std::string_view text);

    /// Checks names and types; all faults. A condition is boolean; `set` may be anything; `min` and
    /// `max` are what their question's answers are.
    enum class Wanted { condition, any, number, date, number_or_date };
    [[nodiscard]] std::vector<ConditionError> check(const NameLookup& names, Wanted wanted) const;

    /// Checks that its value fits what it is to be kept as.
    [[nodiscard]] std::vector<ConditionError> check_value(const NameLookup& names, const NameInfo& kept_as) const;

    /// The expression that is this text; nullopt where it could not be written as one.
    [[nodiscard]] static std::optional<Expression> of_text(std::string_view text);

    /// Its value; arithmetic with an unanswered name is Unanswered, a comparison with one is false.
    [[nodiscard]] Value evaluate(const Facts& facts) const;

    /// `evaluate` as a condition: a yes-no or number that is Unanswered is false.
    [[nodiscard]] bool holds(const Facts& facts) const;

    /// As it was written, blanks normalised: what the compiled script keeps.
    [[nodiscard]] const std::string& text() const;

    /// For the checker's judgement of conditions that compare one closed answer with constants.
    [[nodiscard]] const ExpressionNode& root() const;

private:
    explicit Expression(std::shared_ptr<const ExpressionNode> root, std::string text);
    std::shared_ptr<const ExpressionNode> root_;
    std::string text_;
};

}  // namespace dialogs
