// Vonage's Messages API: JSON with a token that signs it in, JSON out.
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/jwt.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/signature.hpp"
#include "channels/timestamp.hpp"
#include "channels/vonage_apis.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr auto vonage_token_tolerance = std::chrono::minutes(5);

constexpr std::array messages_codes = {
    CodeMeaning{1000, FailureKind::throttled, "throttled"},
    CodeMeaning{1030, FailureKind::retry, "internal error"},
    CodeMeaning{1060, FailureKind::configuration, "the account is barred"},
    CodeMeaning{1070, FailureKind::configuration, "no credit"},
    CodeMeaning{1080, FailureKind::configuration, "too many accounts"},
    CodeMeaning{1100, FailureKind::retry, "communication failed"},
    CodeMeaning{1120, FailureKind::configuration, "the sender cannot send"},
    CodeMeaning{1140, FailureKind::configuration, "the account may not send"},
    CodeMeaning{1160, FailureKind::configuration, "the number is not white-listed"},
    CodeMeaning{1170, FailureKind::unreachable, "no valid number"},
    CodeMeaning{1180, FailureKind::retry, "absent"},
    CodeMeaning{1190, FailureKind::unreachable, "absent for good"},
    CodeMeaning{1210, FailureKind::permanent, "taken for spam"},
    CodeMeaning{1220, FailureKind::retry, "the handset is busy"},
    CodeMeaning{1230, FailureKind::retry, "network error"},
    CodeMeaning{1240, FailureKind::stopped, "opted out at Vonage"},
    CodeMeaning{1241, FailureKind::throttled, "too many messages"},
    CodeMeaning{1331, FailureKind::retry, "the provider failed"},
    CodeMeaning{1340, FailureKind::permanent, "outside the reply window"},
};

struct NamedMessageState {
    std::string_view name;
    DeliveryState state;
};
constexpr std::array vonage_message_states = {
    NamedMessageState{"submitted", DeliveryState::sent},     NamedMessageState{"delivered", DeliveryState::delivered},
    NamedMessageState{"read", DeliveryState::read},          NamedMessageState{"rejected", DeliveryState::failed},
    NamedMessageState{"undeliverable", DeliveryState::failed},
};

/// The number of an error: its title, or what stands behind the `#` of its type.
std::string vonage_error_code(const nlohmann::json& error) {
    const auto title = words_at(error, "/title");
    if (!title.empty() && title.find_first_not_of("0123456789") == std::string::npos) return title;
    const auto type = words_at(error, "/type");
    const auto hash = type.rfind('#');
    return hash == std::string::npos ? std::string() : type.substr(hash + 1);
}

/// A picture or a voice; nullopt for other media.
std::optional<dialogs::FileReply> vonage_file(const nlohmann::json& object, std::string_view type) {
    using Kind = dialogs::FileReply::Kind;
    if (type != "image" && type != "audio") return std::nullopt;
    auto url = words_at(object, '/' + std::string(type) + "/url");
    if (url.empty()) return std::nullopt;
    return dialogs::FileReply{type == "image" ? Kind::photo : Kind::voice, std::move(url)};
}

class VonageMessages final : public SmsAdapter {
  public:
    VonageMessages(SmsSettings sms, VonageSettings vonage)
        : SmsAdapter(std::move(sms), {.retry_window = std::chrono::hours(24)}), vonage_(std::move(vonage)) {}

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto reason = vonage_.proof.refusal(request, sms_.public_url);
        if (!reason.empty()) return dialogs::failure(Refusal{403, std::string(reason)});
        // A fault of Vonage's own may leave the token out: told to come again, the call brings one.
        if (header(request.headers, "authorization").empty())
            return dialogs::failure(Refusal{503, "signature"});
        if (!holds(request)) return dialogs::failure(Refusal{403, "signature"});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto object = json_from(request.body);
        if (!object.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        return object.contains("status") ? report(object) : message(object);
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        auto failure = failure_of(response);
        const auto answer = json_from(response.body);
        if (!failure) return Sent{.provider_id = words_at(answer, "/message_uuid")};
        if (response.status != 0) {
            if (auto known = known_failure(messages_codes, vonage_error_code(answer))) {
                known->retry_after = failure->retry_after;
                failure = std::move(known);
            }
        }
        return dialogs::failure(std::move(*failure));
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        auto url = sms_.api_url + "/v2/applications";
        url += vonage_.application_id.empty() ? "?page_size=1" : '/' + percent_encoded(vonage_.application_id);
        return {{"credentials", get(std::move(url), {{"authorization", vonage_.authorization}}), false}};
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const bool gsm7 = piece.encoding == dialogs::SmsEncoding::gsm7;
        const auto from = sms_.sender.substr(sms_.sender.starts_with('+') ? 1 : 0);
        const nlohmann::json body = {{"message_type", "text"},
                                     {"channel", "sms"},
                                     {"to", digits_of(piece.to)},
                                     {"from", from},
                                     {"text", piece.text},
                                     {"client_ref", piece.message_id},
                                     {"sms", {{"encoding_type", gsm7 ? "text" : "unicode"}}},
                                     {"webhook_url", sms_.public_url + sms_.hook_path + "/status"},
                                     {"webhook_version", "v1"}};
        return post(sms_.api_url + "/v1/messages",
                    {{"content-type", "application/json"}, {"authorization", vonage_.authorization}},
                    json_text(body));
    }

