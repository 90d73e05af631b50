// Pressed buttons: of the open question, of what the service asked, and of older questions.
#include "dialogs/conversation/statements.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/turn.hpp"

#include <algorithm>
#include <charconv>

namespace dialogs {
namespace {

std::optional<double> number_in(std::string_view text) {
    auto number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The value of a button that the question has; none for anything else.
std::optional<Value> tapped_value(const Turn& turn, const Message& message,
                                  const Question& question, const std::string& tapped) {
    if (question.type == QuestionType::choices)
        return picked_anew(turn, message, question, tapped);
    if (offer_of(question.type) == Offer::lines && tapped != "na") return std::nullopt;
    if (question.type == QuestionType::place && tapped != "na") {
        const auto* list = turn.script.place_list(question.list);
        const auto is_place = list != nullptr && list->find(tapped) != nullptr;
        return is_place ? std::optional<Value>(tapped) : std::nullopt;
    }
    const auto has_button =
        std::any_of(message.choices.begin(), message.choices.end(),
                    [&](const Choice& choice) { return choice.value == tapped; });
    if (!has_button) return std::nullopt;
    if (tapped == "na" && question.na) return NotApplicable{};
    switch (question.type) {
        case QuestionType::yes_no:
            return tapped == "true";
        case QuestionType::nps:
        case QuestionType::scale:
        case QuestionType::smiley:
            if (const auto number = number_in(tapped)) return *number;
            return std::nullopt;
        default:
            return tapped;
    }
}

std::string label_in(const Message& message, const std::string& tapped) {
    const auto found = std::find_if(message.choices.begin(), message.choices.end(),
                                    [&](const Choice& choice) { return choice.value == tapped; });
    return found == message.choices.end() ? tapped : found->label;
}

void answer_by_tap(Turn& turn, const OpenAsk& open, const std::string& tapped) {
    const auto& question = *open.question;
    if (question.type == QuestionType::choices && tapped != "na") return pick(turn, open, tapped);
    if (question.type == QuestionType::budget && tapped != "na") return tap_ballot(turn, open, tapped);
    if (question.type == QuestionType::place && tapped == none_value && !open.asked->shown.empty())
        return take_place(turn, question, Reading{.kind = Reading::Kind::none}, tapped);
    auto message = question_message(turn, question, *open.asked, turn.state.open);
    const auto value = tapped_value(turn, message, question, tapped);
    if (value) {
        settle_open(turn, question, Reading{.kind = Reading::Kind::value, .value = *value},
                    label_in(message, tapped));
        return;
    }
    turn.tell_service("button_is_old");  // a button it never had: nobody misunderstood anything
}

/// True where the answer may become that one with nothing else changing: the question is on the way
/// here, and the way leads through the same questions as before.
bool may_become(Turn& turn, int ordinal, const std::string& name, const Value& value) {
    const auto& trail = turn.state.trail;
    if (!takes_answers(turn) || std::find(trail.begin(), trail.end(), ordinal) == trail.end())
        return false;
    const auto before = questions_on_path(turn);
    const auto kept = std::exchange(turn.state.given[name], Given{.value = value});
    const auto after = questions_on_path(turn);
    turn.state.given[name] = kept;
    return before == after;
}

/// The last ordinal under which the question was asked, or the statement of it.
int latest_ordinal(const Turn& turn, const Asked& like) {
    const auto& asked = turn.state.asked;
    const auto found = std::find_if(asked.rbegin(), asked.rend(), [&](const Asked& candidate) {
        return candidate.question == like.question && candidate.statement.key == like.statement.key;
    });
    return static_cast<int>(asked.rend() - found);
}

void answer_older(Turn& turn, int ordinal, const std::string& tapped) {
    const auto asked = turn.state.asked[static_cast<std::size_t>(ordinal) - 1];
    const auto* question = question_at(turn.script, asked.path);
    const auto is_of_this_round = asked.round == round_at(turn, asked.path);
    if (question != nullptr && is_of_this_round && turn.state.given.contains(asked.question)) {
        const auto message = question_message(turn, *question, asked, ordinal);
        auto value = tapped_value(turn, message, *question, tapped);
        if (value && question->type == QuestionType::statements)
            value = with_opinion(turn, *question, asked.statement.key, *value);
        if (value && may_become(turn, latest_ordinal(turn, asked), asked.question, *value)) {
            record(turn, *question, Reading{.kind = Reading::Kind::value, .value = *value},
                   label_in(message, tapped));
            turn.tell_service("answer_changed");
            return;
        }
    }
    turn.tell_service("button_is_old");
}

}  // namespace

void take_tap(Turn& turn, const TapReply& tap) {
    auto& state = turn.state;
    const auto& pending = state.pending;
    if (pending.kind != Pending::Kind::nothing &&
        (tap.question == 0 || tap.question == pending.ordinal)) {
        if (decide_pending(turn, tap)) return;
    }
    const auto ordinal = tap.question == 0 ? state.open : tap.question;
    if (ordinal < 1 || ordinal > static_cast<int>(state.asked.size())) {
        turn.tell_service("button_is_old");
        return;
    }
    const auto open = open_ask(turn);
    const auto& tapped = state.asked[static_cast<std::size_t>(ordinal) - 1];
    const auto is_open = open && !tapped.question.empty() && open.asked->question == tapped.question &&
                         open.asked->round == tapped.round && open.asked->statement.key == tapped.statement.key;
    if (is_open && takes_answers(turn)) {
        answer_by_tap(turn, open, tap.value);
    } else if (state.phase == Conversation::Phase::paused) {
        turn.tell_service("paused");
    } else {
        answer_older(turn, ordinal, tap.value);
    }
}

}  // namespace dialogs
