#include "channels/telegram.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/keyboard.hpp"
#include "channels/lower_case.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/settings_reader.hpp"
#include "channels/telegram_updates.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

using nlohmann::json;

constexpr std::array telegram_keys = {
    SettingInfo{.key = "token", .required = true, .secret = true, .help = "of the bot, as BotFather gave it"},
    SettingInfo{.key = "secret",
                .secret = true,
                .help = "what webhooks carry in X-Telegram-Bot-Api-Secret-Token: 1 to 256 letters, digits, - and _"},
    SettingInfo{.key = "poll", .fallback = "false", .help = "true: ask Telegram for updates; needs no public address"},
    SettingInfo{.key = "api_url", .fallback = "https://api.telegram.org", .help = "of the Bot API"},
    SettingInfo{.key = "timeout", .fallback = "30s", .help = "how long to wait for the Bot API"},
};

constexpr std::array wanted_updates = {"message", "edited_message", "callback_query", "my_chat_member"};
constexpr std::size_t telegram_secret_max = 256;
constexpr int updates_at_once = 100;         // getUpdates' most
constexpr std::chrono::seconds patience{50}; // and of its waiting
constexpr std::chrono::seconds patience_margin{15};

/// What a description says (in lower case), and what that means; the first that fits.
struct TelegramError {
    std::string_view says;
    FailureKind kind;
    std::string_view detail;
};
constexpr std::array telegram_errors = {
    TelegramError{"blocked by the user", FailureKind::stopped, "the resident blocked the bot"},
    TelegramError{"user is deactivated", FailureKind::unreachable, "the account is deleted"},
    TelegramError{"can't initiate conversation", FailureKind::unreachable, "the resident never pressed START"},
    TelegramError{"chat not found", FailureKind::unreachable, "no such chat"},
    TelegramError{"bot was kicked", FailureKind::unreachable, "the bot was put out of the chat"},
    TelegramError{"can't send messages to bots", FailureKind::unreachable, "a bot"},
};

struct TelegramBot {
    std::string api_url;  ///< with the token: methods follow it
    std::string secret;
    std::string hook_url;
    std::string country;
    bool polls = false;
    Span timeout{};
};

class Telegram final : public Adapter {
public:
    Telegram(TelegramBot bot, std::vector<std::string> secrets) : bot_(std::move(bot)), secrets_(std::move(secrets)) {}

    [[nodiscard]] Transport transport() const override { return bot_.polls ? Transport::poll : Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return secrets_; }

    /// Exactly one update. A failing one would hold up all that its chat says after it: what we cannot read is taken.
    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto given = header(request.headers, "x-telegram-bot-api-secret-token");
        if (bot_.secret.empty() || !same_secret(given, bot_.secret)) return dialogs::failure(Refusal{403, "secret"});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto update = json_from_batch(request.body);
        if (!update.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        Webhook webhook;
        take(update, webhook);
        return webhook;
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        const auto chat = number_at(json(message.to.id), "");
        if (!chat) return dialogs::failure(SendFailure{.kind = FailureKind::unreachable, .detail = "no Telegram chat"});
        const auto rendering = render(message.message, message.conversation_ref, capabilities_);
        std::vector<HttpRequest> requests;
        for (const auto& part : rendering.parts) {
            json body = {{"chat_id", *chat}, {"text", part}, {"link_preview_options", {{"is_disabled", true}}}};
            const bool is_last = &part == &rendering.parts.back();
            if (is_last && !rendering.buttons.empty()) body["reply_markup"] = keyboard(rendering.buttons);
            requests.push_back(call("sendMessage", body));
        }
        return requests;
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        if (value_at(answer, "/ok") == true)
            return Sent{words_at(answer, "/result/chat/id") + ':' + words_at(answer, "/result/message_id")};
        return dialogs::failure(failure_in(response, answer));
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        return shown_text(message, capabilities_);
    }

    [[nodiscard]] HttpRequest poll(const std::string& cursor) const override {
        json body = {{"limit", updates_at_once}, {"timeout", patience.count()}, {"allowed_updates", wanted_updates}};
        if (const auto offset = number_at(json(cursor), "")) body["offset"] = *offset;
        auto request = call("getUpdates", body);
        request.timeout = patience + patience_margin;
        return request;
    }

    /// The next cursor confirms what this answer brought. After an answer without updates there is nothing to confirm.
    [[nodiscard]] Result<std::pair<Webhook, std::string>, SendFailure> receive_poll(
        const HttpResponse& response) const override {
        const auto answer = json_from_batch(response.body);
        const auto& updates = value_at(answer, "/result");
        if (value_at(answer, "/ok") != true || !updates.is_array())
            return dialogs::failure(failure_in(response, answer));
        Webhook webhook;
        std::int64_t next = 0;
        for (const auto& update : updates) {
            take(update, webhook);
            next = std::max(next, number_at(update, "/update_id").value_or(-1) + 1);
        }
        return std::pair{std::move(webhook), next > 0 ? std::to_string(next) : std::string()};
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        SetupStep webhook{.what = "webhook", .request = call("setWebhook", {{"url", bot_.hook_url},
                                                                           {"secret_token", bot_.secret},
                                                                           {"allowed_updates", wanted_updates}}),
                          .changes = true};
        if (bot_.polls) webhook.request = call("deleteWebhook", json::object());
        return {{.what = "credentials", .request = call("getMe", json::object())},
                std::move(webhook),
                {.what = "delivery", .request = call("getWebhookInfo", json::object())}};
    }

