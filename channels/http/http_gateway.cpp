#include "channels/http/http_gateway.hpp"

#include "channels/http/inbound.hpp"
#include "channels/http/outbound.hpp"
#include "channels/http/proof.hpp"
#include "channels/query.hpp"
#include "channels/settings_reader.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <array>

namespace channels {
namespace {

constexpr std::array settings = {
    SettingInfo{.key = "kind", .fallback = "sms", .help = "what scripts see as the channel"},
    SettingInfo{.key = "send.url", .required = true, .help = "where messages go, with {variables}: https://gw.example/send?to={to}"},
    SettingInfo{.key = "send.method", .fallback = "POST", .help = "GET, POST or PUT"},
    SettingInfo{.key = "send.content", .fallback = "json", .help = "what send.body is: json, form, xml or text"},
    SettingInfo{.key = "send.body", .help = "with {variables}, escaped as the content wants it: {\"to\": {to}, \"text\": {text}}"},
    SettingInfo{.key = "send.headers.*", .secret = true, .help = "further headers, with {variables}"},
    SettingInfo{.key = "send.basic.username", .help = "Basic authorization"},
    SettingInfo{.key = "send.basic.password", .secret = true, .help = "Basic authorization"},
    SettingInfo{.key = "send.from", .help = "what {from} stands for: the sender"},
    SettingInfo{.key = "send.unicode.url", .help = "instead of send.url for texts that need UCS-2"},
    SettingInfo{.key = "send.unicode.body", .help = "instead of send.body for texts that need UCS-2"},
    SettingInfo{.key = "send.max_length", .fallback = "0", .help = "characters of one message; longer ones are cut at blanks; 0: any"},
    SettingInfo{.key = "send.max_buttons", .fallback = "0", .help = "choices that {choices} may hold; 0: plain numbered lines"},
    SettingInfo{.key = "send.plain_signs", .fallback = "true", .help = "replace typographic signs that alone keep a text from GSM-7"},
    SettingInfo{.key = "send.timeout", .fallback = "30s", .help = "how long to wait for an answer"},
    SettingInfo{.key = "answer.good", .fallback = "2xx", .help = "statuses that mean accepted: [200, 202]"},
    SettingInfo{.key = "answer.must_match", .help = "regular expression that the answer's body must fit, too"},
    SettingInfo{.key = "answer.id", .help = "where the message's id is: /messages/0/id, or a regular expression with one group"},
    SettingInfo{.key = "answer.errors.*.status", .help = "a status that means something particular"},
    SettingInfo{.key = "answer.errors.*.match", .help = "regular expression on the body"},
    SettingInfo{.key = "answer.errors.*.means", .fallback = "permanent", .help = "permanent, retry, throttled, unreachable, stopped or configuration"},
    SettingInfo{.key = "inbound.method", .help = "GET, POST or any; POST, or GET where content is query"},
    SettingInfo{.key = "inbound.content", .fallback = "json", .help = "json, form, query, multipart, xml or text"},
    SettingInfo{.key = "inbound.list", .help = "where the messages are: /results, /entry/*/messages, //message; without: one message"},
    SettingInfo{.key = "inbound.from", .required = true, .help = "where the sender is: /from, a name, an XPath, header:NAME, query:NAME"},
    SettingInfo{.key = "inbound.text", .required = true, .help = "where the text is; or body"},
    SettingInfo{.key = "inbound.id", .help = "where the message's id is"},
    SettingInfo{.key = "inbound.to", .help = "where our number is"},
    SettingInfo{.key = "inbound.time", .help = "where the sending time is"},
    SettingInfo{.key = "inbound.time_format", .fallback = "rfc3339", .help = "rfc3339, unix, unix-ms or a pattern in UTC: YYYY-MM-DD hh:mm:ss"},
    SettingInfo{.key = "inbound.parts", .help = "where the number of parts is, if long messages come in parts"},
    SettingInfo{.key = "inbound.charset", .fallback = "utf-8", .help = "of the body; utf-16be-hex and base64 of the text"},
    SettingInfo{.key = "inbound.charset_field", .help = "where a field tells the text's charset"},
    SettingInfo{.key = "inbound.charsets.*", .help = "what its values mean: {0: gsm7, 8: utf-16be}"},
    SettingInfo{.key = "inbound.from_format", .fallback = "phone", .help = "phone, or id: kept as it is"},
    SettingInfo{.key = "inbound.scheme", .fallback = "tel", .help = "of the addresses"},
    SettingInfo{.key = "prove.path", .secret = true, .help = "webhooks go to /hooks/NAME/SECRET"},
    SettingInfo{.key = "prove.query.name", .help = "webhooks carry ?NAME=SECRET"},
    SettingInfo{.key = "prove.query.secret", .secret = true, .help = "webhooks carry ?NAME=SECRET"},
    SettingInfo{.key = "prove.basic.username", .help = "webhooks carry Basic authorization"},
    SettingInfo{.key = "prove.basic.password", .secret = true, .help = "webhooks carry Basic authorization"},
    SettingInfo{.key = "prove.header.name", .help = "webhooks carry a header that equals the secret"},
    SettingInfo{.key = "prove.header.secret", .secret = true, .help = "webhooks carry a header that equals the secret"},
    SettingInfo{.key = "prove.hmac.key", .secret = true, .help = "webhooks are signed with this key"},
    SettingInfo{.key = "prove.hmac.header", .help = "the header that carries the signature"},
    SettingInfo{.key = "prove.hmac.signed", .fallback = "{body}", .help = "what is signed: {timestamp}.{body}; of {body} {body_sha256} {timestamp} {nonce} {url}"},
    SettingInfo{.key = "prove.hmac.hash", .fallback = "sha256", .help = "sha256, sha1, sha512 or md5"},
    SettingInfo{.key = "prove.hmac.encoding", .fallback = "hex", .help = "hex, base64 or base64url"},
    SettingInfo{.key = "prove.hmac.prefix", .help = "before the signature: sha256="},
    SettingInfo{.key = "prove.hmac.timestamp_header", .help = "the header that carries {timestamp}"},
    SettingInfo{.key = "prove.hmac.nonce_header", .help = "the header that carries {nonce}"},
    SettingInfo{.key = "prove.hmac.tolerance", .fallback = "5m", .help = "how old or new the timestamp may be"},
    SettingInfo{.key = "response.status", .fallback = "200", .help = "what webhooks are answered"},
    SettingInfo{.key = "response.type", .fallback = "text/plain; charset=UTF-8", .help = "content type of the answer"},
    SettingInfo{.key = "response.body", .help = "of the answer; mind that some gateways send it to the resident"},
    SettingInfo{.key = "status.path", .fallback = "/status", .help = "delivery reports go to /hooks/NAME/status"},
    SettingInfo{.key = "status.content", .help = "as inbound.content, where it differs"},
    SettingInfo{.key = "status.list", .help = "where the reports are"},
    SettingInfo{.key = "status.message_id", .help = "where our {id} is"},
    SettingInfo{.key = "status.provider_id", .help = "where the gateway's id is"},
    SettingInfo{.key = "status.state", .help = "where the state is; path: the webhook's own, /status/delivered"},
    SettingInfo{.key = "status.time", .help = "where the time is"},
    SettingInfo{.key = "status.values.*", .help = "what states mean: accepted, sent, delivered, read, failed, retry, unreachable, stopped, ignored"},
    SettingInfo{.key = "stopped.path", .fallback = "/stopped", .help = "opt-outs at the gateway go to /hooks/NAME/stopped"},
    SettingInfo{.key = "stopped.from", .help = "where the resident's address is"},
};

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
        auto events = read_webhook(gateway_.inbound, request, gateway_.proof.path_after_secret(request.path));
        if (!events) return dialogs::failure(std::move(events.error()));
        return Webhook{.events = std::move(*events), .answer = gateway_.answer};
    }

