#include "channels/gatewayapi.hpp"

#include "channels/gatewayapi_codes.hpp"
#include "channels/http/proof.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/jwt.hpp"
#include "channels/provider_answer.hpp"
#include "channels/signature.hpp"
#include "channels/sms_adapter.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array gatewayapi_keys = {
    SettingInfo{.key = "api", .fallback = "mobile", .help = "mobile (Mobile Message API), or classic (REST)"},
    SettingInfo{.key = "token", .required = true, .secret = true, .help = "of the API"},
    SettingInfo{.key = "webhook_secret", .required = true, .secret = true, .help = "that the webhooks are signed with"},
    sms_sender_key,
    sms_parts_key("10"),
    sms_timeout_key,
    SettingInfo{.key = "api_url",
                .help = "where the API is; https://messaging.gatewayapi.com, or https://gatewayapi.com (EU: .eu)"},
};

enum class GatewayApi { mobile, classic };
constexpr std::array gatewayapi_names = {NamedValue<GatewayApi>{"mobile", GatewayApi::mobile},
                                         NamedValue<GatewayApi>{"classic", GatewayApi::classic}};

constexpr int gatewayapi_parts_most = 255;

/// What both APIs share.
class GatewayApiAdapter : public SmsAdapter {
  public:
    GatewayApiAdapter(SmsSettings sms, std::string authorization, std::string secret)
        : SmsAdapter(std::move(sms), {.retry_window = std::chrono::hours(24),
                                      .webhook_deadline = std::chrono::seconds(5)}),
          authorization_(std::move(authorization)),
          secret_(std::move(secret)) {}

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        auto failure = failure_of(response);
        const auto answer = json_from(response.body);
        if (!failure) return Sent{.provider_id = id_in(answer)};
        if (response.status == 403) failure->kind = FailureKind::configuration;
        if (response.status != 0) {
            if (auto known = gatewayapi_failure(words_at(answer, "/code"))) {
                known->retry_after = failure->retry_after;
                failure = std::move(known);
            }
        }
        return dialogs::failure(std::move(*failure));
    }

  protected:
    [[nodiscard]] virtual std::string id_in(const nlohmann::json& answer) const = 0;

    [[nodiscard]] Headers headers() const {
        return {{"content-type", "application/json"}, {"authorization", authorization_}};
    }

    /// A number as the APIs want it; 0 for what is none.
    [[nodiscard]] static std::uint64_t msisdn_of(const Address& address) {
        return std::strtoull(digits_of(address).c_str(), nullptr, 10);
    }

    /// The events of a status, whose names are the same in both APIs.
    [[nodiscard]] static Result<Webhook, Refusal> report(StatusReport report, const std::string& told,
                                                         const std::string& code) {
        if (report.message_id.empty() && report.provider_id.empty())
            return dialogs::failure(Refusal{400, "malformed"});
        const auto state = gatewayapi_state(told);
        if (!state) return Webhook{};
        report.state = *state;
        if (report.state == DeliveryState::failed) {
            report.failure = gatewayapi_failure(code).value_or(
                SendFailure{.kind = FailureKind::permanent, .detail = "not delivered: " + told});
        }
        return Webhook{.events = {std::move(report)}};
    }

    std::string authorization_;
    std::string secret_;
};

class GatewayApiMobile final : public GatewayApiAdapter {
  public:
    GatewayApiMobile(SmsSettings sms, std::string authorization, std::string secret)
        : GatewayApiAdapter(std::move(sms), std::move(authorization), std::move(secret)) {
        constexpr std::array<std::string_view, 1> variables = {"body"};
        proof_.hmac = HmacProof{.key = secret_,
                                .prefix = "v1=",
                                .header = "signature",
                                .signed_text = *TemplateText::parse("{body}", variables)};
    }

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto reason = proof_.refusal(request, sms_.public_url);
        if (!reason.empty()) return dialogs::failure(Refusal{403, std::string(reason)});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto object = json_from(request.body);
        const auto type = words_at(object, "/event_type");
        const auto& event = value_at(object, "/event");
        if (type.empty() || !event.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        if (type.starts_with("user-message.")) return message(words_at(object, "/event_id"), type, event);
        if (!type.starts_with("message.status.")) return Webhook{};
        return report({.message_id = words_at(event, "/reference"),
                       .provider_id = words_at(event, "/msg_id"),
                       .at = parse_time(words_at(event, "/status_at"), "rfc3339")},
                      words_at(event, "/status"), words_at(event, "/error/hex_code"));
    }

