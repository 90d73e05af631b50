// What is said where a reply was not an answer: what would have been understood, or what is wrong
// with it.
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/turn.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

class Reprompt {
public:
    Reprompt(const Turn& turn, const Question& question, const Asked& asked,
             const Language& language)
        : turn_(turn), question_(question), asked_(asked), language_(language) {}

    [[nodiscard]] std::string about(const Reading& reading) const {
        switch (reading.kind) {
            case Reading::Kind::too_long:
                return say("too_long", {{"max", std::to_string(question_.text_max)},
                                        {"over", std::to_string(reading.over)}});
            case Reading::Kind::outside:
                return question_.type == QuestionType::date ? outside_days() : outside_numbers();
            case Reading::Kind::wrong_count:
                return count();
            case Reading::Kind::wrong_total:
                return say("points_total", {{"sum", std::to_string(reading.sum)},
                                            {"total", std::to_string(question_.total)}});
            case Reading::Kind::unsure:
                return say("place_which");
            default:
                return unclear();
        }
    }

private:
    [[nodiscard]] std::string say(std::string_view name, const Arguments& arguments = {}) const {
        return turn_.input.catalog->text(language_, name, arguments);
    }

    /// What the type would have understood.
    [[nodiscard]] std::string unclear() const {
        switch (question_.type) {
            case QuestionType::nps:
            case QuestionType::scale:
            case QuestionType::smiley:
            case QuestionType::number:
                return one_of_range();
            case QuestionType::yes_no:
                return say("reprompt_yes_no");
            case QuestionType::choice:
            case QuestionType::language:
                return say("reprompt_choice");
            case QuestionType::choices:
            case QuestionType::budget:
                return say("reprompt_choices");
            case QuestionType::place:
                return say("reprompt_place");
            case QuestionType::year:
                return say("reprompt_year");
            case QuestionType::date:
                return say("reprompt_date", {{"example", example_day()}});
            case QuestionType::rank:
                return say("reprompt_rank", {{"count", std::to_string(lines_wanted())}});
            case QuestionType::points:
                return say("reprompt_points", {{"total", std::to_string(question_.total)},
                                               {"example", example_points()}});
            case QuestionType::statements:
                return say("reprompt_statements");
            case QuestionType::photo:
                return say("reprompt_photo");
            case QuestionType::voice:
                return say("reprompt_voice");
            case QuestionType::location:
                return say("reprompt_location");
            default:
                return say("reprompt_text");
        }
    }

    [[nodiscard]] std::string one_of_range() const {
        const auto range = range_of(question_, turn_);
        if (!range.min || !range.max) return say("reprompt_number");
        return say("reprompt_range", {{"min", fmt::format("{}", *range.min)},
                                      {"max", fmt::format("{}", *range.max)}});
    }

    [[nodiscard]] std::string outside_numbers() const {
        const auto range = range_of(question_, turn_);
        if (range.min && range.max) return one_of_range();
        if (range.min) return say("number_from", {{"min", fmt::format("{}", *range.min)}});
        if (range.max) return say("number_until", {{"max", fmt::format("{}", *range.max)}});
        return unclear();
    }

    [[nodiscard]] std::string outside_days() const {
        const auto days = days_of(question_, turn_);
        if (days.earliest && days.latest) {
            return say("date_range",
                       {{"min", written_day(*days.earliest)}, {"max", written_day(*days.latest)}});
        }
        if (days.earliest) return say("date_from", {{"min", written_day(*days.earliest)}});
        if (days.latest) return say("date_until", {{"max", written_day(*days.latest)}});
        return unclear();
    }

    [[nodiscard]] std::string written_day(Date day) const {
        return turn_.input.renderer->write(Printable{.value = day, .type = ValueType::date},
                                           language_, turn_.names.texts());
    }

    /// In digits, as every language understands it.
    [[nodiscard]] std::string example_day() const {
        const auto& today = turn_.input.today;
        return fmt::format("{}.{}.{}", static_cast<unsigned>(today.day()),
                           static_cast<unsigned>(today.month()), static_cast<int>(today.year()));
    }

    /// `1=50 2=50`
    [[nodiscard]] std::string example_points() const {
        const auto half = question_.total / 2;
        if (lines() < 2 || half == 0) return fmt::format("1={}", question_.total);
        return fmt::format("1={} 2={}", half, question_.total - half);
    }

    [[nodiscard]] std::string count() const {
        if (question_.type == QuestionType::rank) return unclear();
        if (question_.type == QuestionType::budget)
            return say("choose_least", {{"count", std::to_string(question_.at_least)}});
        const auto range = range_of(question_, turn_);
        const auto least = static_cast<std::size_t>(std::max(range.min.value_or(1), 1.0));
        const auto most =
            static_cast<std::size_t>(range.max.value_or(static_cast<double>(lines())));
        if (least == most) return say("choose_exactly", {{"count", std::to_string(most)}});
        return say("choose_between",
                   {{"min", std::to_string(least)}, {"max", std::to_string(most)}});
    }

    [[nodiscard]] std::size_t lines() const {
        return static_cast<std::size_t>(
            std::count_if(asked_.shown.begin(), asked_.shown.end(),
                          [](const std::string& value) { return value != "na"; }));
    }

    [[nodiscard]] std::size_t lines_wanted() const {
        return question_.top > 0 ? static_cast<std::size_t>(question_.top) : lines();
    }

    const Turn& turn_;
    const Question& question_;
    const Asked& asked_;
    const Language& language_;
};

}  // namespace

std::string reprompt_text(const Turn& turn, const Question& question, const Asked& asked,
                          const Reading& reading, const Language& language) {
    return Reprompt(turn, question, asked, language).about(reading);
}

}  // namespace dialogs