  private:
    /// The token is ours and new, and it signs this body.
    [[nodiscard]] bool holds(const WebhookRequest& request) const {
        constexpr std::string_view scheme = "Bearer ";
        const auto written = header(request.headers, "authorization");
        if (!written.starts_with(scheme)) return false;
        const auto claims = jwt_claims(written.substr(scheme.size()), vonage_.signature_secret);
        if (claims.is_discarded()) return false;
        const auto at = parse_time(words_at(claims, "/iat"), "unix");
        const auto tolerance = vonage_token_tolerance;
        const bool timely = at && *at >= request.now - tolerance && *at <= request.now + tolerance;
        const bool ours = words_at(claims, "/iss") == "Vonage" && words_at(claims, "/api_key") == vonage_.api_key &&
                          (vonage_.application_id.empty() ||
                           words_at(claims, "/application_id") == vonage_.application_id);
        return timely && ours &&
               same_secret(words_at(claims, "/payload_hash"), sha256_hex(request.body));
    }

    [[nodiscard]] Result<Webhook, Refusal> message(const nlohmann::json& object) const {
        const auto channel = words_at(object, "/channel");
        if (channel != "sms" && channel != "mms") return Webhook{};  // another channel of the application
        auto written = words_at(object, "/from");
        if (written.empty()) written = words_at(object, "/from/number");  // before version 1
        const auto type = words_at(object, "/message_type");
        if (written.empty() || type.empty()) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        Incoming incoming{.external_id = words_at(object, "/message_uuid"),
                          .from = *from,
                          .to = words_at(object, "/to"),
                          .sent_at = parse_time(words_at(object, "/timestamp"), "rfc3339")};
        if (auto file = vonage_file(object, type)) {
            incoming.reply = std::move(*file);
            const auto caption = words_at(object, '/' + type + "/caption");
            return with_caption(std::move(incoming), caption);
        }
        if (type == "text") {
            incoming.reply = dialogs::TextReply{words_at(object, "/text")};
        } else {
            incoming.unsupported = true;
        }
        return Webhook{.events = {std::move(incoming)}};
    }

    /// What is written under a picture is a message of its own, before it.
    [[nodiscard]] static Webhook with_caption(Incoming file, const std::string& caption) {
        Webhook webhook;
        if (!caption.empty()) {
            auto words = file;
            words.external_id += "/caption";
            words.reply = dialogs::TextReply{caption};
            webhook.events.emplace_back(std::move(words));
        }
        webhook.events.emplace_back(std::move(file));
        return webhook;
    }

    [[nodiscard]] static Result<Webhook, Refusal> report(const nlohmann::json& object) {
        StatusReport report{.message_id = words_at(object, "/client_ref"),
                            .provider_id = words_at(object, "/message_uuid"),
                            .at = parse_time(words_at(object, "/timestamp"), "rfc3339")};
        if (report.message_id.empty() && report.provider_id.empty())
            return dialogs::failure(Refusal{400, "malformed"});
        const auto told = words_at(object, "/status");
        const auto known = std::find_if(vonage_message_states.begin(), vonage_message_states.end(),
                                        [&told](const auto& state) { return state.name == told; });
        if (known == vonage_message_states.end()) return Webhook{};
        report.state = known->state;
        const auto error = object.find("error");
        const bool told_why = error != object.end() && error->is_object();
        if (report.state == DeliveryState::failed)
            report.failure = failure_by_code(messages_codes, told_why ? vonage_error_code(*error) : "");
        return Webhook{.events = {std::move(report)}};
    }

    VonageSettings vonage_;
};

}  // namespace

std::unique_ptr<Adapter> make_vonage_messages(SmsSettings sms, VonageSettings vonage) {
    return std::make_unique<VonageMessages>(std::move(sms), std::move(vonage));
}

}  // namespace channels
