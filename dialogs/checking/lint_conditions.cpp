#include "dialogs/checking/lint_parts.hpp"
#include "dialogs/conditions/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace dialogs {

namespace {

/// The one name that a condition speaks of; nullopt where it speaks of none, of several, or of more
/// than answers (pools and word lists are open).
std::optional<std::string> only_name(const ExpressionNode& node) {
    std::set<std::string> names;
    bool is_open = false;
    for_each_node(node, [&](const ExpressionNode& one) {
        if (one.operation == Operation::name) names.insert(one.text);
        const bool asks_outside =
            one.operation == Operation::call &&
            (one.text == "member" || one.text == "mentions" || one.text == "skipped");
        is_open = is_open || asks_outside;
    });
    if (is_open || names.size() != 1) return std::nullopt;
    return *names.begin();
}

std::vector<Value> numbers(int from, int to) {
    std::vector<Value> values;
    for (int value = from; value <= to; ++value)
        values.emplace_back(static_cast<double>(value));
    return values;
}

std::vector<Value> keys(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

/// All answers that a closed question can have, no answer included; empty for an open one.
std::vector<Value> answers_to(const Question& question) {
    std::vector<Value> values;
    const auto* min = std::get_if<double>(&question.min);
    const auto* max = std::get_if<double>(&question.max);
    switch (question.type) {
        case QuestionType::nps:
            values = numbers(0, 10);
            break;
        case QuestionType::smiley:
            values = numbers(1, 5);
            break;
        case QuestionType::yes_no:
            values = {true, false};
            break;
        case QuestionType::scale:
            if (min != nullptr && max != nullptr)
                values = numbers(static_cast<int>(*min), static_cast<int>(*max));
            break;
        case QuestionType::choice:
            for (const auto& option : question.options)
                values.emplace_back(option.key);
            if (question.other) values.emplace_back(std::string("other"));
            break;
        default:
            break;
    }
    if (values.empty()) return values;
    if (question.na) values.emplace_back(NotApplicable{});
    values.emplace_back(Unanswered{});
    return values;
}

/// What a name of conditions can be; empty where that is open.
std::vector<Value> values_of(const Script& script, const std::string& name) {
    if (name == "language") return keys(script.languages);
    if (name == "lot") return numbers(0, 99);
    const auto* question = script.question(name);
    if (question != nullptr && question->type == QuestionType::language) {
        auto languages = keys(script.languages);
        if (question->na) languages.emplace_back(NotApplicable{});
        languages.emplace_back(Unanswered{});
        return languages;
    }
    const bool is_given =
        script.given.contains(name);  // a fact of that name may be anything of its type
    return question == nullptr || is_given ? std::vector<Value>() : answers_to(*question);
}

class Judge {
public:
    explicit Judge(const Linting& linting) : linting_(linting) {}

    void run(const WrittenCondition& written) {
        if (tell_if_never_true(written)) return;
        for_each_node(written.condition.root(), [&](const ExpressionNode& node) {
            if (!is_comparison(node.operation)) return;
            const auto name = only_name(node);
            if (!name ||
                !never(*name, [&](const Facts& facts) { return is_true(evaluate(node, facts)); }))
                return;
            linting_.warn(written.place(node.offset), "never-true",
                          fmt::format("this comparison is never true, whatever `{}` is", *name));
        });
    }

private:
    bool tell_if_never_true(const WrittenCondition& written) {
        const auto name = only_name(written.condition.root());
        if (!name) {
            if (!is_false_outright(written.condition.root())) return false;
            linting_.warn(written.place(0), "never-true", "this condition is never true");
            return true;
        }
        const auto about_it = [&](const Expression& other) {
            return only_name(other.root()) == name;
        };
        const bool is_never = never(*name, [&](const Facts& facts) {
            const auto spoils = [&](const Expression& one, bool wanted) {
                return about_it(one) && one.holds(facts) != wanted;
            };
            const auto not_held = [&](const Expression& one) { return spoils(one, true); };
            const auto not_failed = [&](const Expression& one) { return spoils(one, false); };
            return written.condition.holds(facts) &&
                   std::none_of(written.held.begin(), written.held.end(), not_held) &&
                   std::none_of(written.failed.begin(), written.failed.end(), not_failed);
        });
        if (!is_never) return false;
        const bool has_others = std::any_of(written.held.begin(), written.held.end(), about_it) ||
                                std::any_of(written.failed.begin(), written.failed.end(), about_it);
        linting_.warn(written.place(0), "never-true",
                      has_others
                          ? fmt::format("this condition is never true here: what stands around or "
                                        "above it leaves no such `{}`",
                                        *name)
                          : fmt::format("this condition is never true, whatever `{}` is", *name));
        return true;
    }

    static bool is_false_outright(const ExpressionNode& node) {
        return node.operation == Operation::boolean && !node.truth;
    }

    /// True where the name is closed and none of its values passes.
    template <class Passes>
    bool never(const std::string& name, const Passes& passes) const {
        const auto values = values_of(linting_.script, name);
        return !values.empty() &&
               std::none_of(values.begin(), values.end(), [&](const Value& value) {
                   Facts facts;
                   facts.value = [&](std::string_view) { return value; };
                   return passes(facts);
               });
    }

    const Linting& linting_;
};

}  // namespace

void lint_conditions(const Linting& linting) {
    Judge judge(linting);
    for (const auto& written : linting.read.conditions)
        judge.run(written);
}

}  // namespace dialogs
