// Telephone numbers as people, registers and networks write them.
#include "channels/registry.hpp"

#include <catch2/catch.hpp>

namespace {

std::string normalised(std::string_view written, std::string_view country = "358") {
    const auto address = channels::normalise_phone(written, country);
    if (!address) return "none";
    CHECK(address->scheme == "tel");
    return address->id;
}

}  // namespace

TEST_CASE("every Finnish spelling of a number is one number") {
    for (const auto* written :
         {"0401234567", "040 123 4567", "040-123 4567", "(040) 1234567", "00358401234567",
          "00 358 40 123 4567", "+358401234567", "+358 40 123 4567", "+358(0)401234567",
          "+358 (0)40 123 4567", "+3580401234567", "358401234567", "tel:+358401234567",
          "040\u00A0123\u00A04567", " 040.123.4567 "}) {
        DYNAMIC_SECTION(written) { CHECK(normalised(written) == "+358401234567"); }
    }
}

TEST_CASE("other countries' numbers keep their country") {
    CHECK(normalised("+46 70 123 45 67") == "+46701234567");
    CHECK(normalised("0046701234567") == "+46701234567");
    CHECK(normalised("070-123 45 67", "46") == "+46701234567");
}

TEST_CASE("short codes are never given a country") {
    CHECK(normalised("16161") == "16161");
    CHECK(normalised("112") == "112");
    CHECK(normalised("116 117") == "116117");
}

TEST_CASE("what is no number, or does not say its country, is none") {
    for (const auto* written :
         {"", "Posti", "040123456a", "+", "+358", "401234567", "46701234567", "+0401234567",
          "+358401234567890123", "040/1234567/8 tai 050", "++358401234567"}) {
        DYNAMIC_SECTION(written) { CHECK(normalised(written) == "none"); }
    }
}
