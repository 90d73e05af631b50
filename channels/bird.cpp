#include "channels/bird.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/signature.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr auto bird_tolerance = std::chrono::minutes(5);

struct NamedBirdState {
    std::string_view name;
    DeliveryState state;
    FailureKind failure = FailureKind::permanent;
};
constexpr std::array bird_states = {
    NamedBirdState{"accepted", DeliveryState::accepted},
    NamedBirdState{"processing", DeliveryState::accepted},
    NamedBirdState{"sent", DeliveryState::sent},
    NamedBirdState{"delivered", DeliveryState::delivered},
    NamedBirdState{"read", DeliveryState::read},
    NamedBirdState{"rejected", DeliveryState::failed},
    NamedBirdState{"sending_failed", DeliveryState::failed, FailureKind::retry},
    NamedBirdState{"delivery_failed", DeliveryState::failed},
};

class Bird final : public SmsAdapter {
  public:
    Bird(SmsSettings sms, BirdSettings bird)
        : SmsAdapter(std::move(sms), {.retry_window = std::chrono::hours(8)}), bird_(std::move(bird)) {}

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        if (!holds(request)) return dialogs::failure(Refusal{403, "signature"});
        if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
        const auto object = json_from(request.body);
        const auto event = words_at(object, "/event");
        const auto& payload = value_at(object, "/payload");
        if (event.empty() || !payload.is_object()) return dialogs::failure(Refusal{400, "malformed"});
        if (event.ends_with(".inbound")) return message(payload);
        if (event.ends_with(".outbound")) return report(payload);
        return Webhook{};
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        if (auto failure = failure_of(response)) {
            if (response.status == 402 || response.status == 403) failure->kind = FailureKind::configuration;
            return dialogs::failure(std::move(*failure));
        }
        return Sent{.provider_id = words_at(json_from(response.body), "/id")};
    }

    [[nodiscard]] std::vector<SetupStep> setup() const override {
        return {{"credentials", get(channel_url(), {{"authorization", bird_.authorization}}), false}};
    }

  protected:
    [[nodiscard]] HttpRequest request_for(const SmsPiece& piece) const override {
        const nlohmann::json contact = {{"identifierKey", "phonenumber"}, {"identifierValue", piece.to.id}};
        nlohmann::json body = nlohmann::json::object();
        body["receiver"]["contacts"] = nlohmann::json::array({contact});
        body["body"]["type"] = "text";
        body["body"]["text"]["text"] = piece.text;
        body["reference"] = piece.message_id;
        return post(channel_url() + "/messages",
                    {{"content-type", "application/json"}, {"authorization", bird_.authorization}}, json_text(body));
    }

  private:
    [[nodiscard]] std::string channel_url() const {
        return sms_.api_url + "/workspaces/" + percent_encoded(bird_.workspace_id) + "/channels/" +
               percent_encoded(bird_.channel_id);
    }

    /// Time, address and the body's hash (its bytes) are signed, each on a line.
    [[nodiscard]] bool holds(const WebhookRequest& request) const {
        const auto time = header(request.headers, "messagebird-request-timestamp");
        const auto given = decoded(header(request.headers, "messagebird-signature"), ByteEncoding::base64);
        const auto text = std::string(time) + '\n' + sms_.public_url + request.target + '\n' +
                          hash_of(HmacHash::sha256, request.body);
        if (!same_secret(given, hmac(HmacHash::sha256, bird_.signing_key, text))) return false;
        const auto at = parse_time(time, "unix");
        return at && *at >= request.now - bird_tolerance && *at <= request.now + bird_tolerance;
    }

    [[nodiscard]] Result<Webhook, Refusal> message(const nlohmann::json& payload) const {
        const auto written = words_at(payload, "/sender/contact/identifierValue");
        const auto type = words_at(payload, "/body/type");
        if (written.empty() || type.empty()) return dialogs::failure(Refusal{400, "malformed"});
        const auto from = sender_of(written);
        if (!from) return Webhook{};  // a name: nobody who could be answered
        Incoming incoming{.external_id = words_at(payload, "/id"),
                          .from = *from,
                          .sent_at = parse_time(words_at(payload, "/createdAt"), "rfc3339"),
                          .unsupported = type != "text"};
        if (type == "text") incoming.reply = dialogs::TextReply{words_at(payload, "/body/text/text")};
        return Webhook{.events = {std::move(incoming)}};
    }

    [[nodiscard]] static Result<Webhook, Refusal> report(const nlohmann::json& payload) {
        StatusReport report{.message_id = words_at(payload, "/reference"), .provider_id = words_at(payload, "/id")};
        if (report.message_id.empty() && report.provider_id.empty())
            return dialogs::failure(Refusal{400, "malformed"});
        const auto told = words_at(payload, "/status");
        const auto known = std::find_if(bird_states.begin(), bird_states.end(),
                                        [&told](const auto& state) { return state.name == told; });
        if (known == bird_states.end()) return Webhook{};
        report.state = known->state;
        if (report.state == DeliveryState::failed)
            report.failure = SendFailure{.kind = known->failure, .detail = told};
        return Webhook{.events = {std::move(report)}};
    }

    BirdSettings bird_;
};

}  // namespace

std::unique_ptr<Adapter> make_bird(SmsSettings sms, BirdSettings bird) {
    return std::make_unique<Bird>(std::move(sms), std::move(bird));
}

}  // namespace channels
