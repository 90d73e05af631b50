// Bounds and amounts: `min`, `max`, `integer`, `unit`, `top`, `total`.
#include "dialogs/iso_time.hpp"
#include "dialogs/reading/question_reader.hpp"

#include <algorithm>
#include <cmath>

namespace dialogs {

namespace {

constexpr int text_max_most = 10'000;
constexpr int amount_most = 1'000'000;

}  // namespace

void QuestionReader::read_min(const YamlEntry& entry) { question_.min = read_bound(entry); }

void QuestionReader::read_max(const YamlEntry& entry) {
    if (question_.type == Type::text) {
        question_.text_max =
            parts_.source.whole(entry, {1, text_max_most}).value_or(question_.text_max);
    } else {
        question_.max = read_bound(entry);
    }
}

void QuestionReader::read_integer(const YamlEntry& entry) {
    question_.whole = parts_.source.flag(entry).value_or(false);
}

void QuestionReader::read_unit(const YamlEntry& entry) {
    question_.unit = parts_.source.word(entry).value_or("");
}

void QuestionReader::read_top(const YamlEntry& entry) {
    question_.top = parts_.source.whole(entry, {1, amount_most}).value_or(0);
}

void QuestionReader::read_total(const YamlEntry& entry) {
    question_.total = parts_.source.whole(entry, {1, amount_most}).value_or(0);
}

Bound QuestionReader::read_bound(const YamlEntry& entry) {
    if (question_.type == Type::date) return read_date_bound(entry);
    const auto text = parts_.source.word(entry);
    if (!text) return {};
    if (const auto number = number_from_text(*text)) return *number;
    // A year may be bound by a day: `max: today`.
    const auto wanted = question_.type == Type::year ? Expression::Wanted::number_or_date
                                                     : Expression::Wanted::number;
    if (auto expression = parts_.texts.condition(entry.value, wanted))
        return std::move(*expression);
    return {};
}

/// `2026-01-01`, or an expression: `today`.
Bound QuestionReader::read_date_bound(const YamlEntry& entry) {
    const auto text = parts_.source.word(entry);
    if (!text) return {};
    if (date_from_iso(*text)) return *Expression::parse(fmt::format("'{}'", *text));
    if (auto expression = parts_.texts.condition(entry.value, Expression::Wanted::date))
        return std::move(*expression);
    return {};
}

/// What only makes sense once all keys are read.
void QuestionReader::check_numbers() {
    if (!type_) return;
    const auto* min = std::get_if<double>(&question_.min);
    const auto* max = std::get_if<double>(&question_.max);
    check_order(min, max);
    if (*type_ == Type::scale) check_scale(min, max);
    if (*type_ == Type::choices && min != nullptr) check_count("min", *min);
    if (*type_ == Type::choices && max != nullptr) check_count("max", *max);
    if (question_.top != 0) check_count("top", question_.top);
}

void QuestionReader::check_order(const double* min, const double* max) {
    if (min == nullptr || max == nullptr) return;
    const bool may_be_equal = question_.type == Type::choices;  // exactly three of them
    if (*min > *max || (*min == *max && !may_be_equal)) {
        parts_.source.error(step_.find("max")->value, "bad-value", "`max` must be more than `min`");
    }
}

void QuestionReader::check_scale(const double* min, const double* max) {
    if (min == nullptr || max == nullptr || *min >= *max) return;
    const bool is_whole = std::floor(*min) == *min && std::floor(*max) == *max;
    if (!is_whole || *max - *min >= scale_values_max) {
        parts_.source.error(step_.find("max")->value, "bad-value",
                            fmt::format("a scale has at most {} whole values", scale_values_max));
    }
}

/// How many may be chosen: no more than there are.
void QuestionReader::check_count(std::string_view key, double count) {
    const auto most = lines();
    if (most == 0 || (count >= 0 && count <= most && std::floor(count) == count)) return;
    parts_.source.error(step_.find(key)->value, "bad-value",
                        fmt::format("`{}` must be a whole number up to {}, for there are no more "
                                    "choices",
                                    key, most));
}

/// How many choices there are; 0 where they could not be read.
double QuestionReader::lines() const {
    if (question_.options.empty()) return 0;
    return static_cast<double>(question_.options.size()) + (question_.other ? 1 : 0);
}

}  // namespace dialogs
