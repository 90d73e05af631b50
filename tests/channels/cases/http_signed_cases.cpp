// A gateway of the generic kind: JSON both ways, an HMAC over timestamp and body.
#include "tests/channels/cases/http_parts.hpp"
#include "tests/channels/signing.hpp"

namespace cases {

using namespace channels;

namespace {

const std::string signed_body =
    R"({"from":"+358401112233","to":"16161","text":"Kyllä","id":"gx-1001","ts":"2026-03-02T09:15:27Z"})";
const std::string signature = "e1666b7a4e07650c5d706586cc4f21ee23c7235122a3506c92d7541b4ce060ed";

WebhookRequest signed_post(const std::string& given_signature, const std::string& timestamp,
                           const std::string& body) {
    return post("", "application/json", body,
                {{"x-signature", given_signature}, {"x-timestamp", timestamp}});
}

WebhookRequest signed_report() {
    const std::string body =
        R"({"ref":"out-88231","state":"delivered","ts":"2026-03-02T09:15:27Z"})";
    return post(
        "/status", "application/json", body,
        {{"x-signature", "v1=2bc700dc3bdcff791dbf0c57900d489454d7045656c2ede262278b4dd511ba54"},
         {"x-timestamp", "1772442928"}});
}

void sign(WebhookRequest& request) {
    const std::string timestamp = "1772442928";
    put_header(request, "x-timestamp", timestamp);
    put_header(request, "x-signature",
               "v1=" + hex(hmac_bytes("SHA256", "generic-hook-secret", timestamp + '.' + request.body)));
}

}  // namespace

AdapterCases signed_json() {
    auto late = signed_post("v1=" + signature, "1772442928", signed_body);
    late.now += std::chrono::minutes(6);
    auto early = late;
    early.now -= std::chrono::minutes(12);
    auto get = signed_post("v1=" + signature, "1772442928", signed_body);
    get.method = "GET";
    auto unsigned_report = signed_report();
    unsigned_report.headers.clear();
    auto report = about_ours(DeliveryState::delivered);
    report.at = Instant(std::chrono::seconds(1'772'442'927));
    const Headers headers = {{"content-type", "application/json"},
                             {"x-api-key", "key-4711"},
                             {"x-reference", "out-88231"}};
    const auto sent = [&](std::string body) {
        return HttpRequest{.method = "POST",
                           .url = "https://gw.example/v1/messages?ref=out-88231",
                           .headers = headers,
                           .body = std::move(body)};
    };
    return {
        .adapter = "http",
        .configuration = "signed JSON",
        .config = config(
            {{"send.url", "https://gw.example/v1/messages?ref={id}"},
             {"send.headers.X-Api-Key", "key-4711"},
             {"send.headers.X-Reference", "{id}"},
             {"send.from", "16161"},
             {"send.body", R"({"to": {to}, "from": {from}, "text": {text}, "dlr": {status_url}})"},
             {"answer.id", "/messages/0/id"},
             {"answer.errors.0.status", "409"},
             {"answer.errors.0.means", "stopped"},
             {"answer.errors.1.match", "(?i)not a mobile"},
             {"answer.errors.1.means", "unreachable"},
             {"answer.errors.2.status", "402"},
             {"answer.errors.2.match", "credit"},
             {"answer.errors.2.means", "configuration"},
             {"inbound.from", "/from"},
             {"inbound.to", "/to"},
             {"inbound.text", "/text"},
             {"inbound.id", "/id"},
             {"inbound.time", "/ts"},
             {"prove.hmac.key", "generic-hook-secret"},
             {"prove.hmac.header", "X-Signature"},
             {"prove.hmac.prefix", "v1="},
             {"prove.hmac.timestamp_header", "X-Timestamp"},
             {"prove.hmac.signed", "{timestamp}.{body}"},
             {"status.message_id", "/ref"},
             {"status.state", "/state"},
             {"status.time", "/ts"}}),
        .incoming = {{"the reference's vector",
                      signed_post("v1=" + signature, "1772442928", signed_body),
                      {at(from_aino("gx-1001", "Kyllä"), 1772442927)}},
                     {"a signature in capitals",
                      signed_post(
                          "v1=E1666B7A4E07650C5D706586CC4F21EE23C7235122A3506C92D7541B4CE060ED",
                          "1772442928", signed_body),
                      {at(from_aino("gx-1001", "Kyllä"), 1772442927)}}},
        .statuses = {{"a report is proved by its signature, too", signed_report(), {report}}},
        .refused = {{"a report without a signature", unsigned_report, {403, "signature"}},
                    {"no signature", post("", "application/json", signed_body), {403, "signature"}},
                    {"a signature without its prefix",
                     signed_post(signature, "1772442928", signed_body),
                     {403, "signature"}},
                    {"a signature of another time",
                     signed_post("v1=" + signature, "1772442929", signed_body),
                     {403, "signature"}},
                    {"a signature of other words",
                     signed_post("v1=" + signature, "1772442928", signed_body + " "),
                     {403, "signature"}},
                    {"a signature cut short",
                     signed_post("v1=" + signature.substr(0, 62), "1772442928", signed_body),
                     {403, "signature"}},
                    {"a signature that is none",
                     signed_post("v1=zz", "1772442928", signed_body),
                     {403, "signature"}},
                    {"a replay from six minutes ago", late, {403, "signature"}},
                    {"a signature from the future", early, {403, "signature"}},
                    {"another method", get, {405, "method"}}},
        .outgoing =
            {{"words, escaped as JSON",
              message("Hei \"Aino\"\n\\ ä"),
              {sent("{\"to\": \"+358401112233\", \"from\": \"16161\", \"text\": \"Hei "
                    "\\\"Aino\\\"\\n\\\\ ä\", "
                    "\"dlr\": \"https://bot.example.fi/hooks/gw/status\"}")}},
             {"typographic signs become plain ones",
              message("“ok” – ok"),
              {sent(
                  "{\"to\": \"+358401112233\", \"from\": \"16161\", \"text\": \"\\\"ok\\\" - ok\", "
                  "\"dlr\": \"https://bot.example.fi/hooks/gw/status\"}")}},
             {"bytes that are no UTF-8 stay valid JSON",
              message("a\xFF"),
              {sent("{\"to\": \"+358401112233\", \"from\": \"16161\", \"text\": \"a\uFFFD\", "
                    "\"dlr\": \"https://bot.example.fi/hooks/gw/status\"}")}},
             {"numbered lines",
              question(),
              {sent("{\"to\": \"+358401112233\", \"from\": \"16161\", \"text\": \"Mistä? Vastaa "
                    "numerolla.\\n1=Tekstiviestillä\\n0=En tiedä\", \"dlr\": "
                    "\"https://bot.example.fi/hooks/gw/status\"}")}}},
        .answers = {
            {"accepted, with an id",
             {.status = 200, .body = R"({"messages":[{"id":"gx-7"}]})"},
             "gx-7",
             {}},
            {"an id that is a number",
             {.status = 201, .body = R"({"messages":[{"id":9007199254740993}]})"},
             "9007199254740993",
             {}},
            {"accepted, without an id", {.status = 202, .body = "ok"}, "", {}},
            {"an answer nested without end",
             {.status = 200, .body = std::string(100'000, '[')},
             "",
             {}},
            {"opted out", {.status = 409}, "", FailureKind::stopped},
            {"not a mobile",
             {.status = 422, .body = "Not a mobile number"},
             "",
             FailureKind::unreachable},
            {"no credit", {.status = 402, .body = "out of credit"}, "", FailureKind::configuration},
            {"a rule needs both to fit",
             {.status = 402, .body = "pay"},
             "",
             FailureKind::permanent},
            {"bad request", {.status = 400}, "", FailureKind::permanent},
            {"wrong key", {.status = 401}, "", FailureKind::configuration},
            {"too many",
             {.status = 429, .headers = {{"retry-after", "7"}}},
             "",
             FailureKind::throttled},
            {"time-out at the gateway", {.status = 408}, "", FailureKind::retry},
            {"broken gateway", {.status = 502}, "", FailureKind::retry},
            {"redirected", {.status = 302}, "", FailureKind::configuration},
            {"no connection", {.status = 0}, "", FailureKind::retry},
            {"no answer in time", {.status = 0, .timed_out = true}, "", FailureKind::uncertain}},
        .prove = &sign};
}

}  // namespace cases
