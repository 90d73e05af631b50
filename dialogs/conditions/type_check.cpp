#include "dialogs/conditions/type_check.hpp"

#include "dialogs/conditions/functions.hpp"
#include "dialogs/did_you_mean.hpp"
#include "dialogs/iso_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

namespace {

/// What a part of the condition gives. `unknown` stops further complaints about it.
enum class Kind { unknown, boolean, number, text, date, instant, key, keys, table, list };

struct Typed {
    Kind kind = Kind::unknown;
    const NameInfo* name = nullptr;  ///< of a plain name
    const ExpressionNode* node = nullptr;
};

Kind kind_of(ValueType type) {
    switch (type) {
        case ValueType::boolean:
            return Kind::boolean;
        case ValueType::number:
        case ValueType::year:
            return Kind::number;
        case ValueType::text:
            return Kind::text;
        case ValueType::key:
            return Kind::key;
        case ValueType::date:
            return Kind::date;
        case ValueType::instant:
            return Kind::instant;
        case ValueType::keys:
            return Kind::keys;
        case ValueType::table:
            return Kind::table;
    }
    return Kind::unknown;
}

std::string_view words_for(Kind kind) {
    switch (kind) {
        case Kind::boolean:
            return "true or false";
        case Kind::number:
            return "a number";
        case Kind::text:
            return "a text";
        case Kind::date:
            return "a date";
        case Kind::instant:
            return "a time";
        case Kind::key:
            return "a choice";
        case Kind::keys:
            return "a list of choices";
        case Kind::table:
            return "a table";
        case Kind::list:
            return "a list";
        case Kind::unknown:
            break;
    }
    return "something";
}

bool is_text_literal(const Typed& typed) { return typed.node->operation == Operation::text; }
bool is_temporal(Kind kind) { return kind == Kind::date || kind == Kind::instant; }

class Check {
public:
    explicit Check(const NameLookup& names) : names_(names) {}

    void run(const ExpressionNode& root, Expression::Wanted wanted) {
        const auto typed = type_of(root);
        switch (wanted) {
            case Expression::Wanted::condition:
                return want(typed, Kind::boolean, "a condition must be true or false");
            case Expression::Wanted::number:
                return want(typed, Kind::number, "a bound of a number must be a number");
            case Expression::Wanted::date:
                return want_date(typed);
            case Expression::Wanted::number_or_date:
                if (typed.kind != Kind::number) want_date(typed);
                return;
            case Expression::Wanted::any:
                return;
        }
    }

    /// The value is kept as something that was declared.
    void run_value(const ExpressionNode& root, const NameInfo& kept_as) {
        const auto typed = type_of(root);
        const auto wanted = kind_of(kept_as.type);
        if (typed.kind == Kind::unknown) return;
        if (is_temporal(wanted) && is_text_literal(typed)) return compare_times({wanted, &kept_as, &root}, typed, root);
        const auto is_word = typed.kind == Kind::text || typed.kind == Kind::key;
        const auto fits = typed.kind == wanted || (is_word && (wanted == Kind::text || wanted == Kind::key));
        if (!fits) {
            add(root, "condition-type",
                fmt::format("this is {}, which cannot be kept as {}", words_for(typed.kind), words_for(wanted)));
        } else if (is_text_literal(typed)) {
            check_kept_key(root, root.text, kept_as);
        } else if (typed.name != nullptr) {
            for (const auto& key : typed.name->keys)
                check_kept_key(root, key, kept_as);
        }
    }

    std::vector<ConditionError> errors;

private:
    void check_kept_key(const ExpressionNode& node, const std::string& key, const NameInfo& kept_as) {
        const auto& keys = kept_as.keys;
        if (keys.empty() || std::find(keys.begin(), keys.end(), key) != keys.end()) return;
        add(node, "unknown-choice",
            fmt::format("the field has no choice '{}'{}", key, did_you_mean(key, keys)));
    }

    Typed type_of(const ExpressionNode& node) {
        switch (node.operation) {
            case Operation::number:
                return {Kind::number, nullptr, &node};
            case Operation::text:
                return {Kind::text, nullptr, &node};
            case Operation::boolean:
                return {Kind::boolean, nullptr, &node};
            case Operation::list:
                return {Kind::list, nullptr, &node};
            case Operation::name:
                return name(node);
            case Operation::call:
                return call(node);
            case Operation::negate:
            case Operation::multiply:
            case Operation::divide:
            case Operation::add:
            case Operation::subtract:
                return arithmetic(node);
            case Operation::not_:
            case Operation::and_:
            case Operation::or_:
                return logic(node);
            case Operation::in:
                return membership(node);
            default:
                return comparison(node);
        }
    }

    Typed name(const ExpressionNode& node) {
        const auto* info = names_(node.text);
        if (info != nullptr) return {kind_of(info->type), info, &node};
        add(node, "unknown-name", fmt::format("there is no answer or fact `{}`", node.text),
            node.text);
        return {Kind::unknown, nullptr, &node};
    }

