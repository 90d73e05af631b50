// A budget: what the items chosen cost is told, and it counts once it is confirmed. The ballot that
// waits for that is the open question's `picked`.
#include "dialogs/conversation/offering.hpp"
#include "dialogs/conversation/turn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dialogs {
namespace {

using Keys = std::vector<std::string>;

constexpr std::string_view confirm_value = "confirm";
constexpr std::string_view change_value = "change";

const Option* item_of(const Question& question, const std::string& key) {
    const auto found = std::find_if(question.options.begin(), question.options.end(),
                                    [&](const Option& item) { return item.key == key; });
    return found == question.options.end() ? nullptr : &*found;
}

long long cost_of(const Question& question, const Keys& keys) {
    long long cost = 0;
    for (const auto& key : keys)
        if (const auto* item = item_of(question, key)) cost += item->cost;
    return cost;
}

/// `15 000`
std::string euros(const Turn& turn, long long amount, const Language& language) {
    const Printable printable{
        .value = static_cast<double>(amount), .type = ValueType::number, .label = {}};
    return turn.input.renderer->write(printable, language, turn.names.texts());
}

/// The numbers under which the items stand in the list: `1, 3, 6`.
std::string numbers_of(const Asked& asked, const Keys& keys) {
    Keys numbers;
    for (std::size_t i = 0; i < asked.shown.size(); ++i)
        if (std::find(keys.begin(), keys.end(), asked.shown[i]) != keys.end())
            numbers.push_back(std::to_string(i + 1));
    return fmt::format("{}", fmt::join(numbers, ", "));
}

Language language_said(const Turn& turn, const Question& question, const Asked& asked) {
    return language_of(turn, question, question.text, offered_values(turn, question, asked));
}

/// Yes, no (by the words of the two lines, too), or neither.
std::optional<bool> confirmation(const Turn& turn, const std::string& text) {
    const auto line = [&](const char* value, int number, const char* label) {
        return ValueWords{.value = value, .number = number, .labels = {turn.service_text(label)}};
    };
    const AnswerShape shape{
        .type = QuestionType::yes_no,
        .values = {line("true", 1, "budget_confirm"), line("false", 2, "budget_change")},
        .language = turn.state.language,
        .languages = turn.script.languages,
        .today = turn.input.today};
    const auto reading = understand(shape, text, *turn.input.catalog);
    const auto* yes = std::get_if<bool>(&reading.value);
    const auto is_clear =
        reading.kind == Reading::Kind::value && yes != nullptr && !reading.comment;
    return is_clear ? std::optional(*yes) : std::nullopt;
}

/// What the ballot was told in goes with it; a comment in those words is the answer's.
void confirm(Turn& turn, const OpenAsk& open, const AnswerReader& reader) {
    auto& asked = asked_now(turn);
    const auto wrote = std::exchange(asked.wrote, {});
    Reading reading{.kind = Reading::Kind::value, .value = std::exchange(asked.picked, {})};
    reading.comment = reader.read(wrote).comment;
    settle_open(turn, *open.question, reading, wrote);
}

void change(Turn& turn) {
    asked_now(turn).picked.clear();
    asked_now(turn).wrote.clear();
    ask_again(turn);
}

void tell(Turn& turn, Message message) {
    turn.emit(Tell{.message = std::move(message), .purpose = Tell::Purpose::service});
}

/// One item by its number: what it is, and what it costs.
Message item_message(const Turn& turn, const Question& question, const Asked& asked,
                     const std::string& key) {
    const auto language = language_said(turn, question, asked);
    const auto& texts = turn.names.texts();
    Message message{.language = language};
    message.text =
        fmt::format("{}={}", numbers_of(asked, {key}), item_line(turn, question, key, language));
    const auto* item = item_of(question, key);
    const auto about = item == nullptr
                           ? std::string()
                           : turn.input.renderer->render(item->about, language,
                                                         turn.script.source_language(), texts);
    if (!about.empty()) message.text += ". " + about;
    return message;
}

/// Over the ceiling: by how much. The ballot was understood, so that this is no unclear reply.
bool is_too_much(Turn& turn, const Question& question, const Asked& asked, const Keys& keys) {
    const auto cost = cost_of(question, keys);
    if (cost <= question.ceiling) return false;
    const auto language = language_said(turn, question, asked);
    Message message{.language = language, .question = turn.state.open};
    message.text =
        turn.input.catalog->text(language, "budget_over",
                                 std::vector<std::pair<std::string, std::string>>{
                                     {"cost", euros(turn, cost, language)},
                                     {"over", euros(turn, cost - question.ceiling, language)}});
    tell(turn, std::move(message));
    return true;
}

/// The ballot as it stands, to be confirmed; behind what the one item is, where the list was not
/// shown.
void propose(Turn& turn, const Question& question, Keys keys, const std::string& text) {
    auto& asked = asked_now(turn);
    const auto is_shown = shown_at_once(turn, question, asked.shown) > 0;
    std::string about;
    if (keys.size() == 1 && !is_shown)
        about = item_message(turn, question, asked, keys.front()).text + ' ';
    asked.picked.clear();
    asked.wrote.clear();
    if (is_too_much(turn, question, asked, keys)) return;
    asked.picked = std::move(keys);
    asked.wrote = masked(text);
    auto message = ballot_message(turn, question, asked, turn.state.open);
    message.text = about + message.text;
    tell(turn, std::move(message));
}

}  // namespace

