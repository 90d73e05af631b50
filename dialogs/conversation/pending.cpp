// What the service itself asks between two questions: which language, really erase, really another
// script. The next reply decides it; a reply that does not means what it would have meant without.
#include "dialogs/conversation/turn.hpp"

#include <algorithm>

namespace dialogs {
namespace {

/// Its own ordinal, so that an old button of it never answers a question of the script.
void put(Turn& turn, Pending pending, Message message) {
    auto& state = turn.state;
    Asked asked;
    for (const auto& choice : message.choices)
        asked.shown.push_back(choice.value);
    state.asked.push_back(std::move(asked));
    pending.ordinal = static_cast<int>(state.asked.size());
    message.question = pending.ordinal;
    state.pending = std::move(pending);
    turn.emit(Tell{.message = std::move(message), .purpose = Tell::Purpose::service});
}

std::vector<Choice> yes_and_no(const Turn& turn) {
    return {Choice{.value = "true", .label = turn.service_text("yes"), .number = 1},
            Choice{.value = "false", .label = turn.service_text("no"), .number = 2}};
}

/// Yes, no, or neither.
std::optional<bool> decision(const Turn& turn, const Reply& reply) {
    if (const auto* tap = std::get_if<TapReply>(&reply)) {
        return tap->value == "true"    ? std::optional(true)
               : tap->value == "false" ? std::optional(false)
                                       : std::nullopt;
    }
    const AnswerShape shape{.type = QuestionType::yes_no,
                            .language = turn.state.language,
                            .languages = turn.script.languages,
                            .today = turn.input.today};
    const auto reading = understand(shape, std::get<TextReply>(reply).text, *turn.input.catalog);
    const auto* yes = std::get_if<bool>(&reading.value);
    return reading.kind == Reading::Kind::value && yes != nullptr && !reading.comment
               ? std::optional(*yes)
               : std::nullopt;
}

std::optional<Language> chosen_language(const Turn& turn, const Asked& asked, const Reply& reply) {
    if (const auto* tap = std::get_if<TapReply>(&reply)) {
        const auto is_offered =
            std::find(asked.shown.begin(), asked.shown.end(), tap->value) != asked.shown.end();
        return is_offered ? std::optional(tap->value) : std::nullopt;
    }
    const auto& text = std::get<TextReply>(reply).text;
    AnswerShape shape{.type = QuestionType::choice,
                      .language = turn.state.language,
                      .languages = turn.script.languages,
                      .today = turn.input.today};
    for (std::size_t i = 0; i < asked.shown.size(); ++i) {
        shape.values.push_back(
            ValueWords{.value = asked.shown[i],
                       .number = static_cast<int>(i) + 1,
                       .labels = {own_name(asked.shown[i], *turn.input.catalog)}});
    }
    const auto reading = understand(shape, text, *turn.input.catalog);
    const auto* tag = std::get_if<std::string>(&reading.value);
    if (reading.kind == Reading::Kind::value && tag != nullptr) return *tag;
    return find_language(text, turn.state.language, asked.shown, *turn.input.catalog);
}

bool decide_erase(Turn& turn, const Reply& reply) {
    const auto yes = decision(turn, reply);
    if (!yes) return false;
    if (!*yes) {
        turn.tell_service("erase_kept");
        if (takes_answers(turn)) ask_again(turn);
        return true;
    }
    turn.emit(Said{
        .command = {.word = ReservedWord::erase, .argument = {}, .language = turn.state.language},
        .answered = false});
    turn.state.given.clear();
    turn.state.facts.clear();
    turn.state.complete = false;
    turn.state.past.clear();
    turn.state.starts.clear();
    turn.state.saved.clear();
    turn.state.has_past_answer = turn.state.has_past_complete = false;
    turn.state.open = 0;
    turn.state.position.clear();
    end_conversation(turn, Outcome::closed);
    return true;
}

bool decide_keyword(Turn& turn, const Pending& pending, const Reply& reply) {
    const auto yes = decision(turn, reply);
    if (!yes) return false;
    if (!*yes) {
        if (takes_answers(turn)) ask_again(turn);
        return true;
    }
    keep_joined(turn);
    end_conversation(turn, outcome_so_far(turn));
    turn.emit(StartScript{.script = pending.script,
                          .opening = pending.opening,
                          .given = pending.given,
                          .by_keyword = true});
    return true;
}

bool decide_language(Turn& turn, const Pending& pending, const Reply& reply) {
    const auto& asked = turn.state.asked[static_cast<std::size_t>(pending.ordinal) - 1];
    const auto language = chosen_language(turn, asked, reply);
    if (!language) return false;
    switch_language(turn, *language);
    return true;
}

}  // namespace

void ask_about_keyword(Turn& turn, const KeywordMatch& match) {
    Message message{.text = turn.service_text("keyword_sure", {{"title", match.title}}),
                    .choices = yes_and_no(turn),
                    .language = turn.state.language};
    put(turn,
        Pending{.kind = Pending::Kind::keyword,
                .script = match.script,
                .opening = masked(match.opening),
                .given = match.given},
        std::move(message));
}

void ask_whether_to_erase(Turn& turn) {
    Message message{.text = turn.service_text("erase_sure"),
                    .choices = yes_and_no(turn),
                    .language = turn.state.language};
    put(turn, Pending{.kind = Pending::Kind::erase}, std::move(message));
}

void ask_language(Turn& turn, const Language& in) {
    Message message{.text = turn.input.catalog->text(in, "language_list"),
                    .plain_choices = PlainChoices::numbered,
                    .language = in};
    for (const auto& language : turn.script.languages) {
        message.choices.push_back(Choice{.value = language,
                                         .label = own_name(language, *turn.input.catalog),
                                         .number = static_cast<int>(message.choices.size()) + 1});
    }
    put(turn, Pending{.kind = Pending::Kind::language}, std::move(message));
}

void switch_language(Turn& turn, const Language& language) {
    turn.state.language = language;
    turn.emit(LanguageChosen{language});
    if (takes_answers(turn) && turn.state.open != 0) {
        ask_again(turn);
    } else {
        turn.tell_service("language_changed");
    }
}

bool decide_pending(Turn& turn, const Reply& reply) {
    const auto pending = std::exchange(turn.state.pending, {});
    switch (pending.kind) {
        case Pending::Kind::nothing:
            return false;
        case Pending::Kind::language:
            return decide_language(turn, pending, reply);
        case Pending::Kind::erase:
            return decide_erase(turn, reply);
        case Pending::Kind::keyword:
            return decide_keyword(turn, pending, reply);
    }
    return false;
}

}  // namespace dialogs
