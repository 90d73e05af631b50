// Which statement a resident is shown next: the most informative of those they have not seen, as
// Pol.is counts it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// What is known of one statement's votes so far.
struct StatementVotes {
    int agree = 0;
    int disagree = 0;
    int pass = 0;
    double extremity =
        0;  ///< how far from the middle it lies on the map of opinions; 0 where none is drawn yet
    bool is_about = false;  ///< it is about the residents themselves (a "meta" statement)

    bool operator==(const StatementVotes&) const = default;
};

/// A statement that a resident has proposed and a moderator accepted.
struct AcceptedStatement {
    std::string key;   ///< none that a script could give to its own
    std::string text;  ///< as people read it, no pattern

    bool operator==(const AcceptedStatement&) const = default;
};

/// What others have made of one question's statements so far, and what this resident has seen of them in earlier
/// conversations.
struct SharedStatements {
    std::map<std::string, StatementVotes> votes;   ///< by statement; none: nobody has answered it
    std::vector<AcceptedStatement> accepted;       ///< oldest first
    std::set<std::string> seen;

    bool operator==(const SharedStatements&) const = default;
};

/// Pol.is' comment priority: (importance × (1 + 8 × 2^(−S/5)))², importance = (1 − p)(E + 1)a with
/// p = (P+1)/(S+2) and a = (A+1)/(S+2), where A agreed and P passed of S votes. A meta statement
/// has 7².
[[nodiscard]] double statement_priority(const StatementVotes& votes);

/// The statements not seen yet, the most informative first. Equal ones stand in an order drawn from
/// the seed, so that the first residents are not all shown the same.
[[nodiscard]] std::vector<std::string> by_priority(
    std::vector<std::string> unseen, const std::map<std::string, StatementVotes>& votes,
    std::uint64_t seed, std::string_view step_path);

}  // namespace dialogs
