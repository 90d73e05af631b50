// The order of statements: the published priority formula of Pol.is, and what follows from it.
#include "dialogs/conversation/next_statement.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace {

using namespace dialogs;

using Votes = std::map<std::string, StatementVotes>;

}  // namespace

TEST_CASE("a statement's priority is the published formula") {
    // Worked out by hand: ((1 - p)(E + 1)a (1 + 8 * 2^(-S/5)))^2 with p = (P+1)/(S+2), a =
    // (A+1)/(S+2).
    CHECK(statement_priority({}) == Approx(5.0625));  // (1/2 * 1/2 * 9)^2
    CHECK(statement_priority({.agree = 1}) ==
          Approx(12.52973).epsilon(1e-5));  // (2/3 * 2/3 * 7.964405)^2
    CHECK(statement_priority({.agree = 5}) == Approx(13.49438).epsilon(1e-5));  // (6/7 * 6/7 * 5)^2
    CHECK(statement_priority({.disagree = 5}) ==
          Approx(0.374844).epsilon(1e-5));                                      // (6/7 * 1/7 * 5)^2
    CHECK(statement_priority({.pass = 5}) == Approx(0.0104123).epsilon(1e-5));  // (1/7 * 1/7 * 5)^2
    CHECK(statement_priority({.agree = 5, .extremity = 1}) == Approx(4 * 13.49438).epsilon(1e-5));
    CHECK(statement_priority({.agree = 2, .is_about = true}) == 49);
}

TEST_CASE("the most informative statement comes first") {
    const Votes votes{{"passed", {.pass = 20}},
                      {"agreed", {.agree = 20}},
                      {"new", {}},
                      {"split", {.agree = 10, .disagree = 10}}};
    CHECK(by_priority({"passed", "agreed", "new", "split"}, votes, 7, "3") ==
          std::vector<std::string>{"new", "agreed", "split", "passed"});
}

TEST_CASE("equal statements stand in an order of each resident's own") {
    const std::vector<std::string> keys{"a", "b", "c", "d", "e"};
    std::set<std::string> first;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        auto order = by_priority(keys, {}, seed, "0");
        CHECK(by_priority(keys, {}, seed, "0") == order);
        first.insert(order.front());
        std::sort(order.begin(), order.end());
        CHECK(order == keys);
    }
    CHECK(first.size() == keys.size());
}
