#include "channels/sinch.hpp"

#include "channels/hook_proof.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array sinch_keys = {
    SettingInfo{.key = "service_plan_id", .required = true, .help = "from the dashboard"},
    SettingInfo{.key = "api_token", .required = true, .secret = true, .help = "of the service plan"},
    SettingInfo{.key = "signature_secret", .secret = true, .help = "where callbacks are signed (HMAC)"},
    hook_secret_key,
    hook_username_key,
    hook_password_key,
    sms_sender_key,
    sms_parts_key("10"),
    sms_timeout_key,
    sms_api_key("https://eu.sms.api.sinch.com"),
};

constexpr int sinch_parts_most = 13;  // 2000 characters

struct NamedSinchState {
    std::string_view name;
    DeliveryState state;
    FailureKind failure = FailureKind::permanent;
};
constexpr std::array sinch_states = {
    NamedSinchState{"Queued", DeliveryState::accepted},
    NamedSinchState{"Dispatched", DeliveryState::sent},
    NamedSinchState{"Delivered", DeliveryState::delivered},
    NamedSinchState{"Aborted", DeliveryState::failed},
    NamedSinchState{"Rejected", DeliveryState::failed},
    NamedSinchState{"Deleted", DeliveryState::failed, FailureKind::stopped},
    NamedSinchState{"Failed", DeliveryState::failed},
    NamedSinchState{"Expired", DeliveryState::failed},
    NamedSinchState{"Cancelled", DeliveryState::failed},
};

constexpr std::string_view temporary_failure = "404";

/// What a status (with its code) says; nullopt where it says nothing new.
std::optional<StatusReport> sinch_report(const nlohmann::json& status) {
    const auto told = words_at(status, "/status");
    const auto code = words_at(status, "/code");
    for (const auto& known : sinch_states) {
        if (known.name != told) continue;
        StatusReport report{.state = known.state};
        const auto kind = code == temporary_failure ? FailureKind::retry : known.failure;
        if (known.state == DeliveryState::failed)
            report.failure = SendFailure{.kind = kind, .detail = told + ", code " + code};
        return report;
    }
    return std::nullopt;
}

/// A picture or a voice; nullopt for other media.
std::optional<dialogs::FileReply> sinch_file(const nlohmann::json& medium) {
    using Kind = dialogs::FileReply::Kind;
    const auto type = words_at(medium, "/content_type");
    auto url = words_at(medium, "/url");
    const bool photo = type.starts_with("image/");
    if (url.empty() || (!photo && !type.starts_with("audio/"))) return std::nullopt;
    return dialogs::FileReply{photo ? Kind::photo : Kind::voice, std::move(url)};
}

struct SinchSettings {
    std::string plan;
    std::string authorization;
    Proof proof;
};

class Sinch final : public SmsAdapter {
  public:
    Sinch(SmsSettings sms, SinchSettings sinch)
        : SmsAdapter(std::move(sms), {.retry_window = std::chrono::hours(48)}), sinch_(std::move(sinch)) {}

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto reason = sinch_.proof.refusal(request, sms_.public_url);
        if (!reason.empty()) return dialogs::failure(Refusal{403, std::string(reason)});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto object = json_from(request.body);
        if (!object.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        const auto type = words_at(object, "/type");
        if (type.starts_with("mo_")) return message(object, type);
        if (type.starts_with("recipient_delivery_report_")) return report(object);
        if (type.starts_with("delivery_report_")) return summary(object);
        return Webhook{};
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        if (auto failure = failure_of(response)) {
            if (response.status == 403) failure->kind = FailureKind::configuration;
            return dialogs::failure(std::move(*failure));
        }
        return Sent{.provider_id = words_at(json_from(response.body), "/id")};
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        return {{"credentials", get(batches() + "?page_size=1", {headers().back()}), false}};
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const auto from = sms_.sender.substr(sms_.sender.starts_with('+') ? 1 : 0);
        nlohmann::json body = {{"type", "mt_text"},
                               {"from", from},
                               {"body", piece.text},
                               {"delivery_report", "per_recipient"},
                               {"callback_url", proved_hook_url(sms_, sinch_.proof)},
                               {"client_reference", piece.message_id}};
        body["to"] = nlohmann::json::array({digits_of(piece.to)});
        return post(batches(), headers(), json_text(body));
    }

