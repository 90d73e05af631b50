// From a question of the script to the message that asks it, and to the shape that its answer must
// have.
#include "dialogs/conversation/drawing.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/turn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace dialogs {
namespace {

constexpr std::array<std::string_view, 5> faces{"😡", "🙁", "😐", "🙂", "😍"};

bool is_listed(QuestionType type) { return type == QuestionType::choice; }

/// A bound as it is now: a number, or an expression's value.
std::optional<double> bound_of(const Bound& bound, const Turn& turn) {
    if (const auto* number = std::get_if<double>(&bound)) return *number;
    const auto* expression = std::get_if<Expression>(&bound);
    if (expression == nullptr) return std::nullopt;
    const auto value = expression->evaluate(turn.names.facts());
    const auto* number = std::get_if<double>(&value);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

struct Range {
    std::optional<double> min;
    std::optional<double> max;
};

Range range_of(const Question& question, const Turn& turn) {
    switch (question.type) {
        case QuestionType::nps:
            return {0, 10};
        case QuestionType::smiley:
            return {1, 5};
        default:
            return {bound_of(question.min, turn), bound_of(question.max, turn)};
    }
}

/// The options of a choice that are offered now, in the order shown; then what it says for `other`,
/// and `na`.
std::vector<std::string> offered_keys(const Turn& turn, const Question& question,
                                      const std::string& path) {
    std::vector<std::string> keys;
    for (const auto& option : question.options) {
        if (!option.when || option.when->holds(turn.names.facts())) keys.push_back(option.key);
    }
    if (question.shuffle && turn.input.shuffles) draw_order(keys, turn.state.seed, path);
    if (question.other && !question.other_text.empty()) keys.emplace_back("other");
    if (question.na) keys.emplace_back("na");
    return keys;
}

/// The values that buttons have, in order; empty where nothing can be tapped.
std::vector<std::string> tappable_values(const Turn& turn, const Question& question,
                                         const Asked& asked) {
    if (is_listed(question.type)) return asked.shown;
    std::vector<std::string> values;
    switch (question.type) {
        case QuestionType::yes_no:
            values = {"true", "false"};
            break;
        case QuestionType::nps:
        case QuestionType::scale:
        case QuestionType::smiley: {
            const auto range = range_of(question, turn);
            const auto last = std::lround(range.max.value_or(5));
            for (auto value = std::lround(range.min.value_or(1)); value <= last; ++value) {
                values.push_back(std::to_string(value));
            }
            break;
        }
        default:
            return {};
    }
    if (question.na) values.emplace_back("na");
    return values;
}

int number_of(const Question& question, const std::string& value, std::size_t index) {
    if (value == "na") return question.na_number;
    const auto is_a_number = question.type == QuestionType::nps ||
                             question.type == QuestionType::scale ||
                             question.type == QuestionType::smiley;
    return is_a_number ? std::stoi(value) : static_cast<int>(index) + 1;
}

/// `1=tosi vaikea, 5=tosi helppo, 0=en tiedä`; of those that have words of their own.
std::string labelled_values(const std::vector<Choice>& choices, const Question& question,
                            bool only_na) {
    std::string hint;
    for (const auto& choice : choices) {
        const auto has_words = choice.value == "na" || question.labels.contains(choice.value);
        if (!has_words || (only_na && choice.value != "na")) continue;
        if (!hint.empty()) hint += ", ";
        hint += fmt::format("{}={}", choice.number, choice.label);
    }
    return hint;
}

/// The wordings that one message is made of. They are all said in one language: never a mix inside
/// one message.
std::vector<const Text::Wording*> wordings_of(const Turn& turn, const Question& question,
                                              const Text& text,
                                              const std::vector<std::string>& values) {
    std::vector<const Text::Wording*> wordings;
    const auto add = [&](const Text& part) {
        if (const auto* wording = TextRenderer::wording_of(part, turn.names.texts()))
            wordings.push_back(wording);
    };
    add(text);
    add(question.hint);
    if (question.na) add(*question.na);
    for (const auto& [value, label] : question.labels)
        add(label);
    for (const auto& option : question.options) {
        if (std::find(values.begin(), values.end(), option.key) != values.end()) add(option.label);
    }
    if (question.other) add(question.other_text);
    return wordings;
}

std::vector<Choice> choices_in(const Language& language, const Turn& turn, const Question& question,
                               const std::vector<std::string>& values) {
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto number = number_of(question, values[i], i);
        auto label =
            label_of(turn.script, question, values[i], language, turn.input, turn.names.texts());
        if (question.type == QuestionType::smiley && values[i] != "na" &&
            !question.labels.contains(values[i])) {
            label = faces.at(i);
        }
        choices.push_back(Choice{.value = values[i], .label = std::move(label), .number = number});
    }
    return choices;
}

std::string hint_in(const Language& language, const Turn& turn, const Question& question,
                    const std::vector<Choice>& choices) {
    auto hint = turn.input.renderer->render(question.hint, language, turn.script.source_language(),
                                            turn.names.texts());
    if (is_listed(question.type)) return hint;
    auto values = labelled_values(choices, question, !hint.empty());
    if (choices.empty() && question.na) {
        values = fmt::format(
            "{}={}", question.na_number,
            label_of(turn.script, question, "na", language, turn.input, turn.names.texts()));
    }
    if (hint.empty() || values.empty()) return hint.empty() ? values : hint;
    return hint + ' ' + values;
}

Message message_with(const Turn& turn, const Question& question, const Asked& asked, int ordinal,
                     const Text& text) {
    const auto values = tappable_values(turn, question, asked);
    const auto wordings = wordings_of(turn, question, text, values);
    const auto language =
        text_language(wordings, turn.state.language, turn.script.source_language());
    Message message{.language = language, .question = ordinal};
    message.text = turn.input.renderer->render(text, language, turn.script.source_language(),
                                               turn.names.texts());
    message.choices = choices_in(language, turn, question, values);
    message.hint = hint_in(language, turn, question, message.choices);
    message.plain_choices =
        is_listed(question.type) ? PlainChoices::numbered : PlainChoices::as_written;
    return message;
}

/// The reprompt that goes with the type: what would have been understood.
std::string reprompt_of_type(const Turn& turn, const Question& question, const Language& language) {
    const auto range = range_of(question, turn);
    std::vector<std::pair<std::string, std::string>> arguments;
    if (range.min) arguments.emplace_back("min", fmt::format("{}", *range.min));
    if (range.max) arguments.emplace_back("max", fmt::format("{}", *range.max));
    const auto bounded = range.min && range.max;
    switch (question.type) {
        case QuestionType::nps:
        case QuestionType::scale:
        case QuestionType::smiley:
            return turn.input.catalog->text(language, "reprompt_range", arguments);
        case QuestionType::yes_no:
            return turn.input.catalog->text(language, "reprompt_yes_no");
        case QuestionType::choice:
            return turn.input.catalog->text(language, "reprompt_choice");
        case QuestionType::number:
            return bounded ? turn.input.catalog->text(language, "reprompt_range", arguments)
                           : turn.input.catalog->text(language, "reprompt_number");
        default:
            return turn.input.catalog->text(language, "reprompt_text");
    }
}

std::vector<std::pair<std::string, std::string>> too_long_arguments(const Question& question,
                                                                    const Reading& reading) {
    return {{"max", std::to_string(question.text_max)}, {"over", std::to_string(reading.over)}};
}

void add_labels(const Turn& turn, const Question& question, const Language& shown_in,
                ValueWords& words) {
    const auto label_in = [&](const Language& language) {
        return label_of(turn.script, question, words.value, language, turn.input,
                        turn.names.texts());
    };
    auto shown = label_in(shown_in);
    for (const auto& language : turn.script.languages) {
        if (language == shown_in) continue;
        auto other = label_in(language);
        if (other != shown) words.other_labels.push_back(std::move(other));
    }
    words.labels.push_back(std::move(shown));
}

/// The values that have words of their own: labels, synonyms, a way out.
std::vector<std::string> worded_values(const Turn& turn, const Question& question,
                                       const Asked& asked) {
    if (is_listed(question.type)) return asked.shown;
    auto values = tappable_values(turn, question, asked);
    std::erase_if(values, [&](const std::string& value) {
        return value != "na" && !question.labels.contains(value) &&
               !question.accept.contains(value);
    });
    if (values.empty() && question.na) values.emplace_back("na");
    return values;
}

}  // namespace

