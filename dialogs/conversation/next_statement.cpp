#include "dialogs/conversation/next_statement.hpp"

#include "dialogs/conversation/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dialogs {
namespace {

// The constants of Pol.is (math/src/polismath/math/conversation.clj: importance-metric,
// priority-metric).
constexpr double meta_importance = 7;
constexpr double new_statement_boost = 8;
constexpr double votes_that_halve_the_boost = 5;

}  // namespace

double statement_priority(const StatementVotes& votes) {
    if (votes.is_about) return meta_importance * meta_importance;
    const double seen = votes.agree + votes.disagree + votes.pass;
    const auto passed = (votes.pass + 1) / (seen + 2);
    const auto agreed = (votes.agree + 1) / (seen + 2);
    const auto importance = (1 - passed) * (votes.extremity + 1) * agreed;
    const auto boost = 1 + new_statement_boost * std::exp2(-seen / votes_that_halve_the_boost);
    return importance * boost * importance * boost;
}

std::vector<std::string> by_priority(std::vector<std::string> unseen,
                                     const std::map<std::string, StatementVotes>& votes,
                                     std::uint64_t seed, std::string_view step_path) {
    draw_order(unseen, seed, step_path);
    std::vector<std::pair<double, std::string>> rated;
    for (auto& key : unseen) {
        const auto found = votes.find(key);
        const auto priority =
            statement_priority(found == votes.end() ? StatementVotes{} : found->second);
        rated.emplace_back(priority, std::move(key));
    }
    std::stable_sort(rated.begin(), rated.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> order;
    for (auto& [priority, key] : rated)
        order.push_back(std::move(key));
    return order;
}

}  // namespace dialogs
