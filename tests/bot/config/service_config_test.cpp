// The configuration: defaults, the environment, and all faults at once with their places.
#include "bot/config/service_config.hpp"

#include "bot/config/options.hpp"
#include "channels/registry.hpp"

#include <catch2/catch.hpp>

using namespace bot;
using namespace std::chrono_literals;

namespace {

const std::string key = "vault_key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

const std::string kannel =
    "  - name: sms\n"
    "    adapter: kannel\n"
    "    send_url: http://127.0.0.1:13013/cgi-bin/sendsms\n"
    "    username: kuulolla\n"
    "    password: gateway-password\n"
    "    secret: hook-secret\n"
    "    sender: \"18123\"\n";

std::optional<std::string> environment(const std::string& name) {
    if (name == "TOKEN") return "from-the-environment";
    if (name == "PORT") return "9090";
    return std::nullopt;
}

ServiceConfig good(const std::string& yaml) {
    const auto config = read_config("k.yaml", yaml, &environment);
    std::string told;
    if (!config)
        for (const auto& error : config.error()) told += to_line(error) + "\n";
    INFO(told);
    REQUIRE(config.has_value());
    return *config;
}

std::vector<std::string> errors(const std::string& yaml) {
    const auto config = read_config("k.yaml", yaml, &environment);
    std::vector<std::string> lines;
    if (!config)
        for (const auto& error : config.error()) lines.push_back(to_line(error));
    return lines;
}

}  // namespace

TEST_CASE("a vault key is all that must be configured") {
    const auto config = good(key);
    CHECK(config.listen_address == "127.0.0.1");
    CHECK(config.listen_port == 8080);
    CHECK(config.public_url == "http://127.0.0.1:8080");
    CHECK(config.store_path == "data/kuulolla.db");
    CHECK(config.timezone == "Europe/Helsinki");
    CHECK(config.default_language == "fi");
    CHECK(config.country == "358");
    CHECK(config.stranger_script == "feedback");
    CHECK(config.log_level == LogLevel::info);
    CHECK(config.request_timeout == 10s);
    CHECK(config.connections == 4096);
    CHECK(config.scripts.empty());
    CHECK(config.channels.empty());
    CHECK(config.api_tokens.empty());
}

TEST_CASE("everything that is configured is taken") {
    const auto config = good(key +
                             "listen: \"[::1]:${PORT}\"\n"
                             "public_url: https://kuulolla.example.fi/\n"
                             "store: sqlite:/var/lib/k.db\n"
                             "scripts: [a, b]\n"
                             "locales: own\n"
                             "timezone: Europe/Stockholm\n"
                             "default_language: sv\n"
                             "country: \"46\"\n"
                             "stranger_script: \"\"\n"
                             "log_level: debug\n"
                             "request_timeout: 500ms\n"
                             "connections: 100\n"
                             "api_tokens:\n"
                             "  - {name: visits, token: \"${TOKEN}\"}\n"
                             "channels:\n" +
                             kannel + "    segments_per_second: 2.5\n    open_requests: 3\n    trust: ordinary\n" +
                             "    rather_lose: true\n");
    CHECK(config.listen_address == "::1");
    CHECK(config.listen_port == 9090);
    CHECK(config.public_url == "https://kuulolla.example.fi");
    CHECK(config.store_path == "/var/lib/k.db");
    CHECK(config.scripts == std::vector<std::string>{"a", "b"});
    CHECK(config.locales == std::vector<std::string>{"own"});
    CHECK(config.stranger_script.empty());
    CHECK(config.request_timeout == 500ms);
    CHECK(config.api_tokens.at(0).token == "from-the-environment");
    const auto& channel = config.channels.at(0);
    CHECK(channel.name == "sms");
    CHECK(channel.segments_per_second == 2.5);
    CHECK(channel.open_requests == 3);
    CHECK_FALSE(channel.trusted_with_health);
    CHECK(channel.rather_lose);
    REQUIRE(channel.adapter);
    CHECK(channel.adapter->capabilities().kind == "sms");
}

TEST_CASE("what must never be logged is known: the key, the tokens, the channels' secrets") {
    const auto config = good(key + "api_tokens: [{name: a, token: \"${TOKEN}\"}]\nchannels:\n" + kannel);
    const auto secrets = config.secrets();
    for (const char* secret : {"from-the-environment", "gateway-password", "hook-secret"})
        CHECK(std::count(secrets.begin(), secrets.end(), secret) >= 1);
}

