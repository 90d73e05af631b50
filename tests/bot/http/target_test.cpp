// Percent-encoding of paths and queries.
#include "bot/http/target.hpp"

#include <catch2/catch.hpp>

using namespace bot::http;

TEST_CASE("a path is decoded, and its plus signs stay") {
    CHECK(decode_path("/kyll%C3%A4+ei") == "/kyllä+ei");
    CHECK(decode_path("/100%") == std::nullopt);
    CHECK(decode_path("/%zz") == std::nullopt);
}

TEST_CASE("a query's parameters come in order, decoded, with empty and missing values") {
    const auto parameters = decode_query("k=s%26t&text=Kyll%C3%A4+joo&empty=&bare&text=2");
    REQUIRE(parameters.size() == 5);
    CHECK(parameter(parameters, "k") == "s&t");
    CHECK(parameter(parameters, "text") == "Kyllä joo");
    CHECK(parameter(parameters, "empty") == "");
    CHECK(parameter(parameters, "bare") == "");
    CHECK(parameter(parameters, "absent") == std::nullopt);
}

TEST_CASE("a parameter that cannot be decoded is kept as it was written") {
    CHECK(parameter(decode_query("x=100%&y=1"), "x") == "100%");
}
