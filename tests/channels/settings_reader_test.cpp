// What an operator is told about a channel's settings: every fault at once, with its key and line.
#include "channels/settings_reader.hpp"

#include "channels/registry.hpp"
#include "tests/channels/cases.hpp"

#include <catch2/catch.hpp>

using namespace channels;

namespace {

std::vector<std::string> faults(std::string_view adapter,
                                const std::vector<std::pair<std::string, std::string>>& written) {
    const auto made = find_adapter(adapter)->make({.name = "x",
                                                   .public_url = "https://bot.example.fi",
                                                   .settings = cases::settings_of(written)});
    std::vector<std::string> lines;
    if (made) return lines;
    for (const auto& error : made.error())
        lines.push_back(std::to_string(error.line) + " " + error.key + ": " + error.message);
    return lines;
}

bool has(const std::vector<std::string>& lines, const std::string& beginning) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const auto& line) { return line.rfind(beginning, 0) == 0; });
}

}  // namespace

TEST_CASE("all faults of a channel are told at once, each with its key and line") {
    const auto told = faults("kannel", {{"send_ulr", "http://127.0.0.1/"},
                                        {"username", "bot"},
                                        {"password", ""},
                                        {"secret", "x"},
                                        {"sender", "16161"},
                                        {"max_parts", "many"},
                                        {"timeout", "30"},
                                        {"colour", "blue"}});
    CHECK(has(told, "10 send_ulr: unknown key; did you mean `send_url`?"));
    CHECK(has(told, "0 send_url: is missing"));
    CHECK(has(told, "12 password: is missing"));
    CHECK(has(told, "15 max_parts: must be a whole number from 1 to 255"));
    CHECK(has(told, "16 timeout: must be a time such as 30s, 5m or 2h"));
    CHECK(has(told, "17 colour: unknown key"));
    CHECK(told.size() == 6);
}

TEST_CASE("an address must be one") {
    for (const auto* address :
         {"ftp://127.0.0.1/", "127.0.0.1:13013", "http:///sendsms", "http://a b/"}) {
        DYNAMIC_SECTION(address) {
            const auto told = faults("kannel", {{"send_url", address},
                                                {"username", "b"},
                                                {"password", "p"},
                                                {"secret", "s"},
                                                {"sender", "1"}});
            REQUIRE(told.size() == 1);
            CHECK(has(told, "10 send_url: must be an address"));
        }
    }
}

TEST_CASE("a word that is none of the known ones is told with them") {
    CHECK(has(faults("webchat", {{"looks", "fax"}}), "10 looks: must be one of messenger, sms"));
    CHECK(has(faults("webchat", {{"kind", "two words"}}), "10 kind: must be a word"));
}

TEST_CASE("keys fit patterns part by part") {
    CHECK(fits_key("send_url", "send_url"));
    CHECK(fits_key("headers.X-Key", "headers.*"));
    CHECK(fits_key("headers.X.Key", "headers.*"));
    CHECK(fits_key("errors.0.status", "errors.*.status"));
    CHECK_FALSE(fits_key("errors.0.colour", "errors.*.status"));
    CHECK_FALSE(fits_key("headers", "headers.*"));
    CHECK_FALSE(fits_key("send_url.x", "send_url"));
}
