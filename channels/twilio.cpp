#include "channels/twilio.hpp"

#include "channels/charset.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/signature.hpp"
#include "channels/sms_adapter.hpp"
#include "channels/twilio_signature.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array twilio_keys = {
    SettingInfo{.key = "account_sid", .required = true, .help = "AC…, from the console"},
    SettingInfo{.key = "auth_token", .required = true, .secret = true, .help = "the account's: it signs webhooks"},
    SettingInfo{.key = "next_auth_token", .secret = true, .help = "the secondary one, while tokens are exchanged"},
    SettingInfo{.key = "api_key", .help = "SK…, to send with instead of the auth token"},
    SettingInfo{.key = "api_secret", .secret = true, .help = "of the API key"},
    SettingInfo{.key = "sender",
                .required = true,
                .help = "number or name that messages come from, or a Messaging Service: MG…"},
    SettingInfo{.key = "number_sid", .help = "PN… of the number, for `channel check` to register our webhook"},
    SettingInfo{.key = "delivery_reports", .fallback = "true", .help = "ask Twilio for them"},
    sms_parts_key("10"),
    sms_timeout_key,
    sms_api_key("https://api.twilio.com"),
};

constexpr int twilio_parts_most = 10;  // 1600 characters
constexpr int twilio_media_most = 10;

constexpr std::array twilio_codes = {
    CodeMeaning{14107, FailureKind::retry, "too many replies to one number"},
    CodeMeaning{20003, FailureKind::configuration, "wrong credentials"},
    CodeMeaning{20429, FailureKind::throttled, "too many requests"},
    CodeMeaning{21211, FailureKind::unreachable, "no valid number"},
    CodeMeaning{21408, FailureKind::configuration, "the country is not enabled"},
    CodeMeaning{21606, FailureKind::configuration, "the sender cannot send"},
    CodeMeaning{21610, FailureKind::stopped, "opted out at Twilio"},
    CodeMeaning{21611, FailureKind::retry, "the sender's queue is full"},
    CodeMeaning{21612, FailureKind::permanent, "no route to that number"},
    CodeMeaning{21614, FailureKind::unreachable, "not a mobile"},
    CodeMeaning{21617, FailureKind::permanent, "too long"},
    CodeMeaning{21659, FailureKind::configuration, "the sender is no number of ours"},
    CodeMeaning{21660, FailureKind::configuration, "the sender is another account's"},
    CodeMeaning{30001, FailureKind::retry, "queue overflow"},
    CodeMeaning{30002, FailureKind::configuration, "the account is suspended"},
    CodeMeaning{30003, FailureKind::retry, "the handset is out of reach"},
    CodeMeaning{30004, FailureKind::permanent, "blocked"},
    CodeMeaning{30005, FailureKind::unreachable, "unknown handset"},
    CodeMeaning{30006, FailureKind::unreachable, "landline, or a carrier out of reach"},
    CodeMeaning{30007, FailureKind::permanent, "filtered by the carrier"},
    CodeMeaning{30008, FailureKind::retry, "unknown error"},
    CodeMeaning{30017, FailureKind::retry, "carrier congestion"},
    CodeMeaning{30022, FailureKind::throttled, "rate exceeded"},
    CodeMeaning{63016, FailureKind::permanent, "outside the messaging window"},
    CodeMeaning{63018, FailureKind::throttled, "rate of the channel exceeded"},
};

struct NamedTwilioState {
    std::string_view name;
    DeliveryState state;
};
constexpr std::array twilio_states = {
    NamedTwilioState{"accepted", DeliveryState::accepted},  NamedTwilioState{"scheduled", DeliveryState::accepted},
    NamedTwilioState{"queued", DeliveryState::accepted},    NamedTwilioState{"sending", DeliveryState::accepted},
    NamedTwilioState{"sent", DeliveryState::sent},          NamedTwilioState{"delivered", DeliveryState::delivered},
    NamedTwilioState{"read", DeliveryState::read},          NamedTwilioState{"undelivered", DeliveryState::failed},
    NamedTwilioState{"failed", DeliveryState::failed},      NamedTwilioState{"canceled", DeliveryState::failed},
};

/// A program that says nothing: any text would be sent to the resident.
const HttpAnswer twilio_silence = {.content_type = "text/xml",
                            .body = R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)"};

struct TwilioSettings {
    std::string account_sid;
    std::vector<std::string> tokens;
    std::string authorization;
    std::string number_sid;
    bool reports = true;
};

/// A picture or a voice; nullopt for other media.
std::optional<dialogs::FileReply> twilio_file(std::string_view type, std::string url) {
    using Kind = dialogs::FileReply::Kind;
    const bool photo = type.starts_with("image/");
    if ((!photo && !type.starts_with("audio/")) || url.empty()) return std::nullopt;
    return dialogs::FileReply{photo ? Kind::photo : Kind::voice, std::move(url)};
}

