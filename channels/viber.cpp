#include "channels/viber.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/keyboard.hpp"
#include "channels/payload.hpp"
#include "channels/place.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/settings_reader.hpp"
#include "channels/signature.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

using nlohmann::json;

constexpr std::array viber_keys = {
    SettingInfo{.key = "token", .required = true, .secret = true, .help = "of the bot, under its Edit info"},
    SettingInfo{.key = "sender", .required = true, .help = "name that messages come from, at most 28 characters"},
    SettingInfo{.key = "api_url", .fallback = "https://chatapi.viber.com/pa", .help = "of the Bot API"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for the Bot API"},
};

constexpr const char* viber_scheme = "viber";
constexpr std::size_t sender_max = 28;
constexpr std::size_t columns = 6;            // of a keyboard
constexpr std::size_t tracking_max = 4096;    // characters of what comes back with the next message
constexpr int api_version = 3;

/// What a status of an answer means: HTTP's is always 200.
struct ViberStatus {
    std::int64_t status;
    FailureKind kind;
    std::string_view detail;
};
constexpr std::array viber_statuses = {
    ViberStatus{1, FailureKind::configuration, "the webhook's address is wrong"},
    ViberStatus{2, FailureKind::configuration, "the token is wrong"},
    ViberStatus{5, FailureKind::unreachable, "not a user of Viber"},
    ViberStatus{6, FailureKind::stopped, "the resident unsubscribed"},
    ViberStatus{7, FailureKind::stopped, "the resident blocked the bot"},
    ViberStatus{8, FailureKind::configuration, "the token belongs to no account"},
    ViberStatus{9, FailureKind::configuration, "the account is suspended"},
    ViberStatus{10, FailureKind::configuration, "no webhook is set"},
    ViberStatus{11, FailureKind::unreachable, "the resident's device is too old"},
    ViberStatus{12, FailureKind::throttled, "too many calls"},
    ViberStatus{15, FailureKind::configuration, "the account may not do that"},
    ViberStatus{18, FailureKind::configuration, "the account may not do that"},
    ViberStatus{21, FailureKind::unreachable, "not allowed in the resident's country"},
    ViberStatus{22, FailureKind::configuration, "the account may not do that"},
    ViberStatus{23, FailureKind::configuration, "the free messages are used up"},
    ViberStatus{24, FailureKind::configuration, "the account has no balance"},
};

/// What the next message of a resident brings back: the question, and what its buttons say and mean. A pressed button
/// is sent as its label, for all to see; so the label tells which it was.
json tracking(const Message& message, std::string_view ref, const std::vector<Button>& buttons) {
    auto values = json::object();
    for (const auto& button : buttons)
        values[button.label] = button.value;
    return {{"q", message.question}, {"ref", std::string(ref)}, {"values", std::move(values)}};
}

/// A label of the last keyboard is its value; anything else is words.
void read_text(Incoming& incoming, std::string text, const std::string& tracking_data) {
    const auto tracked = json_from(tracking_data);
    const auto& values = value_at(tracked, "/values");
    const auto found = values.is_object() ? values.find(text) : values.end();
    const auto question = number_at(tracked, "/q");
    const bool is_ours = values.is_object() && found != values.end() && found->is_string() && question &&
                         *question >= 0 && *question <= question_ordinal_max;
    if (!is_ours) {
        incoming.reply = dialogs::TextReply{std::move(text)};
        return;
    }
    incoming.reply = dialogs::TapReply{static_cast<int>(*question), words_at(*found, "")};
    auto ref = words_at(tracked, "/ref");
    if (is_conversation_ref(ref)) incoming.conversation_ref = std::move(ref);
}

bool read_content(Incoming& incoming, const json& message) {
    const auto type = words_at(message, "/type");
    const auto& latitude = value_at(message, "/location/lat");
    const auto& longitude = value_at(message, "/location/lon");
    if (type == "text") {
        read_text(incoming, words_at(message, "/text"), words_at(message, "/tracking_data"));
    } else if (auto url = words_at(message, "/media"); type == "picture" && !url.empty()) {
        incoming.reply = dialogs::FileReply{dialogs::FileReply::Kind::photo, std::move(url)};
    } else if (type == "location" && latitude.is_number() && longitude.is_number()) {
        const auto place = place_at(latitude.get<double>(), longitude.get<double>());
        if (place) incoming.reply = *place;
        return place.has_value();
    } else {
        return false;
    }
    return true;
}

void put_language(Incoming& incoming, const json& user) {
    if (auto language = words_at(user, "/language"); !language.empty()) incoming.language_hint = std::move(language);
}

/// A message, or a link into the bot (`context`), which is its keyword.
std::optional<ChannelEvent> viber_incoming(const json& event, const std::string& kind) {
    const bool starts = kind == "conversation_started";
    const auto& user = value_at(event, starts ? "/user" : "/sender");
    Incoming incoming{.external_id = words_at(event, "/message_token"),
                      .from = {viber_scheme, words_at(user, "/id")},
                      .sent_at = moment_at(event, "/timestamp")};
    if (incoming.from.id.empty()) return std::nullopt;
    put_language(incoming, user);
    if (starts) {
        auto keyword = words_at(event, "/context");
        if (keyword.empty()) return std::nullopt;
        incoming.reply = dialogs::TextReply{std::move(keyword)};
    } else {
        incoming.unsupported = !read_content(incoming, value_at(event, "/message"));
    }
    return incoming;
}

std::optional<ChannelEvent> viber_status(const json& event, DeliveryState state) {
    StatusReport report{.provider_id = words_at(event, "/message_token"),
                        .state = state,
                        .at = moment_at(event, "/timestamp")};
    if (report.provider_id.empty()) return std::nullopt;
    if (state == DeliveryState::failed) report.failure = SendFailure{.detail = "Viber could not deliver it"};
    return report;
}

std::optional<ChannelEvent> viber_event(const json& event) {
    const auto kind = words_at(event, "/event");
    if (kind == "message" || kind == "conversation_started") return viber_incoming(event, kind);
    if (kind == "delivered") return viber_status(event, DeliveryState::delivered);
    if (kind == "seen") return viber_status(event, DeliveryState::read);
    if (kind == "failed") return viber_status(event, DeliveryState::failed);
    const auto user = words_at(event, "/user_id");
    if (kind == "unsubscribed" && !user.empty()) return OptOut{{viber_scheme, user}};
    return std::nullopt;  // `subscribed` wants nothing: the resident's first message follows
}

struct ViberBot {
    std::string api_url;
    std::string token;
    std::string sender;
    std::string hook_url;
    Span timeout{};
};

class Viber final : public Adapter {
public:
    Viber(ViberBot bot, std::vector<std::string> secrets) : bot_(std::move(bot)), secrets_(std::move(secrets)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto signature = encoded(hmac(HmacHash::sha256, bot_.token, request.body), ByteEncoding::hex);
        if (!same_secret(header(request.headers, "x-viber-content-signature"), signature))
            return dialogs::failure(Refusal{403, "signature"});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto body = json_from_batch(request.body);
        if (!body.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        Webhook webhook;
        if (auto event = viber_event(body)) webhook.events.push_back(std::move(*event));
        return webhook;
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        const auto rendering = shown(message.message, message.conversation_ref);
        std::vector<HttpRequest> requests;
        for (const auto& part : rendering.parts) {
            json body = {{"receiver", message.to.id},
                         {"min_api_version", api_version},
                         {"sender", {{"name", bot_.sender}}},
                         {"type", "text"},
                         {"text", part}};
            const bool is_last = &part == &rendering.parts.back();
            if (is_last && !rendering.buttons.empty()) {
                body["keyboard"] = keyboard(rendering.buttons);
                body["tracking_data"] =
                    json_text(tracking(message.message, message.conversation_ref, rendering.buttons));
            }
            requests.push_back(post("/send_message", body));
        }
        return requests;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        if (number_at(answer, "/status") == 0) return Sent{words_at(answer, "/message_token")};
        return dialogs::failure(failure_in(response, answer));
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        std::string text;
        for (const auto& part : shown(message, std::string(conversation_ref_max, 'x')).parts)
            text += (text.empty() ? "" : "\n") + part;
        return text;
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        const json registration = {{"url", bot_.hook_url},
                                   {"event_types",
                                    {"delivered", "seen", "failed", "subscribed", "unsubscribed",
                                     "conversation_started"}}};
        return {{.what = "credentials", .request = post("/get_account_info", json::object())},
                {.what = "webhook", .request = post("/set_webhook", registration), .changes = true}};
    }

    [[nodiscard]] Result<std::string, std::string> read_setup(const SetupStep& step,
                                                              const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        if (number_at(answer, "/status") != 0)
            return dialogs::failure("Viber did not answer well: " + failure_in(response, answer).detail +
                                    ". The token stands under Edit info of the bot at partners.viber.com");
        if (step.what == "webhook") return std::string("the webhook is set");
        const auto webhook = words_at(answer, "/webhook");
        if (webhook != bot_.hook_url)
            return dialogs::failure("the bot is " + words_at(answer, "/name") + ", but Viber calls " +
                                    (webhook.empty() ? "nobody" : webhook) + ": set the channel up");
        return "the bot is " + words_at(answer, "/name") + ", and Viber calls us";
    }

private:
    /// Where all that the buttons mean does not fit the tracking data, the choices are text.
    [[nodiscard]] Rendering shown(const Message& message, std::string_view ref) const {
        auto rendering = render(message, ref, capabilities_);
        if (json_text(tracking(message, ref, rendering.buttons)).size() <= tracking_max) return rendering;
        auto without = capabilities_;
        without.buttons_max = 0;
        return render(message, ref, without);
    }

    [[nodiscard]] HttpRequest post(std::string_view path, const json& body) const {
        auto request = json_request("POST", bot_.api_url + std::string(path), body,
                                    {{"x-viber-auth-token", bot_.token}});
        request.timeout = bot_.timeout;
        return request;
    }

    [[nodiscard]] static json keyboard(const std::vector<Button>& buttons) {
        auto cells = json::array();
        for (const auto& row : keyboard_rows(buttons, {.buttons_max = columns})) {
            for (const auto& button : row)
                cells.push_back({{"Columns", columns / row.size()},
                                 {"Rows", 1},
                                 {"ActionType", "reply"},
                                 {"ActionBody", button.label},
                                 {"Text", button.label}});
        }
        return {{"Type", "keyboard"}, {"DefaultHeight", false}, {"Buttons", std::move(cells)}};
    }

    [[nodiscard]] static SendFailure failure_in(const HttpResponse& response, const json& answer) {
        if (auto failure = failure_of(response)) return *failure;
        const auto status = number_at(answer, "/status");
        if (!status) return {.kind = FailureKind::retry, .detail = "an answer that is not Viber's"};
        const auto row = std::find_if(viber_statuses.begin(), viber_statuses.end(),
                                      [&](const ViberStatus& one) { return one.status == *status; });
        const auto written = "status " + std::to_string(*status);
        if (row == viber_statuses.end()) return {.kind = FailureKind::permanent, .detail = written};
        return {.kind = row->kind, .detail = written + ": " + std::string(row->detail)};
    }

    ViberBot bot_;
    std::vector<std::string> secrets_;
    Capabilities capabilities_{.kind = "viber",
                               .plain = false,
                               .buttons_max = 12,  // a keyboard has as many rows
                               .label_max = 60,
                               .text_max = 7000,
                               .counts_segments = false,
                               .trusted_with_health = false};
};

}  // namespace

std::span<const SettingInfo> viber_settings() { return viber_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_viber(const ChannelConfig& config) {
    SettingsReader read(config, viber_keys);
    ViberBot bot{.api_url = read.url("api_url"),
                 .token = read.text("token"),
                 .sender = read.text("sender"),
                 .hook_url = config.public_url + "/hooks/" + percent_encoded(config.name),
                 .timeout = read.span("timeout")};
    if (dialogs::length_of(bot.sender) > sender_max) read.error("sender", "must have at most 28 characters");
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Viber>(std::move(bot), read.secrets());
}

}  // namespace channels