  private:
    [[nodiscard]] std::string batches() const {
        return sms_.api_url + "/xms/v1/" + percent_encoded(sinch_.plan) + "/batches";
    }

    [[nodiscard]] Headers headers() const {
        return {{"content-type", "application/json"}, {"authorization", sinch_.authorization}};
    }

    [[nodiscard]] Result<Webhook, Refusal> message(const nlohmann::json& object, const std::string& type) const {
        const auto written = words_at(object, "/from");
        if (written.empty()) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        Incoming incoming{.external_id = words_at(object, "/id"),
                          .from = *from,
                          .to = words_at(object, "/to"),
                          .sent_at = parse_time(words_at(object, "/received_at"), "rfc3339")};
        Webhook webhook;
        const auto& text = value_at(object, type == "mo_media" ? "/body/message" : "/body");
        if (type != "mo_binary" && text.is_string()) {
            webhook.events.emplace_back(incoming);
            std::get<Incoming>(webhook.events.back()).reply = dialogs::TextReply{words_at(text, "")};
        }
        add_media(value_at(object, "/body/media"), incoming, webhook.events);
        incoming.unsupported = true;
        if (webhook.events.empty()) webhook.events.emplace_back(std::move(incoming));
        return webhook;
    }

    static void add_media(const nlohmann::json& media, const Incoming& incoming, std::vector<ChannelEvent>& events) {
        if (!media.is_array()) return;
        std::size_t number = 0;
        for (const auto& medium : media) {
            auto one = incoming;
            one.external_id += '/' + std::to_string(number++);
            auto file = sinch_file(medium);
            one.unsupported = !file;
            if (file) one.reply = std::move(*file);
            events.emplace_back(std::move(one));
        }
    }

    [[nodiscard]] static Result<Webhook, Refusal> report(const nlohmann::json& object) {
        const auto ours = words_at(object, "/client_reference");
        const auto theirs = words_at(object, "/batch_id");
        if (ours.empty() && theirs.empty()) return dialogs::failure(Refusal{400, "malformed"});
        Webhook webhook;
        if (auto status = sinch_report(object)) {
            status->message_id = ours;
            status->provider_id = theirs;
            status->at = parse_time(words_at(object, "/at"), "rfc3339");
            webhook.events.emplace_back(std::move(*status));
        }
        return webhook;
    }

    /// Of a batch; ours have one recipient each, so its only status is the message's.
    [[nodiscard]] static Result<Webhook, Refusal> summary(const nlohmann::json& object) {
        const auto& statuses = value_at(object, "/statuses");
        if (!statuses.is_array() || statuses.empty()) return dialogs::failure(Refusal{400, "malformed"});
        auto one = statuses.front();
        if (!one.is_object() || statuses.size() > 1) return Webhook{};
        one["batch_id"] = words_at(object, "/batch_id");
        one["client_reference"] = words_at(object, "/client_reference");
        return report(one);
    }

    SinchSettings sinch_;
};

HmacProof sinch_signature(std::string key) {
    constexpr std::array<std::string_view, 3> variables = {"body", "nonce", "timestamp"};
    return {.key = std::move(key),
            .encoding = ByteEncoding::base64,
            .header = "x-sinch-webhook-signature",
            .signed_text = *TemplateText::parse("{body}.{nonce}.{timestamp}", variables),
            .timestamp_header = "x-sinch-webhook-signature-timestamp",
            .nonce_header = "x-sinch-webhook-signature-nonce"};
}

}  // namespace

std::span<const SettingInfo> sinch_settings() { return sinch_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_sinch(const ChannelConfig& config) {
    SettingsReader read(config, sinch_keys);
    auto sms = read_sms_settings(read, config, sinch_parts_most);
    const bool signs = read.has("signature_secret");
    SinchSettings sinch{.plan = read.text("service_plan_id"),
                        .authorization = "Bearer " + read.text("api_token"),
                        .proof = read_hook_proof(read, signs)};
    if (signs) sinch.proof.hmac = sinch_signature(read.text("signature_secret"));
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<Sinch>(std::move(sms), std::move(sinch));
}

}  // namespace channels
