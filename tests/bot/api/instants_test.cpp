// Instants as the API writes and reads them.
#include "bot/api/instants.hpp"

#include <catch2/catch.hpp>

using namespace bot;

namespace {

std::string read(std::string_view text) {
    const LocalTime helsinki("Europe/Helsinki");
    const auto instant = instant_from(text, helsinki);
    return instant ? to_rfc3339(*instant) : "nothing";
}

}  // namespace

TEST_CASE("times are read with their offset, with and without seconds and fractions") {
    CHECK(read("2026-11-21T10:15:02.123Z") == "2026-11-21T10:15:02.123Z");
    CHECK(read("2026-11-21T12:15:02+02:00") == "2026-11-21T10:15:02.000Z");
    CHECK(read("2026-11-21T05:15-05:00") == "2026-11-21T10:15:00.000Z");
    CHECK(read("2026-11-21 10:15:02.5Z") == "2026-11-21T10:15:02.500Z");
    CHECK(read("2026-11-21T10:15:02.123456789Z") == "2026-11-21T10:15:02.123Z");
    CHECK(read("1969-12-31T23:59:59.999Z") == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("a date is its first instant in the county's zone, also when clocks change") {
    CHECK(read("2026-11-21") == "2026-11-20T22:00:00.000Z");
    CHECK(read("2026-07-01") == "2026-06-30T21:00:00.000Z");
    CHECK(read("2026-03-29") == "2026-03-28T22:00:00.000Z");
    CHECK(read("2026-03-30") == "2026-03-29T21:00:00.000Z");
}

TEST_CASE("what is no time is nothing") {
    for (const char* text :
         {"", "2026", "2026-13-01", "2026-02-30", "2026-11-21T", "2026-11-21T25:00Z", "2026-11-21T10:15",
          "2026-11-21T10:15:02", "2026-11-21T10:15Zx", "21.11.2026", "2026-11-21T10:15:02.Z", "-026-11-21"})
        CHECK(read(text) == "nothing");
}
