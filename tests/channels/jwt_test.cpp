#include "channels/jwt.hpp"

#include "tests/channels/signing.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using channels::jwt_claims;

namespace {

const std::string claims = R"({"iss":"Vonage"})";

std::string signed_under(const std::string& head) {
    const auto text = cases::base64url(head) + '.' + cases::base64url(claims);
    return text + '.' + cases::base64url(cases::hmac_bytes("SHA256", "key", text));
}

}  // namespace

TEST_CASE("a token that the key signed gives its claims") {
    CHECK(jwt_claims(cases::jwt(claims, "key"), "key") == nlohmann::json::parse(claims));
}

TEST_CASE("a token of another key, or changed, gives nothing") {
    const auto token = cases::jwt(claims, "key");
    CHECK(jwt_claims(token, "other").is_discarded());
    for (std::size_t i = 0; i + 1 < token.size(); ++i) {  // the last sign has bits that mean nothing
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        if (changed != token) CHECK(jwt_claims(changed, "key").is_discarded());
    }
}

TEST_CASE("a token says HS256, whatever else a sender would like") {
    CHECK(jwt_claims(signed_under(R"({"alg":"HS256"})"), "key").is_object());
    CHECK(jwt_claims(signed_under(R"({"alg":"none"})"), "key").is_discarded());
    CHECK(jwt_claims(signed_under(R"({"alg":"RS256"})"), "key").is_discarded());
    CHECK(jwt_claims(signed_under("{}"), "key").is_discarded());
    CHECK(jwt_claims(signed_under("no JSON"), "key").is_discarded());
}

TEST_CASE("what is no token gives nothing") {
    for (const auto* text : {"", ".", "..", "a", "a.b", "a.b.c", "....", "a..c"})
        CHECK(jwt_claims(text, "key").is_discarded());
    CHECK(jwt_claims(cases::jwt("[]", "key"), "key").is_discarded());
    CHECK(jwt_claims(cases::jwt("", "key"), "key").is_discarded());
}
