// Which bodies are taken as JSON.
#include "bot/http/json_body.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace {

int status_of(const std::string& type, const std::string& body = R"({"key":"visit-1"})") {
    bot::http::Request request{.headers = {}, .body = body};
    if (!type.empty()) request.headers.emplace_back("content-type", type);
    const auto object = bot::http::json_object_of(request);
    return object ? 200 : object.error().first;
}

}  // namespace

TEST_CASE("JSON is taken under each of its names, in any case, with parameters, and from who says nothing") {
    for (const auto* type : {"application/json", "Application/JSON", "application/json; charset=utf-8",
                             "application/json ;charset=UTF-8", "text/json", "application/vnd.visits+json", ""}) {
        INFO(type);
        CHECK(status_of(type) == 200);
    }
}

TEST_CASE("another type is 415, and the answer tells which and what to send instead") {
    for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json"}) {
        INFO(type);
        CHECK(status_of(type) == 415);
    }
    const bot::http::Request form{.headers = {{"content-type", "Text/Plain; charset=utf-8"}}, .body = "{}"};
    const auto told = bot::http::json_object_of(form);
    REQUIRE_FALSE(told);
    CHECK(told.error().second.find("application/json") != std::string::npos);
    CHECK(told.error().second.find("`text/plain`") != std::string::npos);
}

TEST_CASE("a body that is no JSON object is 400") {
    for (const auto* body : {"", "[1]", "{", "\"a\"", "{\"a\":\xff}"}) {
        INFO(body);
        CHECK(status_of("application/json", body) == 400);
    }
    CHECK(status_of("application/json", R"({"a":)" + std::string(30, '[') + std::string(30, ']') + "}") == 400);
}
