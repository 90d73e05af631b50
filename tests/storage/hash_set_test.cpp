// The set of known deduplication keys, beside the standard library's.
#include "storage/sqlite/hash_set.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <unordered_set>

TEST_CASE("a set of hashes holds what was put in and not taken out, however crowded their places are") {
    std::mt19937_64 random(9);
    for (const std::uint64_t places : {std::uint64_t(7), std::uint64_t(300), ~std::uint64_t(0)}) {
        storage::HashSet set;
        std::unordered_set<std::uint64_t> witness;
        std::vector<std::uint64_t> met;
        for (int i = 0; i < 20'000; ++i) {
            // Few places at the end of the table, so that runs of them go round its end; zero is a hash like another.
            auto hash = random() % places;
            if (places < 1000) hash = 1020 + hash * 1024 * (random() % 40);
            if (i % 3 == 2 && !met.empty()) hash = met[random() % met.size()];
            if (random() % 3 == 0) {
                set.erase(hash);
                witness.erase(hash == 0 ? 1 : hash);
            } else {
                set.insert(hash);
                witness.insert(hash == 0 ? 1 : hash);
                met.push_back(hash);
            }
            REQUIRE(set.contains(hash) == witness.contains(hash == 0 ? 1 : hash));
        }
        CHECK(set.size() == witness.size());
        for (const auto hash : met) REQUIRE(set.contains(hash) == witness.contains(hash == 0 ? 1 : hash));
    }
}
