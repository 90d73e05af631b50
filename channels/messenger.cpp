#include "channels/messenger.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/messenger_webhooks.hpp"
#include "channels/meta.hpp"
#include "channels/query.hpp"
#include "channels/rendering.hpp"
#include "channels/settings_reader.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

using nlohmann::json;

constexpr std::array messenger_keys = {
    SettingInfo{.key = "page_id", .required = true, .help = "of the page, or of the Instagram account"},
    SettingInfo{.key = "token", .required = true, .secret = true, .help = "a page access token that does not expire"},
    SettingInfo{.key = "app_secret", .required = true, .secret = true, .help = "of the app, under App settings, Basic"},
    SettingInfo{.key = "verify_token",
                .required = true,
                .secret = true,
                .help = "a word of your own; write the same where the webhook's address is asked for"},
    SettingInfo{.key = "api_url", .fallback = "https://graph.facebook.com/v25.0", .help = "of the Graph API"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for the Graph API"},
};

constexpr std::chrono::hours messenger_window{24};

/// What Messenger and Instagram differ in.
struct MessengerKind {
    std::string_view name;    ///< of the channel's kind, and of residents' addresses
    std::string_view object;  ///< in webhooks
    std::string_view fields;  ///< of the webhooks to subscribe to
    bool is_page = true;      ///< Instagram knows no message types and no `mark_seen`
};
constexpr MessengerKind facebook{.name = "messenger",
                                 .object = "page",
                                 .fields = "messages,messaging_postbacks,messaging_referrals,message_deliveries,"
                                           "message_reads"};
constexpr MessengerKind instagram{.name = "instagram",
                                  .object = "instagram",
                                  .fields = "messages,messaging_postbacks,messaging_referral,messaging_seen",
                                  .is_page = false};

Capabilities messenger_capabilities(const MessengerKind& kind) {
    return {.kind = std::string(kind.name),
            .plain = false,
            .buttons_max = 13,
            .label_max = 20,
            .payload_max = 1000,
            .text_max = kind.is_page ? 2000U : 1000U,
            .text_unit = kind.is_page ? dialogs::TextUnit::character : dialogs::TextUnit::byte,
            .window = messenger_window,
            .counts_segments = false,
            .trusted_with_health = false};
}

struct MessengerPage {
    MetaApp app;
    std::string page_id;
    std::string token;
    std::string api_url;
    Span timeout{};
};

class Messenger final : public Adapter {
public:
    Messenger(MessengerKind kind, MessengerPage page, std::vector<std::string> secrets)
        : kind_(kind),
          page_(std::move(page)),
          secrets_(std::move(secrets)),
          capabilities_(messenger_capabilities(kind)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (is_meta_challenge(request)) return answer_meta_challenge(page_.app, request);
        const auto body = signed_meta_body(page_.app, request);
        if (!body) return dialogs::failure(body.error());
        Webhook webhook{.events = messenger_events(*body, {kind_.object, kind_.name, page_.page_id})};
        if (kind_.is_page) mark_seen(webhook);
        return webhook;
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        const bool is_open = message.heard_at && message.now - *message.heard_at < messenger_window;
        if (!is_open)
            return dialogs::failure(SendFailure{.kind = FailureKind::permanent,
                                                .detail = "outside the 24 hours after the resident's last message"});
        const auto rendering = render(message.message, message.conversation_ref, capabilities_);
        std::vector<HttpRequest> requests;
        for (const auto& part : rendering.parts) {
            json content = {{"text", part}};
            const bool is_last = &part == &rendering.parts.back();
            if (is_last && !rendering.buttons.empty()) content["quick_replies"] = quick_replies(rendering.buttons);
            json body = {{"recipient", {{"id", message.to.id}}}, {"message", content}};
            if (kind_.is_page) body["messaging_type"] = "RESPONSE";
            requests.push_back(post("/me/messages?", body));
        }
        return requests;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        auto id = words_at(answer, "/message_id");
        if (!id.empty()) return Sent{std::move(id)};
        return dialogs::failure(meta_failure(messenger_errors(), response, answer));
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return shown_text(message, capabilities_);
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        const auto subscribe = "/me/subscribed_apps?subscribed_fields=" + std::string(kind_.fields) + '&';
        return {{.what = "credentials",
                 .request = {.url = url("/me?fields=id,name&"), .timeout = page_.timeout}},
                {.what = "webhook", .request = post(subscribe, json::object()), .changes = true}};
    }

    [[nodiscard]] Result<std::string, std::string> read_setup(const SetupStep& step,
                                                              const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        const auto name = words_at(answer, "/name");
        const bool is_well = step.what == "webhook" ? value_at(answer, "/success") == true : !name.empty();
        if (!is_well) return dialogs::failure(meta_mending(meta_failure(messenger_errors(), response, answer)));
        if (step.what == "credentials") return "the token is that of the page " + name;
        return std::string("the page sends its events to the app; the app's webhook address is set by hand");
    }

private:
    [[nodiscard]] std::string url(const std::string& path) const {
        return page_.api_url + path + "access_token=" + percent_encoded(page_.token);
    }

    [[nodiscard]] HttpRequest post(const std::string& path, const json& body) const {
        auto request = json_request("POST", url(path), body);
        request.timeout = page_.timeout;
        return request;
    }

    [[nodiscard]] static json quick_replies(const std::vector<Button>& buttons) {
        auto replies = json::array();
        for (const auto& button : buttons)
            replies.push_back({{"content_type", "text"}, {"title", button.label}, {"payload", button.payload}});
        return replies;
    }

    /// Once for each who wrote.
    void mark_seen(Webhook& webhook) const {
        std::vector<std::string> seen;
        for (const auto& event : webhook.events) {
            const auto* incoming = std::get_if<Incoming>(&event);
            if (incoming == nullptr || std::find(seen.begin(), seen.end(), incoming->from.id) != seen.end()) continue;
            seen.push_back(incoming->from.id);
            webhook.courtesies.push_back(
                post("/me/messages?", {{"recipient", {{"id", incoming->from.id}}}, {"sender_action", "mark_seen"}}));
        }
    }

    MessengerKind kind_;
    MessengerPage page_;
    std::vector<std::string> secrets_;
    Capabilities capabilities_;
};

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_kind(const MessengerKind& kind,
                                                                      const ChannelConfig& config) {
    SettingsReader read(config, messenger_keys);
    MessengerPage page{.app = {.app_secret = read.text("app_secret"), .verify_token = read.text("verify_token")},
                       .page_id = read.text("page_id"),
                       .token = read.text("token"),
                       .api_url = read.url("api_url"),
                       .timeout = read.span("timeout")};
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Messenger>(kind, std::move(page), read.secrets());
}

}  // namespace

std::span<const SettingInfo> messenger_settings() { return messenger_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_messenger(const ChannelConfig& config) {
    return make_kind(facebook, config);
}

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_instagram(const ChannelConfig& config) {
    return make_kind(instagram, config);
}

}  // namespace channels
