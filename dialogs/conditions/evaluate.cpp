#include "dialogs/conditions/evaluate.hpp"

#include "dialogs/conditions/functions.hpp"
#include "dialogs/iso_time.hpp"

#include <algorithm>

namespace dialogs {

namespace {

using Keys = std::vector<std::string>;

bool is_unanswered(const Value& value) { return std::holds_alternative<Unanswered>(value); }

Value call(const ExpressionNode& node, const Facts& facts);

Value name_value(const std::string& name, const Facts& facts) {
    if (name == "today") return facts.today;
    return facts.value ? facts.value(name) : Value(Unanswered{});
}

/// Days and times on one scale; a day counts as its first moment in UTC.
std::optional<Instant> moment_of(const Value& value) {
    if (const auto* date = std::get_if<Date>(&value)) return Instant(std::chrono::sys_days(*date));
    if (const auto* instant = std::get_if<Instant>(&value)) return *instant;
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return std::nullopt;
    if (const auto date = date_from_iso(*text)) return Instant(std::chrono::sys_days(*date));
    return instant_from_iso(*text);
}

bool is_time(const Value& value) {
    return std::holds_alternative<Date>(value) || std::holds_alternative<Instant>(value);
}

/// A day against a time: the time counts as its day.
Instant at_same_scale(const Value& value, const Value& other, Instant moment) {
    const bool coarse =
        std::holds_alternative<Date>(other) && std::holds_alternative<Instant>(value);
    return coarse ? Instant(std::chrono::floor<std::chrono::days>(moment)) : moment;
}

bool is_equal(const Value& left, const Value& right) {
    if (std::holds_alternative<NotApplicable>(left)) {
        const auto* word = std::get_if<std::string>(&right);
        return std::holds_alternative<NotApplicable>(right) || (word != nullptr && *word == "na");
    }
    if (std::holds_alternative<NotApplicable>(right)) return is_equal(right, left);
    if (is_time(left) || is_time(right)) {
        const auto a = moment_of(left);
        const auto b = moment_of(right);
        return a && b && at_same_scale(left, right, *a) == at_same_scale(right, left, *b);
    }
    return left == right;
}

template <class T>
bool is_in_order(const T& left, const T& right, Operation operation) {
    switch (operation) {
        case Operation::less:
            return left < right;
        case Operation::less_equal:
            return left <= right;
        case Operation::greater:
            return left > right;
        default:
            return left >= right;
    }
}

bool compare(const Value& left, const Value& right, Operation operation) {
    if (is_unanswered(left) || is_unanswered(right)) return false;
    if (operation == Operation::equal) return is_equal(left, right);
    if (operation == Operation::not_equal) return !is_equal(left, right);
    const auto* a = std::get_if<double>(&left);
    const auto* b = std::get_if<double>(&right);
    if (a != nullptr && b != nullptr) return is_in_order(*a, *b, operation);
    if (!is_time(left) && !is_time(right)) return false;
    const auto from = moment_of(left);
    const auto to = moment_of(right);
    return from && to &&
           is_in_order(at_same_scale(left, right, *from), at_same_scale(right, left, *to),
                       operation);
}

bool is_among(const Value& item, const ExpressionNode& list, const Facts& facts) {
    if (list.operation == Operation::list) {
        return std::any_of(list.children.begin(), list.children.end(),
                           [&](const ExpressionNode& one) {
                               return compare(item, evaluate(one, facts), Operation::equal);
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

Value days_since(const Value& then, const Date& today) {
    const auto moment = moment_of(then);
    if (!moment) return Unanswered{};
    const auto days = std::chrono::sys_days(today) - std::chrono::floor<std::chrono::days>(*moment);
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
            return days_since(evaluate(first, facts), facts.today);
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
            return compare(child(0), child(1), node.operation);
    }
}

}  // namespace dialogs
