// What an operator is told of a provider's settings that do not fit together.
#include "channels/registry.hpp"
#include "tests/channels/cases.hpp"

#include <catch2/catch.hpp>

using namespace channels;

namespace {

struct Fault {
    std::string adapter;
    std::vector<std::pair<std::string, std::string>> settings;
    std::string key;
    std::string message;
};

const std::vector<Fault>& faults() {
    static const std::vector<Fault> all = {
        {"twilio",
         {{"account_sid", "AC1"}, {"auth_token", "t"}, {"sender", "+1"}, {"api_key", "SK1"}},
         "api_secret",
         "the one needs the other"},
        {"twilio",
         {{"account_sid", "AC1"}, {"auth_token", "t"}, {"sender", "+1"}, {"max_parts", "11"}},
         "max_parts",
         "from 1 to 10"},
        {"vonage",
         {{"api_key", "k"}, {"api_secret", "s"}, {"sender", "+1"}},
         "signature_secret",
         "webhooks of the Messages API are signed"},
        {"vonage",
         {{"api", "sms"}, {"api_key", "k"}, {"api_secret", "s"}, {"sender", "+1"}},
         "secret",
         "must prove who calls"},
        {"vonage",
         {{"api", "fax"}, {"api_key", "k"}, {"api_secret", "s"}, {"signature_secret", "x"}, {"sender", "+1"}},
         "api",
         "must be one of messages, sms"},
        {"46elks",
         {{"api_username", "u"}, {"api_password", "p"}, {"sender", "+1"}},
         "secret",
         "must prove who calls"},
        {"46elks",
         {{"api_username", "u"}, {"api_password", "p"}, {"sender", "+1"}, {"webhook_username", "w"}},
         "webhook_password",
         "the one needs the other"},
        {"sinch",
         {{"service_plan_id", "p"}, {"api_token", "t"}, {"sender", "+1"}, {"secret", "a/b"}},
         "secret",
         "must not hold a slash"},
        {"infobip",
         {{"api_url", "https://x.example"}, {"api_key", "k"}, {"signature_key", "s"}, {"sender", "E"}},
         "signature_header",
         "is missing"},
        {"infobip", {{"api_key", "k"}, {"secret", "s"}, {"sender", "E"}}, "api_url", "is missing"},
        {"gatewayapi",
         {{"token", "t"}, {"webhook_secret", "s"}, {"sender", "E"}, {"api", "old"}},
         "api",
         "must be one of mobile, classic"},
        {"linkmobility",
         {{"api_url", "https://x.example"}, {"username", "u"}, {"password", "p"}, {"secret", "s"}, {"sender", "E"}},
         "partner_id",
         "is missing"},
        {"messagebird", {{"access_key", "a"}, {"sender", "E"}}, "signing_key", "is missing"},
        {"messagebird", {{"access_key", "a"}, {"signing_key", "s"}}, "sender", "this API needs it"},
        {"messagebird",
         {{"api", "bird"}, {"access_key", "a"}, {"signing_key", "s"}, {"channel_id", "c"}},
         "workspace_id",
         "this API needs it"},
    };
    return all;
}

}  // namespace

TEST_CASE("an SMS provider's settings that do not fit together are one fault, told with its key") {
    for (const auto& fault : faults()) {
        DYNAMIC_SECTION(fault.adapter << ": " << fault.key << " " << fault.message) {
            const ChannelConfig config{.name = "sms",
                                       .public_url = "https://bot.example.fi",
                                       .settings = cases::settings_of(fault.settings)};
            const auto made = find_adapter(fault.adapter)->make(config);
            REQUIRE_FALSE(made.has_value());
            REQUIRE(made.error().size() == 1);
            CHECK(made.error().front().key == fault.key);
            CHECK_THAT(made.error().front().message, Catch::Contains(fault.message));
        }
    }
}
