// What is drawn from the seed: fair, and the same for ever.
#include "dialogs/conversation/drawing.hpp"

#include <catch2/catch.hpp>

#include <map>

using dialogs::draw_order;
using dialogs::drawn_lot;

TEST_CASE("the same seed and step draw the same order on every machine") {
    std::vector<std::string> items{"a", "b", "c", "d", "e"};
    draw_order(items, 42, "3.1");
    const auto first = items;
    items = {"a", "b", "c", "d", "e"};
    draw_order(items, 42, "3.1");
    CHECK(items == first);
    std::vector<std::string> pinned{"a", "b", "c", "d", "e"};
    draw_order(pinned, 1, "0");
    CHECK(pinned == std::vector<std::string>{"b", "d", "a", "e", "c"});
    CHECK(drawn_lot(1) == 65);
}

TEST_CASE("another seed or step draws another order, each about as often") {
    std::map<std::vector<std::string>, int> orders;
    for (std::uint64_t seed = 0; seed < 6'000; ++seed) {
        std::vector<std::string> items{"a", "b", "c"};
        draw_order(items, seed, "2");
        ++orders[items];
    }
    REQUIRE(orders.size() == 6);
    for (const auto& [order, count] : orders) {
        CHECK(count > 850);
        CHECK(count < 1'150);
    }
}

TEST_CASE("lots are 0 to 99, each about as often") {
    std::map<int, int> lots;
    for (std::uint64_t seed = 0; seed < 20'000; ++seed)
        ++lots[drawn_lot(seed)];
    REQUIRE(lots.size() == 100);
    CHECK(lots.begin()->first == 0);
    CHECK(lots.rbegin()->first == 99);
    for (const auto& [lot, count] : lots)
        CHECK(count > 120);
}
