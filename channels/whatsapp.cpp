#include "channels/whatsapp.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/meta.hpp"
#include "channels/query.hpp"
#include "channels/rendering.hpp"
#include "channels/settings_reader.hpp"
#include "channels/whatsapp_webhooks.hpp"
#include "dialogs/texts/plain_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace channels {
namespace {

using nlohmann::json;

constexpr std::array whatsapp_keys = {
    SettingInfo{.key = "phone_number_id", .required = true, .help = "the sender's id (not its number): API Setup"},
    SettingInfo{.key = "token", .required = true, .secret = true, .help = "a system user's token"},
    SettingInfo{.key = "app_secret", .required = true, .secret = true, .help = "of the app, under App settings, Basic"},
    SettingInfo{.key = "verify_token",
                .required = true,
                .secret = true,
                .help = "a word of your own; write the same under WhatsApp, Configuration, Webhook"},
    SettingInfo{.key = "templates.*",
                .help = "by script: the approved template, with one variable in its body, for after the 24 hours"},
    SettingInfo{.key = "mark_read", .fallback = "true", .help = "show residents that their message was read"},
    SettingInfo{.key = "api_url", .fallback = "https://graph.facebook.com/v25.0", .help = "of the Graph API"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for the Graph API"},
};

/// What opens a list, in the languages we speak; at most 20 characters.
struct OpenList {
    std::string_view language;
    std::string_view label;
};
constexpr std::array open_list = {
    OpenList{"fi", "Valitse"},  OpenList{"sv", "Välj"},    OpenList{"en", "Choose"},     OpenList{"ru", "Выбрать"},
    OpenList{"et", "Vali"},     OpenList{"uk", "Вибрати"}, OpenList{"ar", "اختر"},       OpenList{"fa", "انتخاب کنید"},
    OpenList{"so", "Dooro"},    OpenList{"ckb", "هەڵبژێرە"}, OpenList{"es", "Elegir"},   OpenList{"vi", "Chọn"},
    OpenList{"th", "เลือก"},    OpenList{"zh", "选择"}};

/// `fi` of `fi-simple`.
std::string_view primary(std::string_view language) { return language.substr(0, language.find('-')); }

std::string open_list_label(std::string_view language) {
    const auto found = std::find_if(open_list.begin(), open_list.end(),
                                    [&](const OpenList& row) { return row.language == primary(language); });
    return std::string(found == open_list.end() ? "…" : found->label);
}

/// By Meta's names: those of the language alone, but for Chinese.
std::string template_language(std::string_view language) {
    return primary(language) == "zh" ? "zh_CN" : std::string(primary(language));
}

/// A template's variable holds no line breaks and no runs of blanks.
std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!is_blank) line += c;
        if (is_blank && !line.empty() && line.back() != ' ') line += ' ';
    }
    return line;
}

constexpr std::chrono::hours whatsapp_window{24};
constexpr std::size_t whatsapp_body_max = 1024;  // of a message with buttons, and of a template

struct WhatsappAccount {
    MetaApp app;
    std::string token;
    std::string phone_number_id;
    std::string url;  ///< of the number
    std::map<std::string, std::string> templates;  ///< by script
    bool mark_read = true;
    Span timeout{};
};

class Whatsapp final : public Adapter {
public:
    Whatsapp(WhatsappAccount account, std::vector<std::string> secrets)
        : account_(std::move(account)), secrets_(std::move(secrets)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (is_meta_challenge(request)) return answer_meta_challenge(account_.app, request);
        const auto body = signed_meta_body(account_.app, request);
        if (!body) return dialogs::failure(body.error());
        Webhook webhook{.events = whatsapp_events(*body, account_.phone_number_id)};
        for (const auto& event : webhook.events) {
            const auto* incoming = std::get_if<Incoming>(&event);
            if (incoming == nullptr || !account_.mark_read) continue;
            webhook.courtesies.push_back(
                post({{"messaging_product", "whatsapp"}, {"status", "read"}, {"message_id", incoming->external_id}}));
        }
        return webhook;
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        const bool is_open = message.heard_at && message.now - *message.heard_at < whatsapp_window;
        if (!is_open) return in_template(message);
        const auto rendering = render(message.message, message.conversation_ref, capabilities_);
        std::vector<HttpRequest> requests;
        for (const auto& part : rendering.parts) {
            const bool is_last = &part == &rendering.parts.back();
            auto body = addressed(message);
            if (is_last && rendering.offered != Offered::text) {
                body["type"] = "interactive";
                body["interactive"] = interactive(rendering, part, message.message.language);
            } else {
                body["type"] = "text";
                body["text"] = {{"body", part}, {"preview_url", false}};
            }
            requests.push_back(post(body));
        }
        return requests;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        const auto& messages = value_at(answer, "/messages");
        auto id = messages.is_array() && !messages.empty() ? words_at(messages.front(), "/id") : std::string();
        if (!id.empty()) return Sent{std::move(id)};
        return dialogs::failure(meta_failure(whatsapp_errors(), response, answer));
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return shown_text(message, capabilities_);
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        return {{.what = "credentials",
                 .request = {.url = account_.url + "?fields=display_phone_number,verified_name,quality_rating",
                             .headers = {{"authorization", "Bearer " + account_.token}},
                             .timeout = account_.timeout}}};
    }

