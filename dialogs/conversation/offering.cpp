#include "dialogs/conversation/offering.hpp"

#include "dialogs/conversation/drawing.hpp"
#include "dialogs/iso_time.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <algorithm>
#include <cmath>

namespace dialogs {
namespace {

/// A bound as it is now: a number, or an expression's value. A day bounds years by its own.
std::optional<double> bound_of(const Bound& bound, const Turn& turn) {
    if (const auto* number = std::get_if<double>(&bound)) return *number;
    const auto* expression = std::get_if<Expression>(&bound);
    if (expression == nullptr) return std::nullopt;
    const auto value = expression->evaluate(turn.names.facts());
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto* day = std::get_if<Date>(&value)) return static_cast<int>(day->year());
    return std::nullopt;
}

std::optional<Date> day_of(const Bound& bound, const Turn& turn) {
    const auto* expression = std::get_if<Expression>(&bound);
    if (expression == nullptr) return std::nullopt;
    const auto value = expression->evaluate(turn.names.facts());
    if (const auto* day = std::get_if<Date>(&value)) return *day;
    if (const auto* text = std::get_if<std::string>(&value)) return date_from_iso(*text);
    if (const auto* moment = std::get_if<Instant>(&value))
        return Date(std::chrono::floor<std::chrono::days>(*moment));
    return std::nullopt;
}

bool is_rating(QuestionType type) {
    return type == QuestionType::nps || type == QuestionType::scale || type == QuestionType::smiley;
}

bool fits_text_message(const std::string& name) {
    return count_sms(name).encoding == SmsEncoding::gsm7;
}

/// Those in the alphabet of text messages first, so that the others may come on MORE.
std::vector<std::string> languages_in_order(const Turn& turn) {
    auto languages = turn.script.languages;
    std::stable_partition(languages.begin(), languages.end(), [&](const Language& language) {
        return fits_text_message(own_name(language, *turn.input.catalog));
    });
    return languages;
}

}  // namespace

Range range_of(const Question& question, const Turn& turn) {
    switch (question.type) {
        case QuestionType::nps:
            return {0, 10};
        case QuestionType::smiley:
            return {1, 5};
        case QuestionType::date:
            return {};
        default:
            return {bound_of(question.min, turn), bound_of(question.max, turn)};
    }
}

Days days_of(const Question& question, const Turn& turn) {
    if (question.type != QuestionType::date) return {};
    return {day_of(question.min, turn), day_of(question.max, turn)};
}

std::vector<std::string> offered_keys(const Turn& turn, const Question& question,
                                      const std::string& path) {
    std::vector<std::string> keys;
    if (question.type == QuestionType::language) keys = languages_in_order(turn);
    for (const auto& option : question.options) {
        if (!option.when || option.when->holds(turn.names.facts())) keys.push_back(option.key);
    }
    if (question.shuffle && turn.input.shuffles) draw_order(keys, turn.state.seed, path);
    if (question.other && !question.other_text.empty()) keys.emplace_back("other");
    if (question.na) keys.emplace_back("na");
    return keys;
}

std::vector<std::string> offered_values(const Turn& turn, const Question& question,
                                        const Asked& asked) {
    if (has_lines(question.type) || question.type == QuestionType::place) return asked.shown;
    std::vector<std::string> values;
    if (question.type == QuestionType::yes_no) values = {"true", "false"};
    if (question.type == QuestionType::statements) values.assign(opinions.begin(), opinions.end());
    if (is_rating(question.type)) {
        const auto range = range_of(question, turn);
        const auto last = std::lround(range.max.value_or(5));
        for (auto value = std::lround(range.min.value_or(1)); value <= last; ++value)
            values.push_back(std::to_string(value));
    }
    if (question.na && !values.empty()) values.emplace_back("na");
    return values;
}

int number_of(const Turn& turn, const Question& question, const std::string& value,
              std::size_t index) {
    if (value == "na") {
        const auto counts = is_rating(question.type) || question.type == QuestionType::number;
        return counts && range_of(question, turn).has(question.na_number) ? -1 : question.na_number;
    }
    return is_rating(question.type) ? std::stoi(value) : static_cast<int>(index) + 1;
}

std::size_t shown_at_once(const Turn& turn, const Question& question,
                          const std::vector<std::string>& values) {
    const auto is_on_demand = question.brief && turn.state.channel == "sms";
    if (is_on_demand) return 0;
    const auto& catalog = *turn.input.catalog;
    const auto is_held_back = question.type == QuestionType::language &&
                              turn.state.channel == "sms" &&
                              fits_text_message(own_name(turn.state.language, catalog));
    if (!is_held_back) return values.size();
    const auto first = std::find_if(values.begin(), values.end(), [&](const std::string& value) {
        return value != "na" && !fits_text_message(own_name(value, catalog));
    });
    return static_cast<std::size_t>(first - values.begin());
}

}  // namespace dialogs