    Typed arithmetic(const ExpressionNode& node) {
        for (const auto& child : node.children) {
            want(type_of(child), Kind::number, "only numbers can be counted with");
        }
        return {Kind::number, nullptr, &node};
    }

    Typed logic(const ExpressionNode& node) {
        const bool is_not = node.operation == Operation::not_;
        for (const auto& child : node.children) {
            want(type_of(child), Kind::boolean,
                 is_not ? "`not` takes what is true or false: write not (…) around a comparison"
                        : "`and` and `or` join what is true or false");
        }
        return {Kind::boolean, nullptr, &node};
    }

    Typed membership(const ExpressionNode& node) {
        const auto left = type_of(node.children[0]);
        const auto right = type_of(node.children[1]);
        const Typed result{Kind::boolean, nullptr, &node};
        if (left.kind == Kind::unknown || right.kind == Kind::unknown) return result;
        if (right.kind == Kind::keys) {
            check_key(right, left);
        } else if (right.kind == Kind::list) {
            for (const auto& item : right.node->children)
                compare(left, type_of(item), Operation::equal, item);
        } else {
            add(*right.node, "condition-type",
                fmt::format("behind `in` stands a list: ['a', 'b'], not {}",
                            words_for(right.kind)));
        }
        return result;
    }

    Typed comparison(const ExpressionNode& node) {
        const auto left = type_of(node.children[0]);
        const auto right = type_of(node.children[1]);
        compare(left, right, node.operation, node);
        return {Kind::boolean, nullptr, &node};
    }

    void compare(const Typed& left, const Typed& right, Operation operation,
                 const ExpressionNode& at) {
        if (left.kind == Kind::unknown || right.kind == Kind::unknown) return;
        if (is_text_literal(left) && !is_text_literal(right))
            return compare(right, left, operation, at);
        const bool ordered = operation != Operation::equal && operation != Operation::not_equal;
        if (is_text_literal(right) && right.node->text == "na" && left.name != nullptr &&
            left.name->has_na) {
            if (ordered) add(at, "condition-type", "'na' has no order: compare it with == or !=");
            return;
        }
        if (left.kind == Kind::key || right.kind == Kind::key)
            return compare_keys(left, right, ordered, at);
        if (is_temporal(left.kind)) return compare_times(left, right, at);
        if (is_temporal(right.kind)) return compare_times(right, left, at);
        if (left.kind == Kind::keys || left.kind == Kind::table || left.kind == Kind::list)
            return no_lists(left);
        if (right.kind == Kind::keys || right.kind == Kind::table || right.kind == Kind::list)
            return no_lists(right);
        if (left.kind != right.kind) return mismatch(left, right, at);
        if (ordered && left.kind != Kind::number) {
            add(at, "condition-type",
                fmt::format("only numbers and dates have an order, {} has none",
                            words_for(left.kind)));
        }
    }

    void compare_keys(const Typed& left, const Typed& right, bool ordered,
                      const ExpressionNode& at) {
        const auto& key = left.kind == Kind::key ? left : right;
        const auto& other = left.kind == Kind::key ? right : left;
        if (other.kind != Kind::key && other.kind != Kind::text) return mismatch(key, other, at);
        if (ordered)
            return add(at, "condition-type",
                       "only numbers and dates have an order, a choice has none");
        check_key(key, other);
    }

    void compare_times(const Typed& time, const Typed& other, const ExpressionNode& at) {
        if (is_temporal(other.kind)) return;
        if (other.kind == Kind::number)
            return add(at, "condition-type",
                       "a date is compared with a number: a date stands in quotes, '2026-12-31'");
        if (!is_text_literal(other)) return mismatch(time, other, at);
        if (date_from_iso(other.node->text) || instant_from_iso(other.node->text)) return;
        add(*other.node, "condition-type", "a date is written '2026-12-31'");
    }

    /// A key that the choice does not have can never be equal to it.
    void check_key(const Typed& choice, const Typed& item) {
        if (!is_text_literal(item)) {
            if (item.kind != Kind::text && item.kind != Kind::key)
                mismatch(choice, item, *item.node);
            return;
        }
        if (choice.name == nullptr || choice.name->keys.empty()) return;
        const auto& keys = choice.name->keys;
        if (std::find(keys.begin(), keys.end(), item.node->text) != keys.end()) return;
        if (item.node->text == "na" && choice.name->has_na) return;
        add(*item.node, "unknown-choice",
            fmt::format("`{}` has no choice '{}'{}", choice.node->text, item.node->text,
                        did_you_mean(item.node->text, keys)));
    }

    Typed call(const ExpressionNode& node) {
        const auto& first = node.children[0];
        switch (*function_named(node.text)) {
            case Function::answered:
            case Function::skipped:
                want_name(node, first);
                return {Kind::boolean, nullptr, &node};
            case Function::count:
                want_list(node, type_of(first));
                return {Kind::number, nullptr, &node};
            case Function::contains:
                contains(node);
                return {Kind::boolean, nullptr, &node};
            case Function::length:
                want(type_of(first), Kind::text, "`length` takes a text");
                return {Kind::number, nullptr, &node};
            case Function::age:
                want_born(type_of(first));
                return {Kind::number, nullptr, &node};
            case Function::days_since:
                want_time(type_of(first));
                return {Kind::number, nullptr, &node};
            case Function::member:
                want_literal(first, "`member` takes a pool's name in quotes: member('residents')");
                break;
            case Function::mentions:
                mentions(node);
                break;
        }
        return {Kind::boolean, nullptr, &node};
    }

