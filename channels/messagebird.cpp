#include "channels/messagebird.hpp"

#include "channels/bird.hpp"
#include "channels/charset.hpp"
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/jwt.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/signature.hpp"
#include "channels/sms_adapter.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array messagebird_keys = {
    SettingInfo{.key = "api", .fallback = "rest", .help = "rest (MessageBird), or bird (the platform after it)"},
    SettingInfo{.key = "access_key", .required = true, .secret = true, .help = "a live API key"},
    SettingInfo{.key = "signing_key", .required = true, .secret = true, .help = "that webhooks are signed with"},
    SettingInfo{.key = "workspace_id", .help = "bird only"},
    SettingInfo{.key = "channel_id", .help = "bird only: the channel that sends"},
    SettingInfo{.key = "sender", .help = "rest only: number or name that messages come from"},
    sms_parts_key("9"),
    sms_timeout_key,
    SettingInfo{.key = "api_url", .help = "where the API is; https://rest.messagebird.com, or https://api.bird.com"},
};

enum class MessagebirdApi { rest, bird };
constexpr std::array messagebird_apis = {NamedValue<MessagebirdApi>{"rest", MessagebirdApi::rest},
                                         NamedValue<MessagebirdApi>{"bird", MessagebirdApi::bird}};

constexpr int messagebird_parts_most = 9;  // 1377 characters
constexpr auto messagebird_skew = std::chrono::seconds(5);

constexpr std::array messagebird_errors = {
    CodeMeaning{2, FailureKind::configuration, "not allowed"},
    CodeMeaning{9, FailureKind::permanent, "a parameter is missing"},
    CodeMeaning{10, FailureKind::permanent, "a parameter is wrong"},
    CodeMeaning{20, FailureKind::configuration, "not found"},
    CodeMeaning{25, FailureKind::configuration, "no credit"},
    CodeMeaning{98, FailureKind::configuration, "no such API"},
    CodeMeaning{99, FailureKind::retry, "internal error"},
};

constexpr std::array messagebird_report_codes = {
    CodeMeaning{1, FailureKind::unreachable, "unknown subscriber"},
    CodeMeaning{5, FailureKind::permanent, "rejected"},
    CodeMeaning{103, FailureKind::stopped, "opted out at MessageBird"},
};

struct MessagebirdReason {
    std::string_view words;
    FailureKind kind;
};
constexpr std::array messagebird_reasons = {
    MessagebirdReason{"unknown subscriber", FailureKind::unreachable},
    MessagebirdReason{"unavailable subscriber", FailureKind::retry},
    MessagebirdReason{"opted out", FailureKind::stopped},
    MessagebirdReason{"expired", FailureKind::permanent},
    MessagebirdReason{"carrier rejected", FailureKind::permanent},
};

struct NamedMessagebirdState {
    std::string_view name;
    DeliveryState state;
};
constexpr std::array messagebird_states = {
    NamedMessagebirdState{"scheduled", DeliveryState::accepted},
    NamedMessagebirdState{"buffered", DeliveryState::accepted},
    NamedMessagebirdState{"sent", DeliveryState::sent},
    NamedMessagebirdState{"delivered", DeliveryState::delivered},
    NamedMessagebirdState{"expired", DeliveryState::failed},
    NamedMessagebirdState{"delivery_failed", DeliveryState::failed},
};

SendFailure messagebird_failure(std::string_view code, std::string_view reason) {
    if (auto known = known_failure(messagebird_report_codes, code)) return std::move(*known);
    for (const auto& [words, kind] : messagebird_reasons) {
        if (words == reason) return {.kind = kind, .detail = std::string(words)};
    }
    return failure_by_code(messagebird_report_codes, code);
}

