#include "dialogs/conditions/evaluate.hpp"

#include "dialogs/conditions/functions.hpp"
#include "dialogs/iso_time.hpp"
#include "dialogs/local_time.hpp"

#include <algorithm>
#include <compare>
#include <optional>

namespace dialogs {

namespace {

using Keys = std::vector<std::string>;

bool is_unanswered(const Value& value) { return std::holds_alternative<Unanswered>(value); }

Value call(const ExpressionNode& node, const Facts& facts);

Value name_value(const std::string& name, const Facts& facts) {
    if (name == "today") return facts.today;
    return facts.value ? facts.value(name) : Value(Unanswered{});
}

/// A text that is compared with a day or a time is one.
Value as_time(const Value& value, const Facts& facts) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return value;
    if (const auto date = date_from_iso(*text)) return *date;
    if (const auto instant = instant_as_written(*text, facts.time_zone)) return *instant;
    return Unanswered{};
}

std::optional<Date> day_of(const Value& value, const Facts& facts) {
    if (const auto* date = std::get_if<Date>(&value)) return *date;
    if (const auto* instant = std::get_if<Instant>(&value)) return local_day(*instant, facts.time_zone);
    return std::nullopt;
}

bool is_time(const Value& value) {
    return std::holds_alternative<Date>(value) || std::holds_alternative<Instant>(value);
}

/// Two times, or two days, in order; a time against a day counts as its day.
std::optional<std::strong_ordering> order_of_times(const Value& left, const Value& right, const Facts& facts) {
    const auto a = as_time(left, facts);
    const auto b = as_time(right, facts);
    const auto* from = std::get_if<Instant>(&a);
    const auto* to = std::get_if<Instant>(&b);
    if (from != nullptr && to != nullptr) return *from <=> *to;
    const auto first = day_of(a, facts);
    const auto second = day_of(b, facts);
    if (!first || !second) return std::nullopt;
    return std::chrono::sys_days(*first) <=> std::chrono::sys_days(*second);
}

bool is_equal(const Value& left, const Value& right, const Facts& facts) {
    if (std::holds_alternative<NotApplicable>(left)) {
        const auto* word = std::get_if<std::string>(&right);
        return std::holds_alternative<NotApplicable>(right) || (word != nullptr && *word == "na");
    }
    if (std::holds_alternative<NotApplicable>(right)) return is_equal(right, left, facts);
    if (is_time(left) || is_time(right))
        return order_of_times(left, right, facts) == std::strong_ordering::equal;
    return left == right;
}

bool is_in_order(std::partial_ordering order, Operation operation) {
    switch (operation) {
        case Operation::less:
            return order < 0;
        case Operation::less_equal:
            return order <= 0;
        case Operation::greater:
            return order > 0;
        default:
            return order >= 0;
    }
}

bool compare(const Value& left, const Value& right, Operation operation, const Facts& facts) {
    if (is_unanswered(left) || is_unanswered(right)) return false;
    if (operation == Operation::equal) return is_equal(left, right, facts);
    if (operation == Operation::not_equal) return !is_equal(left, right, facts);
    const auto* a = std::get_if<double>(&left);
    const auto* b = std::get_if<double>(&right);
    if (a != nullptr && b != nullptr) return is_in_order(*a <=> *b, operation);
    if (!is_time(left) && !is_time(right)) return false;
    const auto order = order_of_times(left, right, facts);
    return order && is_in_order(*order, operation);
}

bool is_among(const Value& item, const ExpressionNode& list, const Facts& facts) {
    if (list.operation == Operation::list) {
        return std::any_of(list.children.begin(), list.children.end(),
                           [&](const ExpressionNode& one) {
                               return compare(item, evaluate(one, facts), Operation::equal, facts);
                           });
    }
    const auto in = evaluate(list, facts);
    const auto* keys = std::get_if<Keys>(&in);
    const auto* key = std::get_if<std::string>(&item);
    return keys != nullptr && key != nullptr &&
           std::find(keys->begin(), keys->end(), *key) != keys->end();
}

Value arithmetic(const ExpressionNode& node, const Facts& facts) {
    const auto left = evaluate(node.children[0], facts);
    const auto* a = std::get_if<double>(&left);
    if (a == nullptr) return Unanswered{};
    if (node.operation == Operation::negate) return -*a;
    const auto right = evaluate(node.children[1], facts);
    const auto* b = std::get_if<double>(&right);
    if (b == nullptr) return Unanswered{};
    switch (node.operation) {
        case Operation::add:
            return *a + *b;
        case Operation::subtract:
            return *a - *b;
        case Operation::multiply:
            return *a * *b;
        default:
            break;
    }
    if (*b == 0) return Unanswered{};
    return *a / *b;
}

/// How much a list, a table or a text holds; nothing holds nothing.
double size_of(const Value& value) {
    if (const auto* keys = std::get_if<Keys>(&value)) return static_cast<double>(keys->size());
    if (const auto* table = std::get_if<std::map<std::string, std::string>>(&value))
        return static_cast<double>(table->size());
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return 0;
    return static_cast<double>(std::count_if(text->begin(), text->end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

/// The age surely reached: of a year, the birthday counts as not yet been.
Value age_of(const Value& born, const Date& today) {
    const int year = static_cast<int>(today.year());
    if (const auto* born_year = std::get_if<double>(&born)) return year - *born_year - 1;
    const auto* day = std::get_if<Date>(&born);
    if (day == nullptr) return Unanswered{};
    const bool had_birthday =
        std::pair(today.month(), today.day()) >= std::pair(day->month(), day->day());
    return static_cast<double>(year - static_cast<int>(day->year()) - (had_birthday ? 0 : 1));
}

Value days_since(const Value& then, const Facts& facts) {
    const auto day = day_of(as_time(then, facts), facts);
    if (!day) return Unanswered{};
    const auto days = std::chrono::sys_days(facts.today) - std::chrono::sys_days(*day);
    return static_cast<double>(days.count());
}

bool contains(const Value& in, const Value& item) {
    const auto* wanted = std::get_if<std::string>(&item);
    if (wanted == nullptr) return false;
    if (const auto* keys = std::get_if<Keys>(&in))
        return std::find(keys->begin(), keys->end(), *wanted) != keys->end();
    const auto* text = std::get_if<std::string>(&in);
    return text != nullptr && text->find(*wanted) != std::string::npos;
}

bool mentions(const Value& in, const std::string& words, const Facts& facts) {
    const auto* text = std::get_if<std::string>(&in);
    return text != nullptr && facts.mentions && facts.mentions(*text, words);
}

Value call(const ExpressionNode& node, const Facts& facts) {
    const auto& first = node.children[0];
    switch (*function_named(node.text)) {
        case Function::answered:
            return !is_unanswered(name_value(first.text, facts));
        case Function::skipped:
            return facts.skipped && facts.skipped(first.text);
        case Function::count:
            if (first.operation == Operation::list)
                return static_cast<double>(first.children.size());
            return size_of(evaluate(first, facts));
        case Function::length:
            return size_of(evaluate(first, facts));
        case Function::contains:
            return contains(evaluate(first, facts), evaluate(node.children[1], facts));
        case Function::age:
            return age_of(evaluate(first, facts), facts.today);
        case Function::days_since:
            return days_since(evaluate(first, facts), facts);
        case Function::member:
            return facts.member && facts.member(first.text);
        case Function::mentions:
            return mentions(evaluate(first, facts), node.children[1].text, facts);
    }
    return Unanswered{};
}

}  // namespace

bool is_true(const Value& value) {
    const auto* truth = std::get_if<bool>(&value);
    return truth != nullptr && *truth;
}

Value evaluate(const ExpressionNode& node, const Facts& facts) {
    const auto child = [&](std::size_t index) { return evaluate(node.children[index], facts); };
    switch (node.operation) {
        case Operation::number:
            return node.number;
        case Operation::text:
            return node.text;
        case Operation::boolean:
            return node.truth;
        case Operation::list:
            return Unanswered{};
        case Operation::name:
            return name_value(node.text, facts);
        case Operation::call:
            return call(node, facts);
        case Operation::not_:
            return !is_true(child(0));
        case Operation::and_:
            return is_true(child(0)) && is_true(child(1));
        case Operation::or_:
            return is_true(child(0)) || is_true(child(1));
        case Operation::in:
            return is_among(child(0), node.children[1], facts);
        case Operation::negate:
        case Operation::multiply:
        case Operation::divide:
        case Operation::add:
        case Operation::subtract:
            return arithmetic(node, facts);
        default:
            return compare(child(0), child(1), node.operation, facts);
    }
}

}  // namespace dialogs
