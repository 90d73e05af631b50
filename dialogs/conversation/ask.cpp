// From a question of the script to the message that asks it.
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/turn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dialogs {
namespace {

constexpr std::array<std::string_view, 5> faces{"😡", "🙁", "😐", "🙂", "😍"};

/// What was tapped already is marked, and the taps can be ended.
void mark_picked(const Turn& turn, const Asked& asked, Message& message) {
    if (asked.picked.empty()) return;
    for (auto& choice : message.choices) {
        const auto is_picked = std::find(asked.picked.begin(), asked.picked.end(), choice.value) !=
                               asked.picked.end();
        if (is_picked) choice.label = "✓ " + choice.label;
    }
    message.choices.push_back(Choice{.value = std::string(done_value),
                                     .label = turn.input.catalog->text(message.language, "done"),
                                     .number = -1});
}

/// `1=tosi vaikea, 5=tosi helppo, 0=en tiedä`; of those that have words of their own.
std::string labelled_values(const std::vector<Choice>& choices, const Question& question,
                            bool only_na) {
    std::string hint;
    for (const auto& choice : choices) {
        const auto has_words = choice.value == "na" || question.labels.contains(choice.value);
        if (!has_words || (only_na && choice.value != "na")) continue;
        if (!hint.empty()) hint += ", ";
        if (choice.number >= 0) hint += fmt::format("{}=", choice.number);
        hint += choice.label;
    }
    return hint;
}

Choice choice_in(const Language& language, const Turn& turn, const Question& question,
                 const std::string& value, std::size_t index) {
    auto label = label_of(turn.script, question, value, language, turn.input, turn.names.texts());
    const auto is_a_face = question.type == QuestionType::smiley && value != "na" &&
                           !question.labels.contains(value);
    if (is_a_face) label = faces.at(index);
    if (question.type == QuestionType::budget) label = item_line(turn, question, value, language);
    return Choice{.value = value,
                  .label = std::move(label),
                  .number = number_of(turn, question, value, index)};
}

std::string hint_in(const Language& language, const Turn& turn, const Question& question,
                    const std::vector<Choice>& choices, const TextContext& texts) {
    auto hint =
        turn.input.renderer->render(question.hint, language, turn.script.source_language(), texts);
    const auto has_offer = question.type == QuestionType::place && !choices.empty();
    if (has_lines(question.type) || has_offer) return hint;
    auto offered = choices;
    if (offered.empty() && question.na)
        offered.push_back(choice_in(language, turn, question, "na", 0));
    const auto values = labelled_values(offered, question, !hint.empty());
    if (hint.empty() || values.empty()) return hint.empty() ? values : hint;
    return hint + ' ' + values;
}

PlainChoices plain_choices_of(const Question& question) {
    if (question.type == QuestionType::place) return PlainChoices::numbered;
    switch (offer_of(question.type)) {
        case Offer::choices:
            return PlainChoices::numbered;
        case Offer::lines:
            return PlainChoices::listed;
        default:
            return PlainChoices::as_written;
    }
}

/// Where the author's hint says how to see the list, it is not said again.
void tell_of_more(const Turn& turn, const Question& question, Message& message) {
    if (question.brief) {
        if (message.hint.empty()) message.hint = turn.input.catalog->text(message.language, "more_list");
        return;
    }
    if (!message.hint.empty()) message.hint += ' ';
    message.hint += turn.input.catalog->text(message.language, "more_languages");
}

/// What the question's texts see: where it puts a statement, that, too.
class TextsOf {
public:
    TextsOf(const Turn& turn, const Question& question, const Asked& asked) : texts_(&turn.names.texts()) {
        if (question.type != QuestionType::statements) return;
        names_.emplace(turn.script, turn.state, turn.input, &asked);
        texts_ = &names_->texts();
    }

    const TextContext& operator*() const { return *texts_; }

private:
    std::optional<Names> names_;
    const TextContext* texts_;
};

/// The statement that is put, where the script has its words.
const Text* own_words(const Question& question, const Asked& asked) {
    const auto found = std::find_if(question.options.begin(), question.options.end(), [&](const Option& option) {
        return question.type == QuestionType::statements && option.key == asked.statement.key;
    });
    return found == question.options.end() ? nullptr : &found->label;
}

Message message_with(const Turn& turn, const Question& question, const Asked& asked, int ordinal,
                     const Text& text) {
    const auto values = offered_values(turn, question, asked);
    const auto language = language_of(turn, question, text, values, own_words(question, asked));
    Message message{.language = language, .question = ordinal};
    const TextsOf texts(turn, question, asked);
    message.text = turn.input.renderer->render(text, language, turn.script.source_language(), *texts);
    const auto count = shown_at_once(turn, question, values);
    message.choices.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        message.choices.push_back(choice_in(language, turn, question, values[i], i));
    message.hint = hint_in(language, turn, question, message.choices, *texts);
    if (count < values.size()) tell_of_more(turn, question, message);
    message.plain_choices = plain_choices_of(question);
    mark_picked(turn, asked, message);
    return message;
}

}  // namespace

/// A question's words are all said in one language: never a mix inside one message.
Language language_of(const Turn& turn, const Question& question, const Text& text,
                     const std::vector<std::string>& values, const Text* beside) {
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
    if (beside != nullptr) add(*beside);
    return text_language(wordings, turn.state.language, turn.script.source_language());
}

OpenAsk open_ask(const Turn& turn) {
    if (turn.state.open == 0) return {};
    const auto& asked = turn.state.asked[static_cast<std::size_t>(turn.state.open) - 1];
    return {question_at(turn.script, asked.path), &asked};
}

Asked& asked_now(Turn& turn) {
    return turn.state.asked[static_cast<std::size_t>(turn.state.open) - 1];
}

void ask(Turn& turn, const Step& step, const Question& question, ShownStatement statement) {
    auto& state = turn.state;
    Asked asked{.question = question.name, .path = step.path};
    asked.round = round_at(turn, step.path);
    asked.statement = std::move(statement);
    if (has_lines(question.type)) asked.shown = offered_keys(turn, question, step.path);
    if (question.join) asked.joined = take_joined_before(turn, question.name, asked.round);
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
    auto message = question_message(turn, *open.question, *open.asked, turn.state.open);
    auto& asked = turn.state.asked[static_cast<std::size_t>(turn.state.open) - 1];
    asked.language = message.language == turn.script.source_language() ? Language() : message.language;
    turn.emit(Tell{.message = std::move(message), .purpose = Tell::Purpose::question});
}

Message question_message(const Turn& turn, const Question& question, const Asked& asked,
                         int ordinal) {
    if (waits_for_confirmation(question, asked)) return ballot_message(turn, question, asked, ordinal);
    return message_with(turn, question, asked, ordinal, question.text);
}

std::optional<Message> held_back_message(const Turn& turn, const Question& question,
                                         const Asked& asked, int ordinal) {
    const auto values = offered_values(turn, question, asked);
    const auto first = shown_at_once(turn, question, values);
    if (first >= values.size()) return std::nullopt;
    const auto language = language_of(turn, question, question.text, values);
    Message message{.plain_choices = plain_choices_of(question),
                    .language = language,
                    .question = ordinal};
    for (auto i = first; i < values.size(); ++i)
        message.choices.push_back(choice_in(language, turn, question, values[i], i));
    return message;
}

Message reprompt_message(const Turn& turn, const Question& question, const Asked& asked,
                         int ordinal, const Reading& reading) {
    auto message = message_with(turn, question, asked, ordinal, question.invalid);
    if (!has_lines(question.type) && !question.hint.empty())
        message.hint.clear();  // the reprompt says it
    const auto is_plain = reading.kind == Reading::Kind::unclear;
    if (!is_plain || message.text.empty())
        message.text = reprompt_text(turn, question, asked, reading, message.language);
    return message;
}

}  // namespace dialogs
