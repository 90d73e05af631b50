// What buttons carry.
#include "channels/payload.hpp"

#include <catch2/catch.hpp>

using namespace channels;

TEST_CASE("a payload tells question, conversation and value in ASCII") {
    CHECK(payload_text({{3, "yes"}, "c0ffee42"}) == "q3:c0ffee42:yes");
    CHECK(payload_text({{0, "na"}, ""}) == "q0::na");
    CHECK(payload_text({{12, "a:b c"}, "x"}) == "q12:x:a%3Ab%20c");
    CHECK(payload_text({{1, "ä"}, "x"}) == "q1:x:%C3%A4");
}

TEST_CASE("what was written is read again") {
    for (const auto* value : {"9", "true", "fi-simple", "a:b", "100%", "a+b", "ä ö", "%41"}) {
        const Payload payload{{7, value}, "Ab_-9"};
        CHECK(payload_from(payload_text(payload)) == payload);
    }
}

TEST_CASE("what nobody wrote is no payload") {
    for (const auto* text : {"", "q", "q3", "q3:", "q3::", "q3:yes", "3::yes", "q-1::yes", "q 3::yes", "q3x::yes",
                             "q100001::yes", "q99999999999::yes", "q3:../../etc:yes", "q3:123456789:yes", "q3::%00",
                             "q3::%FF", "GET_STARTED", "Kyllä"}) {
        INFO(text);
        CHECK_FALSE(payload_from(text).has_value());
    }
    CHECK_FALSE(payload_from("q3::" + std::string(201, 'a')).has_value());
}