    [[nodiscard]] Result<std::string, std::string> read_setup(const SetupStep& step,
                                                              const HttpResponse& response) const override {
        const auto answer = json_from(response.body);
        if (value_at(answer, "/ok") != true) return dialogs::failure(mending(failure_in(response, answer)));
        if (step.what == "credentials") return "the bot is @" + words_at(answer, "/result/username");
        if (step.what == "webhook")
            return std::string(bot_.polls ? "no webhook is set, so that updates can be fetched" : "the webhook is set");
        return delivery(answer);
    }

private:
    [[nodiscard]] HttpRequest call(std::string_view method, const json& parameters) const {
        auto request = json_request("POST", bot_.api_url + '/' + std::string(method), parameters);
        request.timeout = bot_.timeout;
        return request;
    }

    [[nodiscard]] static json keyboard(const std::vector<Button>& buttons) {
        auto rows = json::array();
        for (const auto& row : keyboard_rows(buttons)) {
            auto cells = json::array();
            for (const auto& button : row)
                cells.push_back({{"text", button.label}, {"callback_data", button.payload}});
            rows.push_back(std::move(cells));
        }
        return {{"inline_keyboard", std::move(rows)}};
    }

    /// Until a tap is answered, its button spins.
    void take(const json& update, Webhook& webhook) const {
        for (auto& event : telegram_events(update, bot_.country))
            webhook.events.push_back(std::move(event));
        const auto query = words_at(update, "/callback_query/id");
        if (!query.empty()) webhook.courtesies.push_back(call("answerCallbackQuery", {{"callback_query_id", query}}));
    }

    [[nodiscard]] static SendFailure failure_in(const HttpResponse& response, const json& answer) {
        auto failure = failure_of(response).value_or(
            SendFailure{.kind = FailureKind::retry, .detail = "an answer that is not Telegram's"});
        const auto says = lower_case(words_at(answer, "/description"));
        for (const auto& error : telegram_errors) {
            if (says.find(error.says) == std::string::npos) continue;
            return {.kind = error.kind, .detail = std::string(error.detail)};
        }
        if (response.status == 404)
            return {.kind = FailureKind::configuration, .detail = "Telegram does not know the token"};
        if (response.status == 409)
            return {.kind = FailureKind::configuration,
                    .detail = "a webhook is set, or another program fetches this bot's updates"};
        if (!words_at(answer, "/parameters/migrate_to_chat_id").empty())
            failure.detail = "a group that has become a supergroup";
        if (const auto seconds = number_at(answer, "/parameters/retry_after"); seconds && *seconds >= 0)
            failure.retry_after = std::min<Span>(std::chrono::seconds(std::min<std::int64_t>(*seconds, 86'400)),
                                                 std::chrono::hours(24));
        return failure;
    }

    [[nodiscard]] static std::string mending(const SendFailure& failure) {
        if (failure.kind != FailureKind::configuration) return "Telegram did not answer well: " + failure.detail;
        return failure.detail + ": compare `token` with what BotFather shows under /mybots, API Token";
    }

    [[nodiscard]] Result<std::string, std::string> delivery(const json& answer) const {
        const auto url = words_at(answer, "/result/url");
        if (url != (bot_.polls ? std::string() : bot_.hook_url))
            return dialogs::failure(bot_.polls ? "a webhook is set, so no updates can be fetched: set the channel up"
                                               : "Telegram calls " + (url.empty() ? "nobody" : url) +
                                                     " instead of " + bot_.hook_url + ": set the channel up");
        const auto problem = words_at(answer, "/result/last_error_message");
        const auto waiting = words_at(answer, "/result/pending_update_count");
        if (!problem.empty() && waiting != "0")
            return dialogs::failure("Telegram cannot deliver: " + problem + "; waiting updates: " + waiting);
        return "updates waiting: " + (waiting.empty() ? "0" : waiting);
    }

    TelegramBot bot_;
    std::vector<std::string> secrets_;
    Capabilities capabilities_{.kind = "telegram",
                               .plain = false,
                               .buttons_max = 100,
                               .label_max = 40,  // what a phone shows of one
                               .payload_max = 64,
                               .text_max = 4096,
                               .counts_segments = false,
                               .trusted_with_health = false};
};

bool is_telegram_secret(std::string_view secret) {
    return secret.size() <= telegram_secret_max && std::all_of(secret.begin(), secret.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                      c == '_';
           });
}

}  // namespace

std::span<const SettingInfo> telegram_settings() { return telegram_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_telegram(const ChannelConfig& config) {
    SettingsReader read(config, telegram_keys);
    TelegramBot bot{.api_url = read.url("api_url") + "/bot" + read.text("token"),
                    .secret = read.text("secret"),
                    .hook_url = config.public_url + "/hooks/" + percent_encoded(config.name),
                    .country = config.country,
                    .polls = read.flag("poll"),
                    .timeout = read.span("timeout")};
    if (bot.secret.empty() && !bot.polls)
        read.error("secret", "is missing: webhooks must carry it (or set `poll: true`)");
    if (!is_telegram_secret(bot.secret)) read.error("secret", "must be 1 to 256 letters, digits, - and _");
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Telegram>(std::move(bot), read.secrets());
}

}  // namespace channels