    [[nodiscard]] Result<std::string, std::string> read_setup(const SetupStep&,
                                                              const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        const auto number = words_at(answer, "/display_phone_number");
        if (number.empty())
            return dialogs::failure(meta_mending(meta_failure(whatsapp_errors(), response, answer)));
        return "the sender is " + words_at(answer, "/verified_name") + ", " + number +
               ". Webhooks are set by hand: WhatsApp, Configuration, Webhook, field `messages`";
    }

private:
    [[nodiscard]] HttpRequest post(const json& body) const {
        auto request = json_request("POST", account_.url + "/messages", body,
                                    {{"authorization", "Bearer " + account_.token}});
        request.timeout = account_.timeout;
        return request;
    }

    /// To a number, or to the id of a resident with a user name. Reports come back with our own id.
    [[nodiscard]] static json addressed(const Outgoing& message) {
        json body = {{"messaging_product", "whatsapp"}, {"recipient_type", "individual"},
                     {"biz_opaque_callback_data", message.id}};
        const auto& to = message.to;
        if (to.scheme == whatsapp_scheme) {
            body["recipient"] = to.id;
        } else {
            body["to"] = to.id.substr(to.id.starts_with('+') ? 1 : 0);
        }
        return body;
    }

    [[nodiscard]] static json interactive(const Rendering& rendering, const std::string& text,
                                          std::string_view language) {
        auto options = json::array();
        const bool is_list = rendering.offered == Offered::list;
        for (const auto& button : rendering.buttons) {
            json option = {{"id", button.payload}, {"title", button.label}};
            options.push_back(is_list ? option : json({{"type", "reply"}, {"reply", option}}));
        }
        json action = {{"buttons", options}};
        if (is_list) {
            auto sections = json::array();
            sections.push_back({{"rows", options}});
            action = {{"button", open_list_label(language)}, {"sections", sections}};
        }
        return {{"type", is_list ? "list" : "button"}, {"body", {{"text", text}}}, {"action", action}};
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> in_template(const Outgoing& message) const {
        const auto found = account_.templates.find(message.script);
        if (found == account_.templates.end())
            return dialogs::failure(SendFailure{
                .kind = FailureKind::permanent,
                .detail = "outside the 24-hour window, and no templates." +
                          (message.script.empty() ? std::string("SCRIPT") : message.script) + " is configured"});
        const auto text = in_one_line(dialogs::plain_text(message.message));
        if (dialogs::length_of(text) > whatsapp_body_max)
            return dialogs::failure(SendFailure{.kind = FailureKind::permanent,
                                                .detail = "outside the 24-hour window, and too long for a template"});
        auto variables = json::array();
        variables.push_back({{"type", "text"}, {"text", text}});
        auto components = json::array();
        components.push_back({{"type", "body"}, {"parameters", variables}});
        auto body = addressed(message);
        body["type"] = "template";
        body["template"] = {{"name", found->second},
                            {"language", {{"code", template_language(message.message.language)}}},
                            {"components", components}};
        return std::vector{post(body)};
    }

    WhatsappAccount account_;
    std::vector<std::string> secrets_;
    Capabilities capabilities_{.kind = "whatsapp",
                               .plain = false,
                               .buttons_max = 3,
                               .label_max = 20,
                               .list_max = 10,
                               .list_label_max = 24,
                               .payload_max = 200,
                               .text_max = 4096,
                               .choices_text_max = whatsapp_body_max,
                               .window = whatsapp_window,
                               .counts_segments = false,
                               .trusted_with_health = false};
};

}  // namespace

std::span<const SettingInfo> whatsapp_settings() { return whatsapp_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_whatsapp(const ChannelConfig& config) {
    SettingsReader read(config, whatsapp_keys);
    WhatsappAccount account{.app = {.app_secret = read.text("app_secret"), .verify_token = read.text("verify_token")},
                            .token = read.text("token"),
                            .phone_number_id = read.text("phone_number_id"),
                            .url = read.url("api_url") + '/' + percent_encoded(read.text("phone_number_id")),
                            .mark_read = read.flag("mark_read"),
                            .timeout = read.span("timeout")};
    for (auto& [script, name] : read.map("templates"))
        account.templates.emplace(script, std::move(name));
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Whatsapp>(std::move(account), read.secrets());
}

}  // namespace channels
