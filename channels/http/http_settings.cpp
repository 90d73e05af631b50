// Every key of an HTTP gateway: what the README and `kuulolla serve --help` print.
#include "channels/http/http_gateway.hpp"

#include <array>

namespace channels {
namespace {

constexpr std::array http_keys = {
    SettingInfo{.key = "kind", .fallback = "sms", .help = "what scripts see as the channel"},
    SettingInfo{.key = "send.url",
                .required = true,
                .help = "where messages go, with {variables}: https://gw.example/send?to={to}"},
    SettingInfo{.key = "send.method", .fallback = "POST", .help = "GET, POST or PUT"},
    SettingInfo{.key = "send.content",
                .fallback = "json",
                .help = "what send.body is: json, form, xml or text"},
    SettingInfo{
        .key = "send.body",
        .help =
            "with {variables}, escaped as the content wants it: {\"to\": {to}, \"text\": {text}}"},
    SettingInfo{
        .key = "send.headers.*", .secret = true, .help = "further headers, with {variables}"},
    SettingInfo{.key = "send.basic.username", .help = "Basic authorization"},
    SettingInfo{.key = "send.basic.password", .secret = true, .help = "Basic authorization"},
    SettingInfo{.key = "send.from", .help = "what {from} stands for: the sender"},
    SettingInfo{.key = "send.unicode.url", .help = "instead of send.url for texts that need UCS-2"},
    SettingInfo{.key = "send.unicode.body",
                .help = "instead of send.body for texts that need UCS-2"},
    SettingInfo{.key = "send.max_length",
                .fallback = "0",
                .help = "characters of one message; longer ones are cut at blanks; 0: any"},
    SettingInfo{.key = "send.max_buttons",
                .fallback = "0",
                .help = "choices that {choices} may hold; 0: plain numbered lines"},
    SettingInfo{.key = "send.plain_signs",
                .fallback = "true",
                .help = "replace typographic signs that alone keep a text from GSM-7"},
    SettingInfo{.key = "send.timeout", .fallback = "30s", .help = "how long to wait for an answer"},
    SettingInfo{
        .key = "answer.good", .fallback = "2xx", .help = "statuses that mean accepted: [200, 202]"},
    SettingInfo{.key = "answer.must_match",
                .help = "regular expression that the answer's body must fit, too"},
    SettingInfo{
        .key = "answer.id",
        .help =
            "where the message's id is: /messages/0/id, or a regular expression with one group"},
    SettingInfo{.key = "answer.errors.*.status",
                .help = "a status that means something particular"},
    SettingInfo{.key = "answer.errors.*.match", .help = "regular expression on the body"},
    SettingInfo{.key = "answer.errors.*.means",
                .fallback = "permanent",
                .help = "permanent, retry, throttled, unreachable, stopped or configuration"},
    SettingInfo{.key = "inbound.method",
                .help = "GET, POST or any; POST, or GET where content is query"},
    SettingInfo{.key = "inbound.content",
                .fallback = "json",
                .help = "json, form, query, multipart, xml or text"},
    SettingInfo{
        .key = "inbound.list",
        .help =
            "where the messages are: /results, /entry/*/messages, //message; without: one message"},
    SettingInfo{.key = "inbound.from",
                .required = true,
                .help = "where the sender is: /from, a name, an XPath, header:NAME, query:NAME"},
    SettingInfo{.key = "inbound.text",
                .required = true,
                .help = "where the text is; body: is all of the body"},
    SettingInfo{.key = "inbound.id", .help = "where the message's id is"},
    SettingInfo{.key = "inbound.to", .help = "where our number is"},
    SettingInfo{.key = "inbound.time", .help = "where the sending time is"},
    SettingInfo{.key = "inbound.time_format",
                .fallback = "rfc3339",
                .help = "rfc3339, unix, unix-ms or a pattern in UTC: YYYY-MM-DD hh:mm:ss"},
    SettingInfo{.key = "inbound.parts",
                .help = "where the number of parts is, if long messages come in parts"},
    SettingInfo{.key = "inbound.charset",
                .fallback = "utf-8",
                .help = "of the body; utf-16be-hex and base64 of the text"},
    SettingInfo{.key = "inbound.charset_field", .help = "where a field tells the text's charset"},
    SettingInfo{.key = "inbound.charsets.*",
                .help = "what its values mean: {0: gsm7, 8: utf-16be}"},
    SettingInfo{
        .key = "inbound.from_format", .fallback = "phone", .help = "phone, or id: kept as it is"},
    SettingInfo{.key = "inbound.scheme", .fallback = "tel", .help = "of the addresses"},
    SettingInfo{.key = "prove.path", .secret = true, .help = "webhooks go to /hooks/NAME/SECRET"},
    SettingInfo{.key = "prove.query.name", .help = "webhooks carry ?NAME=SECRET"},
    SettingInfo{.key = "prove.query.secret", .secret = true, .help = "webhooks carry ?NAME=SECRET"},
    SettingInfo{.key = "prove.basic.username", .help = "webhooks carry Basic authorization"},
    SettingInfo{.key = "prove.basic.password",
                .secret = true,
                .help = "webhooks carry Basic authorization"},
    SettingInfo{.key = "prove.header.name",
                .help = "webhooks carry a header that equals the secret"},
    SettingInfo{.key = "prove.header.secret",
                .secret = true,
                .help = "webhooks carry a header that equals the secret"},
    SettingInfo{
        .key = "prove.hmac.key", .secret = true, .help = "webhooks are signed with this key"},
    SettingInfo{.key = "prove.hmac.header", .help = "the header that carries the signature"},
    SettingInfo{.key = "prove.hmac.signed",
                .fallback = "{body}",
                .help = "what is signed: {timestamp}.{body}; of {body} {body_sha256} {timestamp} "
                        "{nonce} {url}"},
    SettingInfo{
        .key = "prove.hmac.hash", .fallback = "sha256", .help = "sha256, sha1, sha512 or md5"},
    SettingInfo{
        .key = "prove.hmac.encoding", .fallback = "hex", .help = "hex, base64 or base64url"},
    SettingInfo{.key = "prove.hmac.prefix", .help = "before the signature: sha256="},
    SettingInfo{.key = "prove.hmac.timestamp_header",
                .help = "the header that carries {timestamp}"},
    SettingInfo{.key = "prove.hmac.nonce_header", .help = "the header that carries {nonce}"},
    SettingInfo{.key = "prove.hmac.tolerance",
                .fallback = "5m",
                .help = "how old or new the timestamp may be"},
    SettingInfo{.key = "response.status", .fallback = "200", .help = "what webhooks are answered"},
    SettingInfo{.key = "response.type",
                .fallback = "text/plain; charset=UTF-8",
                .help = "content type of the answer"},
    SettingInfo{.key = "response.body",
                .help = "of the answer; mind that some gateways send it to the resident"},
    SettingInfo{.key = "status.path",
                .fallback = "/status",
                .help = "delivery reports go to /hooks/NAME/status"},
    SettingInfo{.key = "status.content", .help = "as inbound.content, where it differs"},
    SettingInfo{.key = "status.list", .help = "where the reports are"},
    SettingInfo{.key = "status.message_id", .help = "where our {id} is"},
    SettingInfo{.key = "status.provider_id", .help = "where the gateway's id is"},
    SettingInfo{.key = "status.state",
                .help = "where the state is; path: the webhook's own, /status/delivered"},
    SettingInfo{.key = "status.time", .help = "where the time is"},
    SettingInfo{.key = "status.values.*",
                .help = "what states mean: accepted, sent, delivered, read, failed, retry, "
                        "unreachable, stopped, ignored"},
    SettingInfo{.key = "stopped.path",
                .fallback = "/stopped",
                .help = "opt-outs at the gateway go to /hooks/NAME/stopped"},
    SettingInfo{.key = "stopped.from", .help = "where the resident's address is"},
};

}  // namespace

std::span<const SettingInfo> http_settings() { return http_keys; }

}  // namespace channels
