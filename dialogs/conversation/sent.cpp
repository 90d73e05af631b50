// What is sent instead of words: pictures, voice messages, places.
#include "dialogs/conversation/turn.hpp"

#include <fmt/format.h>

namespace dialogs {
namespace {

/// The value that it answers such a question with; nullopt where it answers none.
std::optional<Value> value_for(const Question& question, const Reply& reply) {
    if (const auto* file = std::get_if<FileReply>(&reply)) {
        const auto wanted =
            file->kind == FileReply::Kind::photo ? QuestionType::photo : QuestionType::voice;
        return question.type == wanted ? std::optional<Value>(file->id) : std::nullopt;
    }
    const auto* place = std::get_if<LocationReply>(&reply);
    if (place == nullptr || question.type != QuestionType::location) return std::nullopt;
    return fmt::format("{:.5f},{:.5f}", place->latitude, place->longitude);  // a metre
}

/// True where the reprompt of the type says what to send.
bool is_sent(QuestionType type) {
    return type == QuestionType::photo || type == QuestionType::voice ||
           type == QuestionType::location;
}

}  // namespace

void take_sent(Turn& turn, const Reply& reply) {
    turn.state.pending = {};
    if (turn.state.phase == Conversation::Phase::paused) return turn.tell_service("paused");
    const auto open = takes_answers(turn) ? open_ask(turn) : OpenAsk{};
    if (!open) return turn.tell_service("attachment");
    const auto& question = *open.question;
    if (const auto value = value_for(question, reply)) {
        settle_open(turn, question, Reading{.kind = Reading::Kind::value, .value = *value}, {});
        return;
    }
    auto reprompt = reprompt_message(turn, question, *open.asked, turn.state.open, Reading{});
    if (!is_sent(question.type))
        reprompt.text = turn.input.catalog->text(reprompt.language, "attachment");
    not_understood(turn, question, {}, std::move(reprompt));
}

}  // namespace dialogs
