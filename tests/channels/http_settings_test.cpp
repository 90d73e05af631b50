// What an operator is told about a gateway described in the configuration.
#include "channels/registry.hpp"
#include "channels/timestamp.hpp"
#include "tests/channels/cases.hpp"

#include <catch2/catch.hpp>

using namespace channels;

namespace {

/// `key: message` of the faults that one more setting brings into a good configuration.
std::vector<std::string> faults(const std::string& key, const std::string& value) {
    auto settings = cases::settings_of({{"send.url", "https://gw.example/"},
                                        {"send.body", "{\"text\": {text}}"},
                                        {"inbound.from", "/from"},
                                        {"inbound.text", "/text"},
                                        {"prove.path", "s3cr3t"}});
    settings[key] = {value, 99};
    const auto made = find_adapter("http")->make(
        {.name = "gw", .public_url = "https://bot.example.fi", .settings = settings});
    std::vector<std::string> told;
    if (made) return told;
    for (const auto& error : made.error())
        told.push_back(std::to_string(error.line) + " " + error.key + ": " + error.message);
    return told;
}

}  // namespace

TEST_CASE("each fault of a gateway is told with its key, its line and the cure") {
    struct Fault {
        std::string key;
        std::string value;
        std::string told;
    };
    const std::vector<Fault> table = {
        {"send.url", "gw.example/send", "99 send.url: must be an address that begins with http"},
        {"send.url", "https://gw.example/?t={txt}",
         "99 send.url: unknown variable {txt}; there are {to} {to_digits}"},
        {"send.url", "https://gw.example/?d={status_url}",
         "11 send: uses {status_url}, but nothing under status"},
        {"send.body", "{\"text\": \"{text}\"}",
         "99 send.body: is no JSON when filled in; a variable brings its own quotes"},
        {"send.method", "DELETE", "99 send.method: must be GET, POST or PUT"},
        {"send.method", "GET", "11 send.body: cannot go with send.method GET"},
        {"send.content", "csv", "99 send.content: must be one of json, form, xml, text"},
        {"send.headers.X-Id", "{ident}", "99 send.headers.X-Id: unknown variable {ident}"},
        {"send.bdy", "x", "99 send.bdy: unknown key; did you mean `send.body`?"},
        {"answer.good", "20x", "99 answer.good: must be statuses such as 200 or 2xx"},
        {"answer.id", "id=(", "99 answer.id: is no regular expression"},
        {"answer.id", "id=\\w+",
         "99 answer.id: must be a JSON pointer such as /id, or a regular expression with one "
         "group"},
        {"answer.errors.0.means", "bad",
         "99 answer.errors.0.means: must be one of permanent, retry"},
        {"answer.errors.0.means", "retry", "99 answer.errors.0: needs a status, a match, or both"},
        {"inbound.from", "from", "99 inbound.from: must be a JSON pointer such as /message/text"},
        {"inbound.content", "yaml", "99 inbound.content: must be one of json, form"},
        {"inbound.charset", "ebcdic", "99 inbound.charset: must be one of utf-8"},
        {"inbound.time_format", "yesterday", "99 inbound.time_format: must be rfc3339, unix"},
        {"inbound.from_format", "e164", "99 inbound.from_format: must be one of phone, id"},
        {"prove.hmac.key", "k", "99 prove.hmac.header: is missing"},
        {"prove.hmac.signed", "{bodi}", "99 prove.hmac.signed: unknown variable {bodi}"},
        {"prove.query.name", "token", "99 prove.query.secret: is missing"},
        {"prove.path", "a/b", "99 prove.path: must not hold a slash"},
        {"response.status", "500", "99 response.status: must be a whole number from 200 to 299"},
        {"status.state", "/state", "99 status: needs message_id (ours) or provider_id"},
        {"status.values.DELIVRD", "arrived",
         "99 status.values.DELIVRD: must be accepted, sent, delivered"},
        {"stopped.path", "/stop", "99 stopped: needs from"},
        {"stopped.path", "stop", "99 stopped.path: must be a path such as /status"},
    };
    for (const auto& fault : table) {
        DYNAMIC_SECTION(fault.key << "=" << fault.value) {
            const auto told = faults(fault.key, fault.value);
            for (const auto& line : told)
                UNSCOPED_INFO(line);
            CHECK(std::any_of(told.begin(), told.end(),
                              [&](const auto& line) { return line.rfind(fault.told, 0) == 0; }));
        }
    }
}

TEST_CASE("an XPath or a list that cannot be is told") {
    CHECK(faults("inbound.list", "results").size() == 1);
    auto settings = cases::settings_of({{"send.url", "https://gw.example/"},
                                        {"inbound.content", "xml"},
                                        {"inbound.list", "//message["},
                                        {"inbound.from", "from"},
                                        {"inbound.text", "text("},
                                        {"prove.path", "s3cr3t"}});
    const auto made = find_adapter("http")->make({.name = "gw", .settings = settings});
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().size() == 2);
}

TEST_CASE("times are read in every form that gateways write") {
    const Instant wanted = Instant(std::chrono::seconds(1'772'442'927));
    CHECK(parse_time("2026-03-02T09:15:27Z", "rfc3339") == wanted);
    CHECK(parse_time("2026-03-02T11:15:27+02:00", "rfc3339") == wanted);
    CHECK(parse_time("2026-03-02T11:15:27.118+0200", "rfc3339") ==
          wanted + std::chrono::milliseconds(118));
    CHECK(parse_time("2026-03-02 09:15:27.118004", "rfc3339") ==
          wanted + std::chrono::milliseconds(118));
    CHECK(parse_time("2026-03-02T04:15:27-05:00", "rfc3339") == wanted);
    CHECK(parse_time("1772442927", "unix") == wanted);
    CHECK(parse_time("1772442927.000200", "unix") == wanted);
    CHECK(parse_time("1772442927118", "unix-ms") == wanted + std::chrono::milliseconds(118));
    CHECK(parse_time("20260302091527", "YYYYMMDDhhmmss") == wanted);
    CHECK(parse_time("02.03.2026 09:15:27", "DD.MM.YYYY hh:mm:ss") == wanted);
    for (const auto* wrong : {"", "2026-02-30T09:15:27Z", "2026-03-02", "2026-03-02T25:15:27Z",
                              "2026-03-02T09:15:27+2", "now"}) {
        CHECK_FALSE(parse_time(wrong, "rfc3339"));
    }
    CHECK_FALSE(parse_time("99999999999999999999", "unix"));
    CHECK_FALSE(parse_time("-5", "unix"));
}