OpenAsk open_ask(const Turn& turn) {
    if (turn.state.open == 0) return {};
    const auto& asked = turn.state.asked[static_cast<std::size_t>(turn.state.open) - 1];
    return {question_at(turn.script, asked.path), &asked};
}

void ask(Turn& turn, const Step& step, const Question& question) {
    auto& state = turn.state;
    Asked asked{.question = question.name, .path = step.path};
    if (is_listed(question.type)) asked.shown = offered_keys(turn, question, step.path);
    state.asked.push_back(std::move(asked));
    state.open = static_cast<int>(state.asked.size());
    state.position = step.path;
    state.tries = 0;
    state.trail.push_back(state.open);
    ask_again(turn);
    start_clocks(turn, question);
}

void ask_again(Turn& turn) {
    const auto open = open_ask(turn);
    if (!open) return;
    turn.emit(Tell{.message = question_message(turn, *open.question, *open.asked, turn.state.open),
                   .purpose = Tell::Purpose::question});
}

Message question_message(const Turn& turn, const Question& question, const Asked& asked,
                         int ordinal) {
    return message_with(turn, question, asked, ordinal, question.text);
}

Message reprompt_message(const Turn& turn, const Question& question, const Asked& asked,
                         int ordinal, const Reading& reading) {
    const auto too_long = reading.kind == Reading::Kind::too_long;
    auto message = message_with(turn, question, asked, ordinal, question.invalid);
    if (!is_listed(question.type) && !question.hint.empty())
        message.hint.clear();  // the reprompt says it
    if (too_long) {
        message.text = turn.input.catalog->text(message.language, "too_long",
                                                too_long_arguments(question, reading));
    } else if (message.text.empty()) {
        message.text = reprompt_of_type(turn, question, message.language);
    }
    return message;
}