TEST_CASE("three faults are told at once, each with its place, in file order") {
    CHECK(errors("listen: 127.0.0.1:99999\n"
                 "public_url: http://example.fi\n"
                 "vault_kee: abc\n") ==
          std::vector<std::string>{
              "k.yaml:1:1: `vault_key` is missing: 32 bytes in base64: the key of the addresses; `kuulolla user "
              "vault-key` makes one",
              "k.yaml:1:9: must be an address and a port up to 65535, such as 127.0.0.1:8080 or [::1]:8080",
              "k.yaml:2:13: must begin with https:// (a proxy in front of the service holds the certificate); http:// "
              "is for loopback only",
              "k.yaml:3:1: there is no option `vault_kee`; did you mean `vault_key`?"});
}

TEST_CASE("each option says what it takes") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"store: postgresql://db", "k.yaml:2:8: PostgreSQL is not supported yet; write sqlite:FILE"},
        {"store: data.db", "k.yaml:2:8: must be sqlite:FILE"},
        {"public_url: kuulolla.fi", "k.yaml:2:13: must be an address such as https://kuulolla.example.fi"},
        {"timezone: Europe/Helsinky",
         "k.yaml:2:11: is no time zone that is known here; write one such as Europe/Helsinki"},
        {"default_language: finska!", "k.yaml:2:19: must be a language such as fi or sv"},
        {"country: +358", "k.yaml:2:10: must be a calling code such as 358"},
        {"log_level: loud", "k.yaml:2:12: must be debug, info, warning or error"},
        {"request_timeout: 10", "k.yaml:2:18: must be a time such as 500ms, 10s, 5m or 2h"},
        {"connections: 3", "k.yaml:2:14: must be a number from 16 to 65536"},
        {"listen: [a]", "k.yaml:2:9: one value belongs here, not a list or a map"},
        {"listen:", "k.yaml:2:1: a value is missing here"},
        {"listen: ${NOWHERE}:80", "k.yaml:2:9: the environment has no variable NOWHERE"},
        {"api_tokens: [{name: a, token: short}]", "k.yaml:2:14: a token needs 8 characters or more"},
        {"api_tokens: [{nam: a, token: long-enough}]",
         "k.yaml:2:15: there is no option `nam`; did you mean `name`?"},
        {"channels: sms", "k.yaml:2:11: must be a list of channels, each with a name and an adapter"},
    };
    for (const auto& [line, told] : cases) {
        const auto found = errors(key + line + "\n");
        CAPTURE(line, found);
        CHECK(std::count(found.begin(), found.end(), told) == 1);
    }
}

TEST_CASE("a vault key of another length is refused without being shown") {
    const auto told = errors("vault_key: c2VjcmV0LXNlY3JldA==\n");
    REQUIRE(told.size() == 1);
    CHECK(told[0] == "k.yaml:1:12: must be 32 bytes in base64; `kuulolla user vault-key` makes one");
}

TEST_CASE("a channel's faults are told by its adapter, at the key's place") {
    std::string adapters;
    for (const auto& row : channels::registry()) adapters += (adapters.empty() ? "" : ", ") + std::string(row.name);
    CHECK(errors(key + "channels:\n  - name: SMS 1\n    adapter: kanel\n") ==
          std::vector<std::string>{
              "k.yaml:3:11: must be a short name of small letters, digits and hyphens: it becomes /hooks/NAME",
              "k.yaml:4:14: there is no adapter `kanel`; did you mean `kannel`? (there are: " + adapters + ")"});
    const auto told = errors(key + "channels:\n" + kannel + "    sendr: x\n");
    REQUIRE(told.size() == 1);
    CHECK(told[0].starts_with("k.yaml:10:5: sendr: "));
    CHECK(told[0].find("sender") != std::string::npos);
    CHECK(errors(key + "channels:\n" + kannel + kannel).at(0) == "k.yaml:10:5: two channels are named `sms`");
}

TEST_CASE("what is no YAML is told with its place") {
    const auto told = errors("listen: a: b\n");
    REQUIRE_FALSE(told.empty());
    CHECK(told[0].starts_with("k.yaml:1:"));
}

TEST_CASE("the help names every option of the service, of channels and of adapters") {
    const auto help = options_help();
    for (const auto& option : service_options())
        CHECK(help.find("  " + std::string(option.key) + " ") != std::string::npos);
    for (const auto& option : channel_options())
        CHECK(help.find("  " + std::string(option.key) + " ") != std::string::npos);
    for (const auto& row : channels::registry())
        for (const auto& setting : row.settings) CHECK(help.find(std::string(setting.key)) != std::string::npos);
}
