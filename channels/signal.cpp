#include "channels/signal.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/lower_case.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/rendering.hpp"
#include "channels/secret.hpp"
#include "channels/settings_reader.hpp"
#include "channels/signal_envelope.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array signal_keys = {
    SettingInfo{.key = "api_url", .required = true, .help = "of signal-cli's REST service, http://127.0.0.1:8080"},
    SettingInfo{.key = "number", .required = true, .help = "the account's number, registered there: +358…"},
    SettingInfo{.key = "secret",
                .required = true,
                .secret = true,
                .help = "ends the service's RECEIVE_WEBHOOK_URL: PUBLIC_URL/hooks/NAME/SECRET"},
    SettingInfo{.key = "read_receipts", .fallback = "true", .help = "show residents that their message was read"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for the service"},
};

/// Signal's limit of a text that is no attachment.
constexpr std::size_t signal_text_max = 2000;

/// What a limit of Signal's means where it does not say how long.
constexpr auto signal_pause = std::chrono::hours(1);

/// What an error of the service says (in lower case), and what that means; the first that fits.
struct SignalError {
    std::string_view says;
    FailureKind kind;
    std::string_view detail;
};
constexpr std::array signal_errors = {
    SignalError{"unregistered user", FailureKind::unreachable, "not on Signal"},
    SignalError{"untrusted identity", FailureKind::configuration,
                "the resident has a new phone: trust its key, or set JSON_RPC_TRUST_NEW_IDENTITIES"},
    SignalError{"identity_failure", FailureKind::configuration,
                "the resident has a new phone: trust its key, or set JSON_RPC_TRUST_NEW_IDENTITIES"},
    SignalError{"account does not exist", FailureKind::configuration, "the number is not registered in the service"},
    SignalError{"is not registered", FailureKind::configuration, "the number is not registered in the service"},
    SignalError{"ratelimit", FailureKind::throttled, "Signal's limit"},
    SignalError{"rate limit", FailureKind::throttled, "Signal's limit"},
    SignalError{"rate_limit", FailureKind::throttled, "Signal's limit"},
    SignalError{"[429]", FailureKind::throttled, "Signal's limit"},
    SignalError{"network", FailureKind::retry, "the service cannot reach Signal"},
    SignalError{"connect", FailureKind::retry, "the service cannot reach Signal"},
    SignalError{"timeout", FailureKind::retry, "the service cannot reach Signal"},
};

struct SignalAccount {
    std::string api_url;
    std::string number;
    std::string secret;
    bool read_receipts = true;
    Span timeout{};
};

class Signal final : public Adapter {
public:
    Signal(SignalAccount account, std::vector<std::string> secrets)
        : account_(std::move(account)), secrets_(std::move(secrets)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    /// A line of JSON-RPC, as the service posts it; the envelope alone, as its WebSocket gives it, is read, too.
    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (!same_secret(request.path, '/' + account_.secret)) return dialogs::failure(Refusal{403, "secret"});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto line = json_from(request.body);
        if (!line.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        const auto& received = line.contains("params") ? line["params"] : line;
        if (words_at(received, "/account") != account_.number) return Webhook{};  // all its numbers call one address
        Webhook webhook{.events = signal_events(value_at(received, "/envelope"), account_.number)};
        if (account_.read_receipts && !webhook.events.empty()) thank(webhook);
        return webhook;
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        std::vector<HttpRequest> requests;
        for (const auto& part : render(message.message, message.conversation_ref, capabilities_).parts) {
            requests.push_back(post("/v2/send", {{"number", account_.number},
                                                 {"recipients", {message.to.id}},
                                                 {"message", part},
                                                 {"text_mode", "normal"}}));
        }
        return requests;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        auto failure = failure_of(response);
        if (!failure) return Sent{.provider_id = words_at(answer, "/timestamp")};
        if (response.status == 400) explain(*failure, answer);
        return dialogs::failure(std::move(*failure));
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return shown_text(message, capabilities_);
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        return {{.what = "service", .request = get("/v1/about")}, {.what = "account", .request = get("/v1/accounts")}};
    }

    [[nodiscard]] Result<std::string, std::string> read_setup(const SetupStep& step,
                                                              const HttpResponse& response) const override {
        if (const auto failure = failure_of(response))
            return dialogs::failure("signal-cli's REST service does not answer at api_url: " + failure->detail);
        const auto answer = json_from(response.body);
        if (step.what == "service") {
            const auto mode = words_at(answer, "/mode");
            if (mode == "json-rpc") return "the service runs in the mode json-rpc";
            return dialogs::failure("the service runs in the mode " + (mode.empty() ? "?" : mode) +
                                    ", which sends no webhooks: start it with MODE=json-rpc and RECEIVE_WEBHOOK_URL");
        }
        const auto found = std::find(answer.begin(), answer.end(), account_.number);
        const bool known = answer.is_array() && found != answer.end();
        if (known) return "the number is registered";
        return dialogs::failure(std::string("the number is not registered in the service: link or register it there"));
    }

private:
    [[nodiscard]] HttpRequest get(const std::string& path) const {
        return {.url = account_.api_url + path, .timeout = account_.timeout};
    }

    [[nodiscard]] HttpRequest post(const std::string& path, const nlohmann::json& value) const {
        auto request = json_request("POST", account_.api_url + path, value);
        request.timeout = account_.timeout;
        return request;
    }

    /// Marks the message as read: parts of one message share its timestamp.
    void thank(Webhook& webhook) const {
        const auto* incoming = std::get_if<Incoming>(&webhook.events.front());
        if (incoming == nullptr || !incoming->sent_at) return;
        webhook.courtesies.push_back(post("/v1/receipts/" + percent_encoded(account_.number),
                                          {{"recipient", incoming->from.id},
                                           {"receipt_type", "read"},
                                           {"timestamp", incoming->sent_at->time_since_epoch().count()}}));
    }

    static void explain(SendFailure& failure, const nlohmann::json& answer) {
        const auto says = lower_case(words_at(answer, "/error"));
        const auto& captchas = value_at(answer, "/challenge_tokens");
        if (captchas.is_array() && !captchas.empty()) {
            failure.kind = FailureKind::configuration;
            failure.detail = "Signal wants a captcha solved: see rate-limit-challenge of the service";
            return;
        }
        for (const auto& error : signal_errors) {
            if (says.find(error.says) == std::string::npos) continue;
            failure.kind = error.kind;
            failure.detail = error.detail;
            if (error.kind == FailureKind::throttled && !failure.retry_after) failure.retry_after = signal_pause;
            return;
        }
    }

    SignalAccount account_;
    std::vector<std::string> secrets_;
    /// The service only logs what a webhook answers.
    Capabilities capabilities_{.kind = "signal",
                               .plain = false,
                               .text_max = signal_text_max,
                               .retries_webhooks = false,
                               .counts_segments = false};
};

}  // namespace

std::span<const SettingInfo> signal_settings() { return signal_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_signal(const ChannelConfig& config) {
    SettingsReader read(config, signal_keys);
    SignalAccount account{.api_url = read.url("api_url"),
                          .number = read.text("number"),
                          .secret = read.text("secret"),
                          .read_receipts = read.flag("read_receipts"),
                          .timeout = read.span("timeout")};
    const auto number = normalise_phone(account.number, config.country);
    if (!account.number.empty() && (!number || number->id != account.number))
        read.error("number", "must be a whole number, as +358457300888");
    if (account.secret.find('/') != std::string::npos) read.error("secret", "must not hold a slash");
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Signal>(std::move(account), read.secrets());
}

}  // namespace channels
