#include "channels/discord.hpp"

#include "channels/discord_interactions.hpp"
#include "channels/discord_message.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/settings_reader.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace channels {
namespace {

using namespace std::chrono_literals;

constexpr std::array discord_keys = {
    SettingInfo{.key = "application_id", .required = true, .help = "Developer Portal, General Information"},
    SettingInfo{.key = "public_key", .required = true, .help = "there, too: 64 hexadecimal digits"},
    SettingInfo{.key = "token", .required = true, .secret = true, .help = "of the bot: Developer Portal, Bot"},
    SettingInfo{.key = "command", .fallback = "kuulolla", .help = "what residents write after / to reach us"},
    SettingInfo{.key = "command_help", .fallback = "Kirjoita meille", .help = "what Discord shows beside the command"},
    SettingInfo{.key = "api_url", .fallback = "https://discord.com/api/v10", .help = "of Discord"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for Discord"},
};

using Signature = std::array<unsigned char, crypto_sign_BYTES>;
using PublicKey = std::array<unsigned char, crypto_sign_PUBLICKEYBYTES>;

struct DiscordBot {
    std::string application_id;
    PublicKey public_key{};
    std::string public_key_hex;
    std::string token;
    std::string command;
    std::string command_help;
    std::string api_url;
    std::string public_url;
    std::string webhook_url;
    Span timeout{};
};

/// What Discord's error codes mean beside their HTTP status.
struct DiscordError {
    int code;
    FailureKind kind;
    std::string_view detail;
};
constexpr std::array discord_errors = {
    DiscordError{50007, FailureKind::stopped, "takes no direct messages from us"},
    DiscordError{50278, FailureKind::stopped, "shares no server with us any more"},
    DiscordError{10003, FailureKind::unreachable, "no such channel"},
    DiscordError{10013, FailureKind::unreachable, "no such user"},
    DiscordError{50033, FailureKind::unreachable, "no such user"},
    DiscordError{50001, FailureKind::unreachable, "the channel is not open to us"},
    DiscordError{50013, FailureKind::unreachable, "the channel is not open to us"},
    DiscordError{40003, FailureKind::throttled, "opens direct messages too fast"},
    DiscordError{20028, FailureKind::throttled, "writes too fast"},
    DiscordError{130000, FailureKind::retry, "Discord is overloaded"},
};

/// What 40003 asks for, where it does not say how long.
constexpr auto opening_pause = 10min;
/// A signature is made for this moment; older ones are replays.
constexpr auto signature_tolerance = 5min;

/// Where each sign of a text may need a backslash, half of Discord's 2000 characters are left.
constexpr std::size_t discord_text_max = 1000;

/// Bytes of that length from as many hexadecimal digits; false where they are none.
template <class Bytes>
bool read_hex(std::string_view hex, Bytes& bytes) {
    std::size_t length = 0;
    const bool whole = sodium_hex2bin(bytes.data(), bytes.size(), hex.data(), hex.size(), nullptr, &length,
                                      nullptr) == 0;
    return whole && hex.size() == 2 * bytes.size() && length == bytes.size();
}

bool is_signed(const WebhookRequest& request, const PublicKey& key) {
    const auto timestamp = header(request.headers, "x-signature-timestamp");
    const auto at = parse_time(timestamp, "unix");
    Signature signature{};
    if (!at || *at < request.now - signature_tolerance || *at > request.now + signature_tolerance) return false;
    if (!read_hex(header(request.headers, "x-signature-ed25519"), signature)) return false;
    const auto text = std::string(timestamp) + request.body;
    return crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                       text.size(), key.data()) == 0;
}

class Discord final : public Adapter {
public:
    Discord(DiscordBot bot, std::vector<std::string> secrets) : bot_(std::move(bot)), secrets_(std::move(secrets)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    /// 401 is what Discord wants for a wrong signature: it tries now and then.
    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        if (!is_signed(request, bot_.public_key)) return dialogs::failure(Refusal{401, "signature"});
        const auto interaction = json_from(request.body);
        if (!interaction.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        return read_interaction(interaction);
    }

    /// Whose direct messages we do not know yet: they are opened, or found where they are open.
    [[nodiscard]] std::vector<HttpRequest> prepare(const Outgoing& message) const override {
        if (message.to.id.starts_with(direct_channel)) return {};
        return {call("POST", "/users/@me/channels", {{"recipient_id", message.to.id}})};
    }

    [[nodiscard]] Result<std::string, SendFailure> read_prepared(const HttpResponse& response) const override {
        auto channel = words_at(json_from(response.body), "/id");
        auto failure = understood(response);
        if (!failure && !channel.empty()) return channel;
        if (!failure) failure = SendFailure{.kind = FailureKind::retry, .detail = "an answer without a channel"};
        if (failure->kind == FailureKind::uncertain) failure->kind = FailureKind::retry;
        return dialogs::failure(std::move(*failure));
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        const auto channel = message.to.id.starts_with(direct_channel) ? message.to.id.substr(direct_channel.size())
                                                                       : message.prepared;
        if (channel.empty()) return dialogs::failure(SendFailure{.detail = "no channel"});
        std::vector<HttpRequest> requests;
        for (const auto& body : discord_bodies(message, capabilities_))
            requests.push_back(call("POST", "/channels/" + percent_encoded(channel) + "/messages", body));
        return requests;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        if (auto failure = understood(response)) return dialogs::failure(std::move(*failure));
        return Sent{.provider_id = words_at(json_from(response.body), "/id")};
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return shown_text(message, capabilities_);
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        auto who = call("GET", "/applications/@me", {});
        who.body.clear();
        auto words = nlohmann::json::array();
        words.push_back({{"type", 3}, {"name", "text"}, {"description", bot_.command_help}});
        words.push_back({{"type", 11}, {"name", "file"}, {"description", "📷 🎤"}});
        return {{.what = "credentials", .request = std::move(who)},
                {.what = "webhook",
                 .request = call("PATCH", "/applications/@me", {{"interactions_endpoint_url", bot_.webhook_url}}),
                 .changes = true},
                {.what = "command",
                 .request = call("POST", "/applications/" + percent_encoded(bot_.application_id) + "/commands",
                                 {{"name", bot_.command},
                                  {"type", 1},
                                  {"description", bot_.command_help},
                                  {"contexts", {0, 1}},
                                  {"options", std::move(words)}}),
                 .changes = true}};
    }

    [[nodiscard]] Result<std::string, std::string> read_setup(const SetupStep& step,
                                                              const HttpResponse& response) const override {
        const auto failure = understood(response);
        if (step.what == "webhook") {
            if (!failure) return "Discord sends interactions to " + bot_.webhook_url;
            return dialogs::failure("Discord does not take " + bot_.webhook_url + " (" + failure->detail +
                                    "): public_url must be reachable from outside, and public_key the application's");
        }
        if (failure) return dialogs::failure("Discord refuses: " + failure->detail);
        if (step.what == "command") return "residents reach us by /" + bot_.command;
        const auto answer = json_from(response.body);
        if (words_at(answer, "/id") != bot_.application_id)
            return dialogs::failure(std::string("token is another application's than application_id"));
        if (words_at(answer, "/verify_key") != bot_.public_key_hex)
            return dialogs::failure(std::string("public_key is not the application's"));
        return "we are " + words_at(answer, "/name");
    }

private:
    [[nodiscard]] HttpRequest call(std::string method, const std::string& path, const nlohmann::json& value) const {
        auto request = json_request(std::move(method), bot_.api_url + path, value,
                                    {{"authorization", "Bot " + bot_.token},
                                     {"user-agent", "DiscordBot (" + bot_.public_url + ", 1.0)"}});
        request.timeout = bot_.timeout;
        return request;
    }

    [[nodiscard]] static std::optional<SendFailure> understood(const HttpResponse& response) {
        auto failure = failure_of(response);
        if (!failure) return std::nullopt;
        const auto answer = json_from(response.body);
        const auto& wait = value_at(answer, "/retry_after");
        constexpr double day_s = 86'400;
        if (wait.is_number() && !failure->retry_after) {
            const auto seconds = std::clamp(wait.get<double>(), 0.0, day_s);
            failure->retry_after = std::chrono::milliseconds(static_cast<long long>(seconds * 1000));
        }
        const auto code = number_at(answer, "/code").value_or(0);
        for (const auto& error : discord_errors) {
            if (code != error.code) continue;
            failure->kind = error.kind;
            failure->detail = error.detail;
            if (error.kind == FailureKind::throttled && !failure->retry_after) failure->retry_after = opening_pause;
        }
        return failure;
    }

    DiscordBot bot_;
    std::vector<std::string> secrets_;
    /// An interaction is lost after three seconds: half a second is left for the way.
    Capabilities capabilities_{.kind = "discord",
                               .plain = false,
                               .buttons_max = 25,
                               .label_max = 80,
                               .list_max = 25,
                               .list_label_max = 100,
                               .payload_max = 100,
                               .text_max = discord_text_max,
                               .carries_our_id = true,
                               .retries_webhooks = false,
                               .webhook_deadline = 2500ms,
                               .counts_segments = false,
                               .trusted_with_health = false};
};

bool is_snowflake(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::span<const SettingInfo> discord_settings() { return discord_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_discord(const ChannelConfig& config) {
    SettingsReader read(config, discord_keys);
    DiscordBot bot{.application_id = read.text("application_id"),
                   .public_key_hex = read.text("public_key"),
                   .token = read.text("token"),
                   .command = read.text("command"),
                   .command_help = read.text("command_help"),
                   .api_url = read.url("api_url"),
                   .public_url = config.public_url,
                   .webhook_url = config.public_url + "/hooks/" + percent_encoded(config.name),
                   .timeout = read.span("timeout")};
    if (!bot.application_id.empty() && !is_snowflake(bot.application_id))
        read.error("application_id", "must be digits");
    if (!bot.public_key_hex.empty() && !read_hex(bot.public_key_hex, bot.public_key))
        read.error("public_key", "must be 64 hexadecimal digits");
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Discord>(std::move(bot), read.secrets());
}

}  // namespace channels