AnswerShape shape_of(const Turn& turn, const Question& question, const Asked& asked) {
    const auto range = range_of(question, turn);
    const auto values = tappable_values(turn, question, asked);
    const auto shown_in = text_language(wordings_of(turn, question, question.text, values),
                                        turn.state.language, turn.script.source_language());
    AnswerShape shape{.type = question.type,
                      .min = range.min,
                      .max = range.max,
                      .whole = question.whole,
                      .unit = question.unit,
                      .has_na = question.na.has_value(),
                      .has_other = question.other,
                      .text_max = question.text_max,
                      .language = turn.state.language,
                      .languages = turn.script.languages,
                      .today = turn.input.today};
    const auto worded = worded_values(turn, question, asked);
    for (std::size_t i = 0; i < worded.size(); ++i) {
        ValueWords words{.value = worded[i]};
        if (is_listed(question.type) || worded[i] == "na")
            words.number = number_of(question, worded[i], i);
        if (worded[i] == "na" || is_listed(question.type) || question.labels.contains(worded[i])) {
            add_labels(turn, question, shown_in, words);
        }
        if (const auto synonyms = question.accept.find(worded[i]);
            synonyms != question.accept.end()) {
            for (const auto& [language, list] : synonyms->second) {
                words.accept.insert(words.accept.end(), list.begin(), list.end());
            }
        }
        shape.values.push_back(std::move(words));
    }
    return shape;
}

}  // namespace dialogs
