// BACK and words of correction: the previous question again, and answers that no longer belong to
// the path taken back.
#include "dialogs/channel_kind.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/walk.hpp"
#include "dialogs/understanding/words.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t tokens_of_a_correction = 12;

/// Walks without acting: collects the questions that the answers as they are lead to.
class Path {
public:
    explicit Path(const Turn& turn) : turn_(turn) { follow(turn.script.dialog); }

    std::vector<std::string> questions;

private:
    /// False where the dialog surely ends.
    bool follow(const std::vector<Step>& steps, const Step* owner = nullptr) {
        WhenChain chain;
        for (const auto index : order_in(turn_, owner, steps)) {
            const auto& step = steps[index];
            if (!chain.runs(step, turn_.names.facts())) continue;
            if (const auto* ask = std::get_if<Ask>(&step.what)) pass(ask->question);
            const auto goes_on = enter(step);
            if (!goes_on) return false;
            // An end behind a question without an answer may not be reached once it has one.
            if (std::holds_alternative<End>(step.what) && !meets_open_question_) return false;
        }
        return true;
    }

    bool enter(const Step& step) {
        const auto* inner = steps_inside(step);
        if (inner == nullptr) return true;
        const auto goes_on = follow(*inner, &step);
        return goes_on || std::holds_alternative<Wait>(step.what);  // its steps may be left out
    }

    void pass(const Question& question) {
        if (question.sensitive && !turn_.state.trusted_with_health) return;
        if (!channel_carries(turn_.state.channel, question.type)) return;
        questions.push_back(question.name);
        if (!turn_.names.is_settled(question.name)) meets_open_question_ = true;
    }

    const Turn& turn_;
    bool meets_open_question_ = false;
};

std::optional<int> previous_ordinal(const Turn& turn) {
    const auto& trail = turn.state.trail;
    if (turn.state.open == 0 || trail.size() < 2) return std::nullopt;
    return trail[trail.size() - 2];
}

bool counts_as_complete(const Turn& turn) {
    for (const auto& [name, given] : turn.state.given) {
        const auto* question = turn.script.question(name);
        if (given.kind == Given::Kind::answered && question != nullptr && question->complete)
            return true;
    }
    return has_completed_before(turn);
}

/// What is left of the text behind a word of correction at its beginning.
std::optional<std::string> corrected(const Turn& turn, const std::string& text) {
    const auto tokens = tokens_of(text, tokens_of_a_correction);
    if (tokens.empty()) return std::nullopt;
    const Words words(*turn.input.catalog, turn.state.language, turn.script.languages);
    const auto found = words.at(tokens, 0);
    if (!found || !found->meaning.roles.has(Role::correction) || found->end >= tokens.size())
        return std::nullopt;
    const auto first =
        std::find_if(tokens.begin() + static_cast<std::ptrdiff_t>(found->end), tokens.end(),
                     [](const Token& token) { return token.kind != Token::Kind::sign; });
    return first == tokens.end() ? std::nullopt : std::optional(text.substr(first->begin));
}

}  // namespace

std::vector<std::string> questions_on_path(const Turn& turn) { return Path(turn).questions; }

void withdraw_off_path(Turn& turn) {
    auto& state = turn.state;
    const auto path = questions_on_path(turn);
    std::vector<std::string> strays;
    for (const auto& [name, given] : state.given) {
        const auto is_on_path = std::find(path.begin(), path.end(), name) != path.end();
        if (!is_on_path && name != turn.script.opening) strays.push_back(name);
    }
    for (const auto& name : strays) {
        const auto was_answered = state.given[name].kind == Given::Kind::answered;
        state.given.erase(name);
        if (was_answered) turn.emit(Withdrawn{.question = name, .round = round_of(turn, name)});
    }
    if (!strays.empty()) state.complete = counts_as_complete(turn);
}

void go_back(Turn& turn) {
    const auto previous = previous_ordinal(turn);
    const auto* step =
        previous
            ? step_at(turn.script, turn.state.asked[static_cast<std::size_t>(*previous) - 1].path)
            : nullptr;
    const auto* question = step == nullptr ? nullptr : std::get_if<Ask>(&step->what);
    if (question == nullptr) {
        turn.tell_service("no_way_back");
        return;
    }
    auto statement = turn.state.asked[static_cast<std::size_t>(*previous) - 1].statement;
    auto& trail = turn.state.trail;
    trail.resize(trail.size() - 2);
    return_to_round_of(turn, *previous);
    ask(turn, *step, question->question, std::move(statement));
}

bool correct_previous(Turn& turn, const std::string& text) {
    const auto previous = previous_ordinal(turn);
    if (!previous) return false;
    const auto asked = turn.state.asked[static_cast<std::size_t>(*previous) - 1];
    const auto* question = question_at(turn.script, asked.path);
    if (question == nullptr || question->type == QuestionType::text) return false;
    const auto value = corrected(turn, text);
    if (!value) return false;
    const auto reader = reader_of(turn, *question, asked);
    if (!reader->is_exact(*value)) return false;
    const auto reading = reader->read(*value);
    if (reading.kind != Reading::Kind::value) return false;
    turn.state.trail.pop_back();
    return_to_round_of(turn, *previous);
    turn.state.open = *previous;
    turn.state.position = asked.path;
    settle_open(turn, *question, reading, text);
    return true;
}

}  // namespace dialogs
