// GatewayAPI: its Mobile Message API and its classic one, with the signatures of its reference.
#include "channels/json_text.hpp"
#include "tests/channels/cases/sms_parts.hpp"
#include "tests/channels/signing.hpp"

#include <nlohmann/json.hpp>

namespace cases {
namespace {

using namespace channels;
using namespace cases::sms;

const std::string secret = "gw-webhook-secret-7c1e";

// The Mobile Message API.

const std::string mobile_status =
    R"({"event_id":"01JNN9Q4X7W8Y2ZB3C5D6E7F8G","timestamp":"2026-03-02T09:15:31.204Z",)"
    R"("event_type":"message.status.sms",)"
    R"("event":{"msg_id":"01JNN9PZK2M3N4P5Q6R7S8T9VA","recipient":358401112233,"reference":"out-88231",)"
    R"("status":"DELIVERED","status_at":"2026-03-02T09:15:30Z","error":null}})";

WebhookRequest vector_v1(
    const std::string& signature = "v1=d4c998abf1dc7cb7a6e9fb0e5e67cd561c4e02f9fa01666c7192f6a1d5704152") {
    return post("", json, mobile_status, {{"signature", signature}});
}

void sign_mobile(WebhookRequest& request) {
    put_header(request, "signature", "v1=" + hex(hmac_bytes("SHA256", secret, request.body)));
}

WebhookRequest mobile_call(std::string body) {
    auto request = post("", json, std::move(body));
    sign_mobile(request);
    return request;
}

WebhookRequest event(const std::string& type, const std::string& rest) {
    return mobile_call(R"({"event_id":"01JNN9M0C1D2E3F4G5H6J7K8M9","timestamp":"2026-03-02T09:15:27.402Z",)"
                       R"("event_type":")" + type + R"(","event":{)" + rest + "}}");
}

WebhookRequest user_message(const std::string& kind, const std::string& content) {
    return event("user-message." + kind, R"("msg_id":"01JNN9KZYXWVTSRQPNMKJHGFED","sender":358401112233,)"
                                         R"("sent_at":"2026-03-02T09:15:27Z","content":)" + content);
}

std::string sms_content(const std::string& text) {
    return R"({"message":")" + text + R"(","encoding":"UTF8","header":null})";
}

Incoming says(std::string text) { return sent_at_27(from_aino("01JNN9M0C1D2E3F4G5H6J7K8M9", std::move(text))); }

std::vector<IncomingCase> mobile_incoming() {
    auto place = says("");
    place.reply = dialogs::LocationReply{60.2055, 24.6559};
    return {
        {"the sample of GatewayAPI's reference", user_message("text.sms", sms_content("ESPOO Kyllä")),
         {says("ESPOO Kyllä")}},
        {"an emoji", user_message("text.sms", sms_content(R"(Hei \ud83d\udc4d)")), {says("Hei 👍")}},
        {"an empty message", user_message("text.sms", sms_content("")), {says("")}},
        {"by RCS", user_message("text.rcs", R"("Kyllä")"), {says("Kyllä")}},
        {"a place", user_message("location.rcs", R"({"latitude":60.2055,"longitude":24.6559})"), {place}},
        {"a file: a kind answer is due",
         user_message("file.rcs", R"({"category":"image","thumbnail":{},"payload":{}})"),
         {unsupported(says(""))}},
        {"a sender that is a name",
         event("user-message.text.sms", R"("sender":"Posti","content":{"message":"a"})"),
         {}},
        {"an event that nobody knows", event("user.sneezed", ""), {}},
    };
}

const std::string theirs = "01JNN9PZK2M3N4P5Q6R7S8T9VA";

std::vector<StatusCase> mobile_statuses() {
    using enum FailureKind;
    const auto status = [](const std::string& told, const std::string& error = "null") {
        return event("message.status.sms", R"("msg_id":"01JNN9PZK2M3N4P5Q6R7S8T9VA","recipient":358401112233,)"
                                           R"("reference":"out-88231","status":")" + told +
                                               R"(","status_at":"2026-03-02T09:15:30Z","error":)" + error);
    };
    const auto because = [](const std::string& code) { return R"({"hex_code":")" + code + R"(","details":"d"})"; };
    const auto ours = [](DeliveryState state) { return report("out-88231", theirs, state, at_second(30)); };
    const auto failing = [](FailureKind kind, const std::string& detail) {
        return failed("out-88231", theirs, kind, detail, at_second(30));
    };
    return {
        {"the vector of GatewayAPI's reference", vector_v1(), {ours(DeliveryState::delivered)}},
        {"buffered", status("BUFFERED"), {ours(DeliveryState::accepted)}},
        {"en route", status("ENROUTE"), {ours(DeliveryState::sent)}},
        {"read", status("READ"), {ours(DeliveryState::read)}},
        {"unknown subscriber", status("UNDELIVERABLE", because("0x1010")),
         {failing(unreachable, "0x1010 unknown subscriber")}},
        {"absent", status("EXPIRED", because("0x1022")), {failing(retry, "0x1022 absent")}},
        {"blocked", status("REJECTED", because("0x1093")), {failing(permanent, "0x1093 blocked")}},
        {"black-listed", status("REJECTED", because("0x0215")), {failing(stopped, "0x0215 black-listed")}},
        {"unavailable, somewhere", status("REJECTED", because("0x0409")), {failing(retry, "error 0x0409")}},
        {"screened", status("REJECTED", because("0x1032")), {failing(permanent, "error 0x1032")}},
        {"no reason", status("EXPIRED"), {failing(permanent, "not delivered: EXPIRED")}},
        {"a status that nobody knows", status("PONDERED"), {}},
    };
}

std::vector<RefusedCase> mobile_refused() {
    return {
        {"no signature", post("", json, mobile_status), {403, "signature"}},
        {"one bit of the body is another", flipped(vector_v1()), {403, "signature"}},
        {"one bit of the signature is another",
         vector_v1("v1=c4c998abf1dc7cb7a6e9fb0e5e67cd561c4e02f9fa01666c7192f6a1d5704152"),
         {403, "signature"}},
        {"another version of it",
         vector_v1("v2=d4c998abf1dc7cb7a6e9fb0e5e67cd561c4e02f9fa01666c7192f6a1d5704152"),
         {403, "signature"}},
        {"another method", by("PUT", vector_v1()), {405, "method"}},
        {"no JSON", mobile_call("event=1"), {400, "malformed"}},
        {"no event", mobile_call("{}"), {400, "malformed"}},
        {"no sender", event("user-message.text.sms", R"("content":{"message":"a"})"), {400, "malformed"}},
        {"a report on nothing", event("message.status.sms", R"("status":"DELIVERED")"), {400, "malformed"}},
    };
}

const Headers mobile_headers = {{"content-type", json}, {"authorization", "Token gw-t0ken-22"}};

HttpRequest sends_mobile(const std::string& text) {
    return {.method = "POST",
            .url = "https://messaging.gatewayapi.com/mobile/single",
            .headers = mobile_headers,
            .body = R"({"message":")" + text +
                    R"(","recipient":358401112233,"reference":"out-88231","sender":"Espoo"})"};
}

