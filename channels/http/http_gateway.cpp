#include "channels/http/http_gateway.hpp"

#include "channels/http/inbound.hpp"
#include "channels/http/outbound.hpp"
#include "channels/http/proof.hpp"
#include "channels/query.hpp"
#include "channels/settings_reader.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/sms_text.hpp"

namespace channels {
namespace {

struct Gateway {
    std::string public_url;
    Proof proof;
    InboundSettings inbound;
    Outbound outbound;
    Answers answers;
    HttpAnswer answer;
    std::vector<std::string> secrets;
};

class HttpGateway final : public Adapter {
public:
    HttpGateway(Gateway gateway, Capabilities capabilities)
        : gateway_(std::move(gateway)), capabilities_(std::move(capabilities)) {}

    [[nodiscard]] Transport transport() const override { return Transport::push; }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::vector<std::string> secrets() const override { return gateway_.secrets; }

    [[nodiscard]] Result<Webhook, Refusal> receive(const WebhookRequest& request) const override {
        const auto reason = gateway_.proof.refusal(request, gateway_.public_url);
        if (!reason.empty()) return dialogs::failure(Refusal{403, std::string(reason)});
        auto events =
            read_webhook(gateway_.inbound, request, gateway_.proof.path_after_secret(request.path));
        if (!events) return dialogs::failure(std::move(events.error()));
        return Webhook{.events = std::move(*events), .answer = gateway_.answer};
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(
        const Outgoing& message) const override {
        return compose_requests(gateway_.outbound, message, rendered(message.message));
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(
        const HttpResponse& response) const override {
        return understand(gateway_.answers, response);
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        const bool buttons =
            may_have_buttons(message) && message.choices.size() <= capabilities_.buttons_max;
        const auto text = buttons ? message.text : dialogs::plain_text(message);
        return gateway_.outbound.plain_signs ? dialogs::plain_sms_text(text) : text;
    }

private:
    Gateway gateway_;
    Capabilities capabilities_;
};

/// Where delivery reports come in, with what proves them in the address.
std::string status_url(const ChannelConfig& config, const Gateway& gateway) {
    auto url = config.public_url + "/hooks/" + percent_encoded(config.name);
    const auto& proof = gateway.proof;
    if (!proof.path_secret.empty()) url += '/' + percent_encoded(proof.path_secret);
    url += gateway.inbound.reports.path;
    if (!proof.query_secret.empty())
        url += '?' + percent_encoded(proof.query_name) + '=' + percent_encoded(proof.query_secret);
    return url;
}

}  // namespace

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_http(const ChannelConfig& config) {
    SettingsReader read(config, http_settings());
    Gateway gateway{.public_url = config.public_url,
                    .proof = read_proof(read),
                    .inbound = read_inbound(read, config.country),
                    .outbound = read_outbound(read),
                    .answers = read_answers(read),
                    .answer = {.status = read.number("response.status", 200, 299),
                               .content_type = read.text("response.type"),
                               .body = read.text("response.body")},
                    .secrets = read.secrets()};
    if (!gateway.outbound.authorization.empty())
        gateway.secrets.push_back(gateway.outbound.authorization);
    gateway.outbound.channel = config.name;
    gateway.outbound.status_url = status_url(config, gateway);
    if (gateway.outbound.uses("status_url") && gateway.inbound.reports.path.empty()) {
        read.error("send",
                   "uses {status_url}, but nothing under status tells how reports are read");
    }
    const auto buttons = gateway.outbound.buttons_max;
    Capabilities capabilities{.kind = read.text("kind"),
                              .plain = buttons == 0,
                              .buttons_max = buttons,
                              .counts_segments = read.text("kind") == "sms"};
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<HttpGateway>(std::move(gateway), std::move(capabilities));
}

}  // namespace channels
