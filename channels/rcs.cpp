#include "channels/rcs.hpp"

#include "channels/google_account.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/rcs_events.hpp"
#include "channels/rendering.hpp"
#include "channels/secret.hpp"
#include "channels/settings_reader.hpp"
#include "channels/signature.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace channels {
namespace {

constexpr std::array rcs_keys = {
    SettingInfo{.key = "agent_id", .required = true, .help = "of the agent, as the console shows it"},
    SettingInfo{.key = "client_token", .required = true, .secret = true, .help = "of the agent's webhook"},
    SettingInfo{.key = "service_account",
                .required = true,
                .secret = true,
                .help = "the service account's JSON key file, whole: ${RCS_SERVICE_ACCOUNT}"},
    SettingInfo{.key = "ttl", .fallback = "24h", .help = "withdrawn, and sent otherwise, when undelivered so long"},
    SettingInfo{.key = "api_url",
                .fallback = "https://europe-rcsbusinessmessaging.googleapis.com",
                .help = "of the agent's region: europe, us or asia"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for Google"},
};

constexpr std::string_view rcs_scope = "https://www.googleapis.com/auth/rcsbusinessmessaging";

struct RcsAgent {
    std::string agent_id;
    std::string client_token;
    GoogleAccount account;
    std::string ttl;
    std::string api_url;
    Span timeout{};
};

class Rcs final : public Adapter {
public:
    Rcs(RcsAgent agent, std::vector<std::string> secrets) : agent_(std::move(agent)), secrets_(std::move(secrets)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    /// One event; or Google's question whether the address is ours, which is answered with its secret.
    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto body = json_from(request.body);
        if (!body.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        if (same_secret(words_at(body, "/clientToken"), agent_.client_token))
            return Webhook{.answer = {.content_type = "text/plain", .body = words_at(body, "/secret")}};
        const auto data = decoded(words_at(body, "/message/data"), ByteEncoding::base64);
        const auto given = decoded(header(request.headers, "x-goog-signature"), ByteEncoding::base64);
        if (!same_secret(given, hmac(HmacHash::sha512, agent_.client_token, data)))
            return dialogs::failure(Refusal{403, "signature"});
        const auto event = json_from(data);
        if (!event.is_object()) return Webhook{};  // what cannot be read would be repeated for a week
        return Webhook{.events = rcs_events(event)};
    }

    /// A token for each message: it lasts an hour, but nothing here could keep it.
    [[nodiscard]] std::vector<HttpRequest> prepare(const Outgoing& message) const override {
        auto request = agent_.account.token_request(rcs_scope, message.now);
        request.timeout = agent_.timeout;
        return {std::move(request)};
    }

    [[nodiscard]] Result<std::string, SendFailure> read_prepared(const HttpResponse& response) const override {
        return read_google_token(response);
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        const auto rendering = render(message.message, message.conversation_ref, capabilities_);
        const auto parts = rendering.parts.size();
        std::vector<HttpRequest> requests;
        for (std::size_t part = 1; part <= parts; ++part) {
            nlohmann::json content = {{"text", rendering.parts[part - 1]}};
            if (part == parts && !rendering.buttons.empty()) content["suggestions"] = suggestions_of(rendering);
            requests.push_back(json_request(
                "POST",
                agent_.api_url + "/v1/phones/" + percent_encoded(message.to.id) + "/agentMessages?messageId=" +
                    percent_encoded(rcs_message_id(message.id, part, parts)) +
                    "&agentId=" + percent_encoded(agent_.agent_id),
                {{"contentMessage", std::move(content)}, {"ttl", agent_.ttl}},
                {{"authorization", "Bearer " + message.prepared}}));
            requests.back().timeout = agent_.timeout;
        }
        return requests;
    }

    /// Reports name the message by our id. One that Google has already is sent.
    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        auto failure = failure_of(response);
        if (!failure || response.status == 409) return Sent{};
        if (response.status == 404) {
            failure->kind = FailureKind::unreachable;
            failure->detail = "not reachable by RCS";
        } else if (response.status == 403) {
            failure->kind = FailureKind::configuration;
        }
        return dialogs::failure(std::move(*failure));
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return shown_text(message, capabilities_);
    }

private:
    [[nodiscard]] static nlohmann::json suggestions_of(const Rendering& rendering) {
        auto suggestions = nlohmann::json::array();
        for (const auto& button : rendering.buttons)
            suggestions.push_back({{"reply", {{"text", button.label}, {"postbackData", button.payload}}}});
        return suggestions;
    }

    RcsAgent agent_;
    std::vector<std::string> secrets_;
    Capabilities capabilities_{.kind = "rcs",
                               .plain = false,
                               .buttons_max = 11,
                               .label_max = 25,
                               .payload_max = 2048,
                               .text_max = 3072,
                               .carries_our_id = true,
                               .counts_segments = false,
                               .trusted_with_health = false};
};

/// The parts of a key file that alone would open what it opens.
void add_private_key(std::vector<std::string>& secrets, const std::string& key_file) {
    auto key = words_at(json_from(key_file), "/private_key");
    if (!key.empty()) secrets.push_back(std::move(key));
}

}  // namespace

std::span<const SettingInfo> rcs_settings() { return rcs_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_rcs(const ChannelConfig& config) {
    SettingsReader read(config, rcs_keys);
    const auto ttl = std::chrono::duration_cast<std::chrono::seconds>(read.span("ttl"));
    RcsAgent agent{.agent_id = read.text("agent_id"),
                   .client_token = read.text("client_token"),
                   .ttl = std::to_string(ttl.count()) + 's',
                   .api_url = read.url("api_url"),
                   .timeout = read.span("timeout")};
    const auto key_file = read.text("service_account");
    auto account = GoogleAccount::parse(key_file);
    if (!account && !key_file.empty()) read.error("service_account", account.error());
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    agent.account = std::move(*account);
    auto secrets = read.secrets();
    add_private_key(secrets, key_file);
    return std::make_unique<Rcs>(std::move(agent), std::move(secrets));
}

}  // namespace channels