class MessageBird final : public SmsAdapter {
  public:
    MessageBird(SmsSettings sms, std::string authorization, std::string signing_key)
        : SmsAdapter(std::move(sms), {.retry_window = std::chrono::hours(24)}),
          authorization_(std::move(authorization)),
          signing_key_(std::move(signing_key)) {}

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (!holds(request)) return dialogs::failure(Refusal{403, "signature"});
        if (request.method != "POST" && request.method != "GET") return dialogs::failure(Refusal{405, "method"});
        const auto fields = read_query(request.method == "GET" ? request.query : request.body);
        return find(fields, "status") ? report(fields) : message(fields);
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        auto failure = failure_of(response);
        const auto answer = json_from(response.body);
        const auto& errors = value_at(answer, "/errors");
        if (failure && response.status != 0 && errors.is_array() && !errors.empty()) {
            if (auto known = known_failure(messagebird_errors, words_at(errors.front(), "/code"))) {
                known->retry_after = failure->retry_after;
                failure = std::move(known);
            }
        }
        if (failure) return dialogs::failure(std::move(*failure));
        const auto& items = value_at(answer, "/recipients/items");
        const bool refused = items.is_array() && !items.empty() &&
                             words_at(items.front(), "/status") == "delivery_failed";
        if (refused) {
            return dialogs::failure(messagebird_failure(words_at(items.front(), "/statusErrorCode"),
                                                        words_at(items.front(), "/statusReason")));
        }
        return Sent{.provider_id = words_at(answer, "/id")};
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        return {{"credentials", get(sms_.api_url + "/balance", {{"authorization", authorization_}}), false}};
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const bool gsm7 = piece.encoding == dialogs::SmsEncoding::gsm7;
        const auto originator = sms_.sender.substr(sms_.sender.starts_with('+') ? 1 : 0);
        nlohmann::json body = {{"originator", originator},
                               {"body", piece.text},
                               {"reference", piece.message_id},
                               {"reportUrl", sms_.public_url + sms_.hook_path + "/status"},
                               {"datacoding", gsm7 ? "plain" : "unicode"}};
        body["recipients"] = nlohmann::json::array({digits_of(piece.to)});
        return post(sms_.api_url + "/messages",
                    {{"content-type", "application/json"}, {"authorization", authorization_}}, json_text(body));
    }

  private:
    /// A token of MessageBird's, still good, that signs this address and this body.
    [[nodiscard]] bool holds(const WebhookRequest& request) const {
        const auto claims = jwt_claims(header(request.headers, "messagebird-signature-jwt"), signing_key_);
        if (claims.is_discarded() || words_at(claims, "/iss") != "MessageBird") return false;
        const auto from = parse_time(words_at(claims, "/nbf"), "unix");
        const auto until = parse_time(words_at(claims, "/exp"), "unix");
        if (!from || !until || request.now + messagebird_skew < *from || request.now - messagebird_skew > *until)
            return false;
        const auto url = sms_.public_url + request.target;
        if (!same_secret(words_at(claims, "/url_hash"), sha256_hex(url))) return false;
        const auto& body_hash = value_at(claims, "/payload_hash");
        if (request.body.empty() && body_hash.is_null()) return true;
        return same_secret(words_at(body_hash, ""), sha256_hex(request.body));
    }

    /// From a virtual number, or (with other names) from a short code.
    [[nodiscard]] Result<Webhook, Refusal> message(const Parameters& fields) const {
        const auto field = [&fields](std::string_view name, std::string_view other) {
            const auto value = find(fields, name);
            return decode_text(value ? *value : value_of(fields, other), Charset::utf8);
        };
        const auto written = field("originator", "sender");
        const bool has_text = find(fields, "body") || find(fields, "message");
        auto media = decode_text(value_of(fields, "mediaUrls"), Charset::utf8);
        if (written.empty() || (!has_text && media.empty())) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        const auto at = parse_time(field("createdDatetime", ""), "rfc3339");
        const auto short_code_at = parse_time(field("receive_datetime", ""), "YYYYMMDDhhmmss");
        Incoming incoming{.external_id = field("id", "mid"),
                          .from = *from,
                          .to = field("recipient", "shortcode"),
                          .sent_at = at ? at : short_code_at};
        Webhook webhook;
        if (const auto text = field("body", "message"); !text.empty() || media.empty()) {
            webhook.events.emplace_back(incoming);
            std::get<Incoming>(webhook.events.back()).reply = dialogs::TextReply{text};
        }
        if (!media.empty()) {
            incoming.external_id += "/0";
            incoming.reply = dialogs::FileReply{dialogs::FileReply::Kind::photo, std::move(media)};
            webhook.events.emplace_back(std::move(incoming));
        }
        return webhook;
    }

    [[nodiscard]] static Result<Webhook, Refusal> report(const Parameters& fields) {
        const auto field = [&fields](std::string_view name) {
            return decode_text(value_of(fields, name), Charset::utf8);
        };
        StatusReport report{.message_id = field("reference"),
                            .provider_id = field("id"),
                            .at = parse_time(field("statusDatetime"), "rfc3339")};
        if (report.message_id.empty() && report.provider_id.empty())
            return dialogs::failure(Refusal{400, "malformed"});
        const auto told = field("status");
        const auto known = std::find_if(messagebird_states.begin(), messagebird_states.end(),
                                        [&told](const auto& state) { return state.name == told; });
        if (known == messagebird_states.end()) return Webhook{};
        report.state = known->state;
        if (report.state == DeliveryState::failed)
            report.failure = messagebird_failure(field("statusErrorCode"), field("statusReason"));
        return Webhook{.events = {std::move(report)}};
    }

    std::string authorization_;
    std::string signing_key_;
};

}  // namespace

std::span<const SettingInfo> messagebird_settings() { return messagebird_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_messagebird(const ChannelConfig& config) {
    SettingsReader read(config, messagebird_keys);
    auto sms = read_sms_settings(read, config, messagebird_parts_most);
    const bool bird = read.one_of<MessagebirdApi>("api", messagebird_apis) == MessagebirdApi::bird;
    if (sms.api_url.empty()) sms.api_url = bird ? "https://api.bird.com" : "https://rest.messagebird.com";
    auto authorization = "AccessKey " + read.text("access_key");
    auto signing_key = read.text("signing_key");
    const std::vector<std::string_view> needed =
        bird ? std::vector<std::string_view>{"workspace_id", "channel_id"} : std::vector<std::string_view>{"sender"};
    for (const auto key : needed) {
        if (read.text(key).empty()) read.error(key, "is missing: this API needs it");
    }
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    if (bird)
        return make_bird(std::move(sms), {.authorization = std::move(authorization),
                                          .signing_key = std::move(signing_key),
                                          .workspace_id = read.text("workspace_id"),
                                          .channel_id = read.text("channel_id")});
    return std::make_unique<MessageBird>(std::move(sms), std::move(authorization), std::move(signing_key));
}

}  // namespace channels