bool waits_for_confirmation(const Question& question, const Asked& asked) {
    return question.type == QuestionType::budget && !asked.picked.empty();
}

std::string item_line(const Turn& turn, const Question& question, const std::string& key,
                      const Language& language) {
    const auto label =
        label_of(turn.script, question, key, language, turn.input, turn.names.texts());
    const auto* item = item_of(question, key);
    return item == nullptr ? label
                           : fmt::format("{} {} €", label, euros(turn, item->cost, language));
}

Message ballot_message(const Turn& turn, const Question& question, const Asked& asked,
                       int ordinal) {
    const auto language = language_said(turn, question, asked);
    const auto& catalog = *turn.input.catalog;
    const auto cost = cost_of(question, asked.picked);
    Message message{
        .plain_choices = PlainChoices::numbered, .language = language, .question = ordinal};
    message.text = catalog.text(language, "budget_check",
                                std::vector<std::pair<std::string, std::string>>{
                                    {"numbers", numbers_of(asked, asked.picked)},
                                    {"cost", euros(turn, cost, language)},
                                    {"left", euros(turn, question.ceiling - cost, language)}});
    message.choices = {Choice{.value = std::string(confirm_value),
                              .label = catalog.text(language, "budget_confirm"),
                              .number = 1},
                       Choice{.value = std::string(change_value),
                              .label = catalog.text(language, "budget_change"),
                              .number = 2}};
    return message;
}

void take_ballot(Turn& turn, const OpenAsk& open, const AnswerReader& reader,
                 const std::string& text) {
    const auto& question = *open.question;
    if (waits_for_confirmation(question, *open.asked)) {
        const auto yes = confirmation(turn, text);
        if (yes) return *yes ? confirm(turn, open, reader) : change(turn);
    }
    const auto reading = reader.read(text);
    const auto* keys = std::get_if<Keys>(&reading.value);
    if (reading.kind == Reading::Kind::value && keys == nullptr)
        return settle_open(turn, question, reading, text);
    if (reading.kind == Reading::Kind::value) return propose(turn, question, *keys, text);
    const auto is_look = reading.kind == Reading::Kind::wrong_count && reading.near.size() == 1;
    if (is_look) return tell(turn, item_message(turn, question, *open.asked, reading.near.front()));
    auto reprompt = waits_for_confirmation(question, *open.asked)
                        ? ballot_message(turn, question, *open.asked, turn.state.open)
                        : reprompt_message(turn, question, *open.asked, turn.state.open, reading);
    not_understood(turn, question, text, std::move(reprompt));
}

void tap_ballot(Turn& turn, const OpenAsk& open, const std::string& tapped) {
    if (!waits_for_confirmation(*open.question, *open.asked))
        return turn.tell_service("button_is_old");
    const auto reader = reader_of(turn, *open.question, *open.asked);
    if (tapped == confirm_value) return confirm(turn, open, *reader);
    if (tapped == change_value) return change(turn);
    turn.tell_service("button_is_old");
}

}  // namespace dialogs