  protected:
    [[nodiscard]] std::string id_in(const nlohmann::json& answer) const override { return words_at(answer, "/msg_id"); }

    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const nlohmann::json body = {{"sender", sms_.sender},
                                     {"recipient", msisdn_of(piece.to)},
                                     {"message", piece.text},
                                     {"reference", piece.message_id}};
        return post(sms_.api_url + "/mobile/single", headers(), json_text(body));
    }

  private:
    [[nodiscard]] Result<Webhook, Refusal> message(std::string id, const std::string& type,
                                                   const nlohmann::json& event) const {
        const auto written = words_at(event, "/sender");
        if (written.empty()) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        Incoming incoming{.external_id = std::move(id),
                          .from = *from,
                          .sent_at = parse_time(words_at(event, "/sent_at"), "rfc3339")};
        const auto& content = value_at(event, "/content");
        const auto& latitude = value_at(content, "/latitude");
        const auto& longitude = value_at(content, "/longitude");
        const auto& text = content.is_string() ? content : value_at(content, "/message");
        if (type.find(".text.") != std::string::npos && text.is_string()) {
            incoming.reply = dialogs::TextReply{words_at(text, "")};
        } else if (latitude.is_number() && longitude.is_number()) {
            incoming.reply = dialogs::LocationReply{latitude.get<double>(), longitude.get<double>()};
        } else {
            incoming.unsupported = true;
        }
        return Webhook{.events = {std::move(incoming)}};
    }

    Proof proof_;
};

class GatewayApiClassic final : public GatewayApiAdapter {
  public:
    using GatewayApiAdapter::GatewayApiAdapter;

    /// What the token says counts, not the body: nothing binds the one to the other.
    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto claims = jwt_claims(header(request.headers, "x-gwapi-signature"), secret_);
        if (claims.is_discarded()) return dialogs::failure(Refusal{403, "signature"});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        if (!value_at(claims, "/status").is_string()) return message(claims);
        return report({.message_id = words_at(claims, "/userref"),
                       .provider_id = words_at(claims, "/id"),
                       .at = parse_time(words_at(claims, "/time"), "unix")},
                      words_at(claims, "/status"), words_at(claims, "/code"));
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        return {{"credentials", get(sms_.api_url + "/rest/me", {{"authorization", authorization_}}), false}};
    }

  protected:
    [[nodiscard]] std::string id_in(const nlohmann::json& answer) const override {
        const auto& ids = value_at(answer, "/ids");
        return ids.is_array() && !ids.empty() ? words_at(ids.front(), "") : std::string();
    }

    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const bool gsm7 = piece.encoding == dialogs::SmsEncoding::gsm7;
        nlohmann::json body = {{"sender", sms_.sender},
                               {"message", piece.text},
                               {"userref", piece.message_id},
                               {"encoding", gsm7 ? "UTF8" : "UCS2"},  // UTF8 stands for GSM-7: others would be lost
                               {"max_parts", sms_.max_parts}};
        const nlohmann::json recipient = {{"msisdn", msisdn_of(piece.to)}};
        body["recipients"] = nlohmann::json::array({recipient});
        return post(sms_.api_url + "/rest/mtsms", headers(), json_text(body));
    }

  private:
    [[nodiscard]] Result<Webhook, Refusal> message(const nlohmann::json& claims) const {
        const auto written = words_at(claims, "/msisdn");
        const auto& text = value_at(claims, "/message");
        const bool binary = value_at(claims, "/payload").is_string();
        if (written.empty() || (!text.is_string() && !binary)) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        Incoming incoming{.external_id = words_at(claims, "/id"),
                          .from = *from,
                          .to = words_at(claims, "/receiver"),
                          .sent_at = parse_time(words_at(claims, "/senttime"), "unix"),
                          .unsupported = binary};
        if (!binary) incoming.reply = dialogs::TextReply{words_at(claims, "/message")};
        return Webhook{.events = {std::move(incoming)}};
    }
};

}  // namespace

std::span<const SettingInfo> gatewayapi_settings() { return gatewayapi_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_gatewayapi(const ChannelConfig& config) {
    SettingsReader read(config, gatewayapi_keys);
    auto sms = read_sms_settings(read, config, gatewayapi_parts_most);
    const bool mobile = read.one_of<GatewayApi>("api", gatewayapi_names) == GatewayApi::mobile;
    if (sms.api_url.empty()) sms.api_url = mobile ? "https://messaging.gatewayapi.com" : "https://gatewayapi.com";
    const auto token = read.text("token");
    auto authorization = mobile ? "Token " + token : basic_authorization(token, "");
    auto secret = read.text("webhook_secret");
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    sms.secrets.push_back(authorization);
    if (mobile) return std::make_unique<GatewayApiMobile>(std::move(sms), std::move(authorization), std::move(secret));
    return std::make_unique<GatewayApiClassic>(std::move(sms), std::move(authorization), std::move(secret));
}

}  // namespace channels