    [[nodiscard]] Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const override {
        return compose_requests(gateway_.outbound, message, rendered(message.message));
    }

    [[nodiscard]] Result<Sent, SendFailure> read_answer(const HttpResponse& response) const override {
        return understand(gateway_.answers, response);
    }

    [[nodiscard]] std::string rendered(const Message& message) const override {
        const bool buttons = !message.choices.empty() && message.choices.size() <= capabilities_.buttons_max;
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
    if (!proof.query_secret.empty()) url += '?' + percent_encoded(proof.query_name) + '=' + percent_encoded(proof.query_secret);
    return url;
}

}  // namespace

std::span<const SettingInfo> http_settings() { return settings; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_http(const ChannelConfig& config) {
    SettingsReader read(config, settings);
    Gateway gateway{.public_url = config.public_url,
                    .proof = read_proof(read),
                    .inbound = read_inbound(read, config.country),
                    .outbound = read_outbound(read),
                    .answers = read_answers(read),
                    .answer = {.status = read.number("response.status", 200, 299),
                               .content_type = read.text("response.type"),
                               .body = read.text("response.body")},
                    .secrets = read.secrets()};
    if (!gateway.outbound.authorization.empty()) gateway.secrets.push_back(gateway.outbound.authorization);
    gateway.outbound.channel = config.name;
    gateway.outbound.status_url = status_url(config, gateway);
    const auto buttons = gateway.outbound.buttons_max;
    Capabilities capabilities{.kind = read.text("kind"),
                              .plain = buttons == 0,
                              .buttons_max = buttons,
                              .counts_segments = read.text("kind") == "sms"};
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    return std::make_unique<HttpGateway>(std::move(gateway), std::move(capabilities));
}

}  // namespace channels
