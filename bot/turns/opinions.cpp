#include "bot/turns/opinions.hpp"

#include "dialogs/conversation/steps.hpp"

namespace bot {
namespace {

constexpr char between = '=';  // the last one of a tally: a statement's key may have others

}  // namespace

void OpinionBook::want(const dialogs::Script& script) {
    dialogs::for_each_question(script.dialog, [&](const dialogs::Step&, const dialogs::Question& question) {
        const StatementsQuestion named(script.id, question.name);
        if (question.type == dialogs::QuestionType::statements && !knows(named)) wanted_.insert(named);
    });
}

void OpinionBook::learn(const StatementsQuestion& question, const std::map<std::string, std::int64_t>& sums) {
    wanted_.erase(question);
    auto& votes = known_[question];
    votes.clear();
    for (const auto& [tally, sum] : sums) count(votes, tally, sum);
}

void OpinionBook::move(const std::vector<OpinionMoved>& moved) {
    for (const auto& one : moved) {
        const auto known = known_.find(one.question);
        if (known != known_.end()) count(known->second, one.tally, one.difference);
    }
}

const OpinionBook::Votes& OpinionBook::votes(const StatementsQuestion& question) const {
    static const Votes none;
    const auto known = known_.find(question);
    return known == known_.end() ? none : known->second;
}

void OpinionBook::count(Votes& votes, const std::string& tally, std::int64_t difference) {
    const auto statement = statement_of_tally(tally);
    if (statement.empty()) return;
    auto& counted = votes[statement];
    const auto opinion = tally.substr(statement.size() + 1);
    const auto moved = static_cast<int>(difference);
    if (opinion == "agree") counted.agree += moved;
    if (opinion == "disagree") counted.disagree += moved;
    if (opinion == "pass") counted.pass += moved;
}

std::string opinion_tally(const std::string& statement, const std::string& opinion) {
    return statement + between + opinion;
}

std::string statement_of_tally(const std::string& tally) {
    const auto at = tally.rfind(between);
    return at == std::string::npos ? std::string() : tally.substr(0, at);
}

}  // namespace bot
