// Packed lists and maps: what goes in comes out, and damage is noticed.
#include "storage/packed.hpp"

#include <catch2/catch.hpp>

using namespace storage;

TEST_CASE("any text survives packing, with every sign that packing uses") {
    std::map<std::string, Instant> instants{{"", Instant{}}, {"*", Instant(dialogs::Span(-5))},
                                            {"3:a", Instant(dialogs::Span(1))},
                                            {std::string("\0ä", 3), Instant(dialogs::Span(2))}};
    std::map<std::string, Instant> again;
    unpack(pack(instants), again);
    CHECK(again == instants);
    CHECK(pack(std::map<std::string, Instant>{{"surveys", Instant(dialogs::Span(12))}}) == "7:surveys2:12");
}

TEST_CASE("dates survive packing, one that was never set is empty") {
    Date date{}, again{};
    CHECK(pack(date).empty());
    date = std::chrono::year(2026) / 2 / 28;
    CHECK(pack(date) == "2026-02-28");
    unpack("2026-02-28", again);
    CHECK(again == date);
    unpack("", again);
    CHECK_FALSE(again.ok());
}

TEST_CASE("damaged packed text is an error, not a guess") {
    std::vector<Timer> timers;
    Date date{};
    for (const auto* damaged : {"1", "1:", "x:1", "-1:a", "2:1", "1:a1:b1:c1:d", "1:11:21:3", ":1:2:3:4"}) {
        INFO(damaged);
        CHECK_THROWS(unpack(damaged, timers));
    }
    CHECK_THROWS(unpack("2026-2-28", date));
    CHECK_THROWS(unpack("2026-0x-28", date));
}