std::vector<AnswerCase> answers(const std::string& taken, const std::string& id) {
    using enum FailureKind;
    const auto error = [](int status, const std::string& code) {
        return HttpResponse{.status = status, .body = R"({"code":")" + code + R"(","message":"m"})"};
    };
    return {
        {"taken", {.status = 200, .body = taken}, id, {}},
        {"taken, no JSON", {.status = 202, .body = "ok"}, "", {}},
        {"black-listed", error(403, "0x0215"), "", stopped},
        {"no credit", error(403, "0x0216"), "", configuration},
        {"filtered", error(400, "0x0312"), "", permanent},
        {"unavailable", error(503, "0x0209"), "", retry},
        {"wrong token", {.status = 401}, "", configuration},
        {"not allowed", {.status = 403}, "", configuration},
        {"validation", {.status = 422, .body = R"({"detail":[{"loc":["body"],"msg":"m"}]})"}, "", permanent},
        {"too many", {.status = 429}, "", throttled},
        {"broken", {.status = 500}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

AdapterCases mobile() {
    return {.adapter = "gatewayapi",
            .configuration = "the Mobile Message API",
            .config = config({{"token", "gw-t0ken-22"}, {"webhook_secret", secret}, {"sender", "Espoo"}}),
            .incoming = mobile_incoming(),
            .statuses = mobile_statuses(),
            .refused = mobile_refused(),
            .outgoing = {{"plain words", message("Kiitos!"), {sends_mobile("Kiitos!")}},
                         {"an emoji", message("Hei 👍"), {sends_mobile("Hei 👍")}},
                         {"signs that JSON escapes", message("a\"b\\c\nd"), {sends_mobile(R"(a\"b\\c\nd)")}},
                         {"typographic signs become plain ones", message("“Ok” – ok"),
                          {sends_mobile(R"(\"Ok\" - ok)")}},
                         {"text, hint and numbered lines",
                          question(),
                          {sends_mobile(R"(Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä)")}},
                         {"longer than ten segments",
                          message(times(1531, "a")),
                          {sends_mobile(times(1530, "a")), sends_mobile("a")}},
                         {"nobody to call", to_a_page(), {}, "", FailureKind::unreachable}},
            .answers = answers(R"({"msg_id":"01JNN9PZK2M3N4P5Q6R7S8T9VA","recipient":358401112233})", theirs),
            .prove = &sign_mobile};
}

// The classic API: what the token says counts.

const std::string classic_sample =
    R"({"id":70450931,"msisdn":358401112233,"receiver":358457300333,"message":"ESPOO Kyllä","senttime":1772442927,)"
    R"("webhook_label":"osallistu","encoding":"UTF8","mcc":244,"mnc":91,"country_code":"FI","country_prefix":358})";
const std::string classic_token =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpZCI6NzA0NTA5MzEsIm1zaXNkbiI6MzU4NDAxMTEyMjMzLCJyZWNlaXZlciI6MzU4NDU3MzAwMzMzLCJtZXNzYWdlIjoiRVNQT08gS3lsbMOkI"
    "iwic2VudHRpbWUiOjE3NzI0NDI5MjcsIndlYmhvb2tfbGFiZWwiOiJvc2FsbGlzdHUiLCJlbmNvZGluZyI6IlVURjgiLCJtY2MiOjI0NCwibW5jIj"
    "o5MSwiY291bnRyeV9jb2RlIjoiRkkiLCJjb3VudHJ5X3ByZWZpeCI6MzU4fQ.IL_nvtiEqwzq4eP63aVCJMIYougYknoMGEm3caUlFFU";

WebhookRequest classic_vector(const std::string& token = classic_token) {
    return post("", json, classic_sample, {{"x-gwapi-signature", token}});
}

/// A token's claims are an object: of what is none, they say nothing.
void sign_classic(WebhookRequest& request) {
    const bool is_object = json_from(request.body).is_object();
    put_header(request, "x-gwapi-signature", jwt(is_object ? request.body : "{}", secret));
}

WebhookRequest classic_call(std::string body) {
    auto request = post("", json, std::move(body));
    sign_classic(request);
    return request;
}

WebhookRequest mo(const std::string& rest) {
    return classic_call(R"({"id":70450931,"msisdn":358401112233,"receiver":358457300333,"senttime":1772442927,)" +
                        rest + "}");
}

Incoming classic_says(std::string text) {
    return sent_at_27(to(from_aino("70450931", std::move(text)), "358457300333"));
}

WebhookRequest dsn(const std::string& rest) {
    return classic_call(R"({"id":421332671,"msisdn":358401112233,"time":1772442931,"userref":"out-88231",)" + rest +
                        "}");
}

std::vector<RefusedCase> classic_refused() {
    const auto none = base64url(R"({"alg":"none"})") + '.' + base64url(classic_sample) + '.';
    return {
        {"no signature", post("", json, classic_sample), {403, "signature"}},
        {"one bit of the token is another", classic_vector(flipped(classic_token)), {403, "signature"}},
        {"a token that nobody signed", classic_vector(none), {403, "signature"}},
        {"another key", classic_vector(jwt(classic_sample, "no")), {403, "signature"}},
        {"a token that is none", classic_vector("a.b"), {403, "signature"}},
        {"a token of a list", classic_vector(jwt("[]", secret)), {403, "signature"}},
        {"another method", by("PUT", classic_vector()), {405, "method"}},
        {"no sender", classic_call(R"({"id":1,"message":"a"})"), {400, "malformed"}},
        {"no text", classic_call(R"({"id":1,"msisdn":358401112233})"), {400, "malformed"}},
        {"a report on nothing", classic_call(R"({"status":"DELIVERED"})"), {400, "malformed"}},
    };
}

const Headers classic_headers = {{"content-type", json}, {"authorization", "Basic Z3ctdDBrZW4tMjI6"}};

HttpRequest sends_classic(const std::string& text, const std::string& encoding) {
    return {.method = "POST",
            .url = "https://gatewayapi.com/rest/mtsms",
            .headers = classic_headers,
            .body = R"({"encoding":")" + encoding + R"(","max_parts":3,"message":")" + text +
                    R"(","recipients":[{"msisdn":358401112233}],"sender":"Espoo","userref":"out-88231"})"};
}

AdapterCases classic() {
    auto forged = classic_vector();
    forged.body = R"({"id":1,"msisdn":358400000000,"message":"forged"})";
    const auto ours = [](DeliveryState state) { return report("out-88231", "421332671", state, at_second(31)); };
    return {
        .adapter = "gatewayapi",
        .configuration = "the classic API",
        .config = config({{"api", "classic"},
                          {"token", "gw-t0ken-22"},
                          {"webhook_secret", secret},
                          {"max_parts", "3"},
                          {"sender", "Espoo"}}),
        .incoming = {{"the vector of GatewayAPI's reference", classic_vector(), {classic_says("ESPOO Kyllä")}},
                     {"a forged body beside a good token says nothing", forged, {classic_says("ESPOO Kyllä")}},
                     {"an emoji", mo(R"("message":"Hei \ud83d\udc4d","encoding":"UCS2")"), {classic_says("Hei 👍")}},
                     {"an empty message", mo(R"("message":"")"), {classic_says("")}},
                     {"8-bit data: a kind answer is due", mo(R"("payload":"AQID")"), {unsupported(classic_says(""))}},
                     {"a sender that is a name", classic_call(R"({"id":1,"msisdn":"Posti","message":"a"})"), {}}},
        .statuses = {{"the sample of GatewayAPI's reference",
                      dsn(R"("status":"UNDELIVERABLE","error":"Unknown subscriber","code":"0x1010")"),
                      {failed("out-88231", "421332671", FailureKind::unreachable, "0x1010 unknown subscriber",
                              at_second(31))}},
                     {"delivered", dsn(R"("status":"DELIVERED")"), {ours(DeliveryState::delivered)}},
                     {"accepted: the operator says no more",
                      dsn(R"("status":"ACCEPTED")"),
                      {ours(DeliveryState::sent)}},
                     {"scheduled", dsn(R"("status":"SCHEDULED")"), {ours(DeliveryState::accepted)}},
                     {"without our reference",
                      classic_call(R"({"id":421332671,"status":"ENROUTE"})"),
                      {report("", "421332671", DeliveryState::sent)}}},
        .refused = classic_refused(),
        .outgoing = {{"plain words", message("Kiitos!"), {sends_classic("Kiitos!", "UTF8")}},
                     {"Finnish letters and a euro sign", message("ä 5 €"), {sends_classic("ä 5 €", "UTF8")}},
                     {"an emoji must be asked for", message("Hei 👍"), {sends_classic("Hei 👍", "UCS2")}},
                     {"Arabic", message("نعم"), {sends_classic("نعم", "UCS2")}},
                     {"longer than three segments",
                      message(times(200, "š") + "👍b"),
                      {sends_classic(times(200, "š"), "UCS2"), sends_classic("👍b", "UCS2")}},
                     {"an empty text is still sent", message(""), {sends_classic("", "UTF8")}}},
        .answers = answers(R"({"ids":[421332671],"usage":{}})", "421332671"),
        .steps = {{"credentials", {.url = "https://gatewayapi.com/rest/me", .headers = {classic_headers.back()}}}},
        .prove = &sign_classic};
}

}  // namespace

std::vector<AdapterCases> gatewayapi_cases() { return {mobile(), classic()}; }

}  // namespace cases
