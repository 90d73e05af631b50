// Signatures that other gateways make, by configuration alone: computed with their own libraries.
#include "channels/http/proof.hpp"

#include "channels/registry.hpp"
#include "tests/channels/cases.hpp"

#include <catch2/catch.hpp>

using namespace channels;

namespace {

struct SignedCase {
    std::string label;
    std::vector<std::pair<std::string, std::string>> prove;
    Headers headers;
    std::string body;
};

std::vector<SignedCase> signed_cases() {
    return {
        {"body, nonce and time; base64",
         {{"prove.hmac.key", "sinch-hook-secret-42"},
          {"prove.hmac.header", "x-sinch-webhook-signature"},
          {"prove.hmac.encoding", "base64"},
          {"prove.hmac.nonce_header", "x-sinch-webhook-signature-nonce"},
          {"prove.hmac.timestamp_header", "x-sinch-webhook-signature-timestamp"},
          {"prove.hmac.signed", "{body}.{nonce}.{timestamp}"}},
         {{"x-sinch-webhook-signature", "G5frVpbyGqcoIaKrA+E1k8t6TwDF3cWr+3vCN4dDA/o="},
          {"x-sinch-webhook-signature-nonce", "01HNONCE7Y8Z9A0B1C2D3E4F5G"},
          {"x-sinch-webhook-signature-timestamp", "1772442928"}},
         R"({"app_id":"01HABCDEF0123456789ABCDEFG","accepted_time":"2026-03-02T09:15:27.118Z","event_time":)"
         R"("2026-03-02T09:15:27Z",)"
         R"("project_id":"9d2c1f0e-0000-4000-8000-0123456789ab","message":{"id":"01HMSGAA","direction":"TO_APP",)"
         R"("contact_message":{"text_message":{"text":"Kyllä"}}}})"},
        {"the body alone; hex behind a prefix",
         {{"prove.hmac.key", "3f9a1c7be2d84056a1b2c3d4e5f60718"},
          {"prove.hmac.header", "X-Hub-Signature-256"},
          {"prove.hmac.prefix", "sha256="}},
         {{"x-hub-signature-256",
           "sha256=e9bc6d94233668eefa1b6819ad23847823728e33a91d98489515bc75eac6486f"}},
         R"({"object":"whatsapp_business_account","entry":[{"id":"102030405060708","changes":[{"value":)"
         R"({"messaging_product":"whatsapp",)"
         R"("metadata":{"display_phone_number":"358457300555","phone_number_id":"109876543210987"},"contacts":)"
         R"([{"profile":{"name":"Aino"},)"
         R"("wa_id":"358401112233"}],"messages":[{"from":"358401112233",)"
         R"("id":"wamid.HBgMMzU4NDAxMTEyMjMzFQIAEhgUM0E5QzAxMTIyMzM0NDU1NjY3NzgA",)"
         R"("timestamp":"1772442927","text":{"body":"Kyll\u00e4 \ud83d\udc4d"},"type":"text"}]},)"
         R"("field":"messages"}]}]})"},
        {"a version, the time and the body",
         {{"prove.hmac.key", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
          {"prove.hmac.header", "X-Slack-Signature"},
          {"prove.hmac.prefix", "v0="},
          {"prove.hmac.timestamp_header", "X-Slack-Request-Timestamp"},
          {"prove.hmac.signed", "v0:{timestamp}:{body}"}},
         {{"x-slack-signature",
           "v0=7c3ecec74b93e52e6790ec5db980e723e67aae7d169850695bdf2e4824bb29fd"},
          {"x-slack-request-timestamp", "1772442928"}},
         R"({"token":"unused","team_id":"T0001","api_app_id":"A0001","event":{"type":"message",)"
         R"("channel":"D07DMCHAN01",)"
         R"("user":"U07AINO0001","text":"Kyllä","ts":"1772442927.000200","channel_type":"im"},"type":"event_callback",)"
         R"("event_id":"Ev0QX4T7ZK2M","event_time":1772442927})"},
    };
}

std::unique_ptr<Adapter> gateway(const std::vector<std::pair<std::string, std::string>>& prove) {
    std::vector<std::pair<std::string, std::string>> written = {{"send.url", "https://gw.example/"},
                                                                {"inbound.from", "/from"},
                                                                {"inbound.text", "/text"},
                                                                {"inbound.list", "/none"}};
    written.insert(written.end(), prove.begin(), prove.end());
    auto made = find_adapter("http")->make({.name = "gw",
                                            .public_url = "https://bot.example.fi",
                                            .settings = cases::settings_of(written)});
    REQUIRE(made.has_value());
    return std::move(*made);
}

WebhookRequest call(const SignedCase& signed_case) {
    return {.method = "POST",
            .target = "/hooks/gw",
            .headers = signed_case.headers,
            .body = signed_case.body,
            .now = cases::now};
}

}  // namespace

TEST_CASE("the signatures of other gateways are proved by configuration") {
    for (const auto& signed_case : signed_cases()) {
        DYNAMIC_SECTION(signed_case.label) {
            const auto adapter = gateway(signed_case.prove);
            CHECK(adapter->receive(call(signed_case)).has_value());
            auto tampered = call(signed_case);
            tampered.body.back() = ' ';
            CHECK_FALSE(adapter->receive(tampered).has_value());
        }
    }
}

TEST_CASE("each hash is the one it is called") {
    const auto hex = [](const std::string& bytes) {
        std::string text;
        for (const char byte : bytes) {
            constexpr std::string_view digits = "0123456789abcdef";
            text += digits[static_cast<unsigned char>(byte) >> 4];
            text += digits[static_cast<unsigned char>(byte) & 15];
        }
        return text;
    };
    const std::string fox = "The quick brown fox jumps over the lazy dog";
    CHECK(hex(hmac(HmacHash::md5, "key", fox)) == "80070713463e7749b90c2dc24911e275");
    CHECK(hex(hmac(HmacHash::sha1, "key", fox)) == "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9");
    CHECK(hex(hmac(HmacHash::sha256, "key", fox)) ==
          "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
    CHECK(hex(hmac(HmacHash::sha512, "key", fox)).substr(0, 32) ==
          "b42af09057bac1e2d41708e48a902e09");
}

TEST_CASE("no text breaks out of its header") {
    const auto made = find_adapter("http")->make(
        {.name = "gw",
         .settings = cases::settings_of({{"send.url", "https://gw.example/"},
                                         {"send.headers.X-Text", "{text}"},
                                         {"inbound.from", "/from"},
                                         {"inbound.text", "/text"},
                                         {"prove.path", "s3cr3t"}})});
    REQUIRE(made.has_value());
    const auto composed = (*made)->compose(
        {.id = "1", .to = {"tel", "+358401112233"}, .message = {.text = "a\r\nX-Evil: 1"}});
    REQUIRE_FALSE(composed.has_value());
    CHECK(composed.error().kind == FailureKind::permanent);
}

TEST_CASE("a channel that nothing proves is not made") {
    const auto made = find_adapter("http")->make(
        {.name = "gw",
         .public_url = "https://bot.example.fi",
         .settings = cases::settings_of({{"send.url", "https://gw.example/"},
                                         {"inbound.from", "/from"},
                                         {"inbound.text", "/text"}})});
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().size() == 1);
    CHECK(made.error().front().key == "prove");
}
