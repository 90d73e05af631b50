// Seeded stories: a few in every run, more by KUULOLLA_SEEDS=COUNT, one by KUULOLLA_SEED=NUMBER.
#include "tests/simulation/town.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

namespace {

std::uint64_t number_in(const char* variable, std::uint64_t fallback) {
    const auto* value = std::getenv(variable);
    return value == nullptr ? fallback : std::strtoull(value, nullptr, 10);
}

}  // namespace

TEST_CASE("whatever a provider and a town of residents do, nothing is lost, doubled, or sent after STOP") {
    const auto only = number_in("KUULOLLA_SEED", 0);
    const auto first = only == 0 ? 1 : only;
    const auto count = only == 0 ? number_in("KUULOLLA_SEEDS", 5) : 1;
    std::size_t answers = 0;
    for (auto seed = first; seed < first + count; ++seed) {
        tests::Town town({.seed = seed});
        town.run();
        answers += town.expected_answers();
        INFO("seed " << seed << ", " << town.steps() << " steps; again: KUULOLLA_SEED=" << seed);
        for (const auto& fault : town.faults()) UNSCOPED_INFO(fault);
        CHECK(town.faults().empty());
    }
    // A town in which nobody answers would prove nothing.
    CHECK(answers >= count * 10);
}

TEST_CASE("the same seed tells the same story") {
    const auto steps_of = [](std::uint64_t seed) {
        tests::Town town({.seed = seed, .residents = 4, .rounds = 1});
        town.run();
        return std::pair(town.steps(), town.expected_answers());
    };
    CHECK(steps_of(7) == steps_of(7));
}
