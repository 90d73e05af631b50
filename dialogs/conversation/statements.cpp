#include "dialogs/conversation/statements.hpp"

#include "dialogs/conversation/next_statement.hpp"
#include "dialogs/conversation/steps.hpp"
#include "dialogs/conversation/walk.hpp"

#include <algorithm>
#include <set>

namespace dialogs {
namespace {

using Opinions = std::map<std::string, std::string>;

const Opinions* opinions_on(const Turn& turn, const Question& question) {
    const auto given = turn.state.given.find(question.name);
    return given == turn.state.given.end() ? nullptr : std::get_if<Opinions>(&given->second.value);
}

/// What this conversation has put of the question so far.
struct Put {
    std::vector<ShownStatement> in_this_round;  ///< each once, in the order put
    std::set<std::string> ever;
};

Put put_so_far(const Turn& turn, const Question& question, const std::string& round) {
    Put put;
    std::set<std::string> here;
    for (const auto& asked : turn.state.asked) {
        if (asked.question != question.name) continue;
        put.ever.insert(asked.statement.key);
        if (asked.round == round && here.insert(asked.statement.key).second)
            put.in_this_round.push_back(asked.statement);
    }
    return put;
}

/// The statements that the resident has not seen: the script's own, then those proposed by others, in their order.
struct Unseen {
    std::vector<std::string> keys;
    SharedStatements shared;

    [[nodiscard]] std::string text_of(const std::string& key) const {
        const auto found = std::find_if(shared.accepted.begin(), shared.accepted.end(),
                                        [&](const AcceptedStatement& one) { return one.key == key; });
        return found == shared.accepted.end() ? std::string() : found->text;
    }
};

Unseen unseen_of(const Turn& turn, const Question& question, const Put& put) {
    Unseen unseen;
    if (turn.input.statements) unseen.shared = turn.input.statements(question.name);
    const auto add = [&](const std::string& key) {
        if (!put.ever.contains(key) && !unseen.shared.seen.contains(key)) unseen.keys.push_back(key);
    };
    for (const auto& option : question.options)
        add(option.key);
    for (const auto& accepted : unseen.shared.accepted)
        add(accepted.key);
    return unseen;
}

int count_of_round(const Question& question, const Put& put, const Unseen& unseen) {
    if (!put.in_this_round.empty()) return put.in_this_round.front().count;
    const auto left = static_cast<int>(unseen.keys.size());
    return question.per_round > 0 ? std::min(question.per_round, left) : left;
}

void put_next(Turn& turn, const Question& question) {
    const auto* step = step_at(turn.script, turn.state.position);
    auto next = step == nullptr ? std::nullopt : next_statement(turn, *step, question);
    auto& given = turn.state.given[question.name];
    given.unfinished = next.has_value();
    if (!next) return go_on(turn);
    ask(turn, *step, question, std::move(*next));
    if (turn.state.phase == Conversation::Phase::ended) raise_outcome(turn);
}

}  // namespace

std::optional<ShownStatement> next_statement(const Turn& turn, const Step& step, const Question& question) {
    const auto put = put_so_far(turn, question, round_at(turn, step.path));
    const auto* opinions = opinions_on(turn, question);
    for (const auto& statement : put.in_this_round) {
        if (opinions == nullptr || !opinions->contains(statement.key)) return statement;
    }
    const auto unseen = unseen_of(turn, question, put);
    const auto count = count_of_round(question, put, unseen);
    const auto number = static_cast<int>(put.in_this_round.size()) + 1;
    if (number > count || unseen.keys.empty()) return std::nullopt;
    const auto key = turn.input.shuffles
                         ? by_priority(unseen.keys, unseen.shared.votes, turn.state.seed, step.path).front()
                         : unseen.keys.front();
    return ShownStatement{.key = key, .number = number, .count = count, .text = unseen.text_of(key)};
}

void answer_statement(Turn& turn, const Question& question, const Reading& reading, const std::string& raw) {
    const auto statement = turn.state.asked[static_cast<std::size_t>(turn.state.open) - 1].statement.key;
    const auto replaces = opinions_on(turn, question) != nullptr;
    auto whole = reading;
    whole.value = with_opinion(turn, question, statement, reading.value);
    record(turn, question, whole, raw);
    if (replaces) withdraw_off_path(turn);
    put_next(turn, question);
}

bool ends_statements(const Turn& turn, const OpenAsk& open, const std::string& text) {
    return open.question->type == QuestionType::statements && says_only(words_of_script(turn), text, Role::enough);
}

void end_statements(Turn& turn, const Question& question) {
    const auto given = turn.state.given.find(question.name);
    if (given == turn.state.given.end()) return skip_open(turn, question);
    given->second.unfinished = false;
    go_on(turn);
}

Value with_opinion(const Turn& turn, const Question& question, const std::string& statement, const Value& opinion) {
    const auto* before = opinions_on(turn, question);
    auto opinions = before == nullptr ? Opinions() : *before;
    if (const auto* one = std::get_if<std::string>(&opinion)) opinions.insert_or_assign(statement, *one);
    return opinions;
}

}  // namespace dialogs