class Twilio final : public SmsAdapter {
  public:
    Twilio(SmsSettings sms, TwilioSettings twilio)
        : SmsAdapter(std::move(sms), {.retries_webhooks = false,  // one, and only where it could not connect
                                      .webhook_deadline = std::chrono::seconds(15)}),
          twilio_(std::move(twilio)) {}

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (!is_signed_by_twilio(request, sms_.public_url, twilio_.tokens))
            return dialogs::failure(Refusal{403, "signature"});
        if (request.method != "POST" && request.method != "GET") return dialogs::failure(Refusal{405, "method"});
        const auto fields = read_query(request.method == "GET" ? request.query : request.body);
        return request.path.ends_with("/status") ? report(fields, request.query) : message(fields);
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        auto failure = failure_of(response);
        const auto answer = json_from(response.body);
        const auto code = words_at(answer, failure ? "/code" : "/error_code");
        if (failure && response.status != 0) {
            if (auto known = known_failure(twilio_codes, code)) {
                known->retry_after = failure->retry_after;
                failure = std::move(known);
            }
        }
        if (!failure && !code.empty()) failure = failure_by_code(twilio_codes, code);
        if (failure) return dialogs::failure(std::move(*failure));
        return Sent{.provider_id = words_at(answer, "/sid")};
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        std::vector<SetupStep> steps = {{"credentials", get(account_url() + ".json", authorized()), false}};
        const Headers headers = form_headers();
        const auto hook = sms_.public_url + sms_.hook_path;
        if (!twilio_.number_sid.empty()) {
            steps.push_back({"webhook",
                             post(account_url() + "/IncomingPhoneNumbers/" + percent_encoded(twilio_.number_sid) +
                                      ".json",
                                  headers, write_query({{"SmsUrl", hook}, {"SmsMethod", "POST"}})),
                             true});
        }
        return steps;
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const bool service = sms_.sender.starts_with("MG");
        Parameters form = {{"To", piece.to.id},
                           {service ? "MessagingServiceSid" : "From", sms_.sender},
                           {"Body", piece.text}};
        if (twilio_.reports) {
            form.emplace_back("StatusCallback", sms_.public_url + sms_.hook_path +
                                                    "/status?m=" + percent_encoded(piece.message_id));
        }
        return post(account_url() + "/Messages.json", form_headers(), write_query(form));
    }

  private:
    [[nodiscard]] std::string account_url() const {
        return sms_.api_url + "/2010-04-01/Accounts/" + percent_encoded(twilio_.account_sid);
    }

    [[nodiscard]] Headers authorized() const { return {{"authorization", twilio_.authorization}}; }

    [[nodiscard]] Headers form_headers() const {
        return {{"content-type", "application/x-www-form-urlencoded"}, {"authorization", twilio_.authorization}};
    }

    [[nodiscard]] Result<Webhook, Refusal> message(const Parameters& fields) const {
        const auto field = [&fields](const std::string& name) {
            return decode_text(value_of(fields, name), Charset::utf8);
        };
        const auto written = field("From");
        const auto id = field("MessageSid");
        if (written.empty() || id.empty()) return dialogs::failure(Refusal{400, "malformed"});
        Webhook webhook{.answer = twilio_silence};
        const auto from = sender_of(written);
        if (!from) return webhook;  // a name, or another channel's address
        if (field("OptOutType") == "STOP") {  // Twilio has answered it
            webhook.events.emplace_back(OptOut{*from});
            return webhook;
        }
        const Incoming incoming{.external_id = id, .from = *from, .to = field("To")};
        const int media = std::clamp(std::atoi(field("NumMedia").c_str()), 0, twilio_media_most);
        if (const auto body = field("Body"); !body.empty() || media == 0) {
            webhook.events.emplace_back(incoming);
            std::get<Incoming>(webhook.events.back()).reply = dialogs::TextReply{body};
        }
        for (int i = 0; i < media; ++i) {
            const auto number = std::to_string(i);
            auto one = incoming;
            one.external_id += '/' + number;
            auto file = twilio_file(field("MediaContentType" + number), field("MediaUrl" + number));
            one.unsupported = !file;
            if (file) one.reply = std::move(*file);
            webhook.events.emplace_back(std::move(one));
        }
        return webhook;
    }

    [[nodiscard]] static Result<Webhook, Refusal> report(const Parameters& fields, std::string_view query) {
        const auto of_query = read_query(query);
        StatusReport report{.message_id = decode_text(value_of(of_query, "m"), Charset::utf8),
                            .provider_id = decode_text(value_of(fields, "MessageSid"), Charset::utf8)};
        if (report.message_id.empty() && report.provider_id.empty())
            return dialogs::failure(Refusal{400, "malformed"});
        Webhook webhook{.answer = twilio_silence};
        const auto told = value_of(fields, "MessageStatus");
        for (const auto& [name, state] : twilio_states) {
            if (name != told) continue;
            report.state = state;
            if (state == DeliveryState::failed)
                report.failure = failure_by_code(twilio_codes, value_of(fields, "ErrorCode"));
            webhook.events.emplace_back(std::move(report));
            break;
        }
        return webhook;
    }

    TwilioSettings twilio_;
};

}  // namespace

std::span<const SettingInfo> twilio_settings() { return twilio_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_twilio(const ChannelConfig& config) {
    SettingsReader read(config, twilio_keys);
    auto sms = read_sms_settings(read, config, twilio_parts_most);
    TwilioSettings twilio{.account_sid = read.text("account_sid"),
                          .tokens = {read.text("auth_token")},
                          .authorization = basic_authorization(read.text("account_sid"), read.text("auth_token")),
                          .number_sid = read.text("number_sid"),
                          .reports = read.flag("delivery_reports")};
    if (read.has("next_auth_token")) twilio.tokens.push_back(read.text("next_auth_token"));
    if (read.has("api_key") != read.has("api_secret")) {
        read.error(read.has("api_key") ? "api_secret" : "api_key", "is missing: the one needs the other");
    } else if (read.has("api_key")) {
        twilio.authorization = basic_authorization(read.text("api_key"), read.text("api_secret"));
    }
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    sms.secrets.push_back(twilio.authorization);
    return std::make_unique<Twilio>(std::move(sms), std::move(twilio));
}

}  // namespace channels
