// What is said where a reply was not an answer: what would have been understood, or what is wrong with it.
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/turn.hpp"

#include <fmt/format.h>

namespace dialogs {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

std::string one_of_range(const Turn& turn, const Question& question, const Language& language) {
    const auto range = range_of(question, turn);
    if (!range.min || !range.max) return turn.input.catalog->text(language, "reprompt_number");
    const Arguments arguments{{"min", fmt::format("{}", *range.min)},
                              {"max", fmt::format("{}", *range.max)}};
    return turn.input.catalog->text(language, "reprompt_range", arguments);
}

/// The reprompt that goes with the type.
std::string unclear(const Turn& turn, const Question& question, const Language& language) {
    const auto say = [&](std::string_view name, const Arguments& arguments = {}) {
        return turn.input.catalog->text(language, name, arguments);
    };
    switch (question.type) {
        case QuestionType::nps:
        case QuestionType::scale:
        case QuestionType::smiley:
        case QuestionType::number:
            return one_of_range(turn, question, language);
        case QuestionType::yes_no:
            return say("reprompt_yes_no");
        case QuestionType::choice:
        case QuestionType::language:
            return say("reprompt_choice");
        default:
            return say("reprompt_text");
    }
}

}  // namespace

std::string reprompt_text(const Turn& turn, const Question& question, const Asked&,
                          const Reading& reading, const Language& language) {
    if (reading.kind == Reading::Kind::too_long) {
        const Arguments arguments{{"max", std::to_string(question.text_max)},
                                  {"over", std::to_string(reading.over)}};
        return turn.input.catalog->text(language, "too_long", arguments);
    }
    return unclear(turn, question, language);
}

}  // namespace dialogs