    void contains(const ExpressionNode& node) {
        const auto in = type_of(node.children[0]);
        const auto item = type_of(node.children[1]);
        if (in.kind == Kind::unknown || item.kind == Kind::unknown) return;
        if (in.kind == Kind::keys) return check_key(in, item);
        if (in.kind == Kind::text && item.kind == Kind::text) return;
        const bool wrong_item = in.kind == Kind::text;
        add(wrong_item ? *item.node : *in.node, "condition-type",
            fmt::format("`contains` takes a list or a text, and what it is to contain; this is {}",
                        words_for(wrong_item ? item.kind : in.kind)));
    }

    void mentions(const ExpressionNode& node) {
        want(type_of(node.children[0]), Kind::text, "`mentions` looks into a text");
        const auto& words = node.children[1];
        if (!want_literal(words, "the words' name stands in quotes: mentions(why, 'complaint')"))
            return;
        if (names_("words." + words.text) != nullptr) return;
        add(words, "unknown-name",
            fmt::format("there are no `words` of the name '{}'", words.text));
    }

    void want_name(const ExpressionNode& node, const ExpressionNode& argument) {
        if (argument.operation == Operation::name) {
            type_of(argument);
            return;
        }
        add(argument, "condition-type",
            fmt::format("`{}` takes the name of an answer or fact", node.text));
    }

    void want_list(const ExpressionNode& node, const Typed& typed) {
        if (typed.kind == Kind::unknown || typed.kind == Kind::keys || typed.kind == Kind::table ||
            typed.kind == Kind::list)
            return;
        add(*typed.node, "condition-type",
            fmt::format("`{}` takes a list, this is {}", node.text, words_for(typed.kind)));
    }

    void want_born(const Typed& typed) {
        if (typed.kind == Kind::unknown || typed.kind == Kind::number || typed.kind == Kind::date)
            return;
        add(*typed.node, "condition-type",
            fmt::format("`age` takes a year or a date, this is {}", words_for(typed.kind)));
    }

    void want_date(const Typed& typed) {
        const bool literal = is_text_literal(typed) && date_from_iso(typed.node->text).has_value();
        if (typed.kind == Kind::unknown || is_temporal(typed.kind) || literal) return;
        add(*typed.node, "condition-type",
            fmt::format("a bound of a date must be a date: `today`, 2026-12-31 or the name of one; "
                        "this is {}",
                        words_for(typed.kind)));
    }

    void want_time(const Typed& typed) {
        const bool literal =
            typed.node->operation == Operation::text && date_from_iso(typed.node->text).has_value();
        if (typed.kind == Kind::unknown || is_temporal(typed.kind) || literal) return;
        add(*typed.node, "condition-type",
            fmt::format("`days_since` takes a date, this is {}", words_for(typed.kind)));
    }

    bool want_literal(const ExpressionNode& node, std::string message) {
        if (node.operation == Operation::text) return true;
        add(node, "condition-type", std::move(message));
        return false;
    }

    void want(const Typed& typed, Kind kind, std::string_view rule) {
        if (typed.kind == Kind::unknown || typed.kind == kind) return;
        add(*typed.node, "condition-type",
            fmt::format("{}; this is {}", rule, words_for(typed.kind)));
    }

    void no_lists(const Typed& typed) {
        add(*typed.node, "condition-type",
            fmt::format("{} is compared by `in`, contains(…) or count(…)", words_for(typed.kind)));
    }

    void mismatch(const Typed& left, const Typed& right, const ExpressionNode& at) {
        add(at, "condition-type",
            fmt::format("{} is compared with {}: that is never true", words_for(left.kind),
                        words_for(right.kind)));
    }

    void add(const ExpressionNode& at, std::string code, std::string message,
             std::string name = {}) {
        errors.push_back({.offset = at.offset,
                          .code = std::move(code),
                          .message = std::move(message),
                          .name = std::move(name)});
    }

    const NameLookup& names_;
};

}  // namespace

std::vector<ConditionError> check_types(const ExpressionNode& root, const NameLookup& names,
                                        Expression::Wanted wanted) {
    Check check(names);
    check.run(root, wanted);
    std::stable_sort(
        check.errors.begin(), check.errors.end(),
        [](const ConditionError& a, const ConditionError& b) { return a.offset < b.offset; });
    return std::move(check.errors);
}

std::vector<ConditionError> check_value_type(const ExpressionNode& root, const NameLookup& names,
                                             const NameInfo& kept_as) {
    Check check(names);
    check.run_value(root, kept_as);
    return std::move(check.errors);
}

}  // namespace dialogs
