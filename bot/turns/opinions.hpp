// What residents have answered to statements so far: what makes one statement more informative than another.
#pragma once

#include "dialogs/conversation/next_statement.hpp"
#include "dialogs/script.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bot {

/// A script's id and the name of its question of the type `statements`: one for all versions.
using StatementsQuestion = std::pair<std::string, std::string>;

/// A tally of such a question that has moved in a commit: `near=agree`.
struct OpinionMoved {
    StatementsQuestion question;
    std::string tally;
    std::int64_t difference = 0;
};

/// Counts in memory, so that a turn reads none: the sums of the stored tallies once for each question, and from then on
/// what each commit moves. Owned by the storage thread.
class OpinionBook {
  public:
    using Votes = std::map<std::string, dialogs::StatementVotes>;  ///< by statement

    /// The script's statements are to be counted: their sums are wanted, unless they are known.
    void want(const dialogs::Script& script);
    [[nodiscard]] const std::set<StatementsQuestion>& wanted() const { return wanted_; }

    /// `sums`: by tally. Once learned, a question is wanted no longer.
    void learn(const StatementsQuestion& question, const std::map<std::string, std::int64_t>& sums);
    [[nodiscard]] bool knows(const StatementsQuestion& question) const { return known_.contains(question); }
    /// What a commit has moved; of a question that is not known yet, nothing.
    void move(const std::vector<OpinionMoved>& moved);

    /// Empty where nothing is known.
    [[nodiscard]] const Votes& votes(const StatementsQuestion& question) const;

  private:
    static void count(Votes& votes, const std::string& tally, std::int64_t difference);

    std::set<StatementsQuestion> wanted_;
    std::map<StatementsQuestion, Votes> known_;
};

/// `near=agree`, and which statement that is of.
[[nodiscard]] std::string opinion_tally(const std::string& statement, const std::string& opinion);
[[nodiscard]] std::string statement_of_tally(const std::string& tally);

}  // namespace bot
