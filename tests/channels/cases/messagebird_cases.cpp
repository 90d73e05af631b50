// MessageBird: forms and reports with tokens that sign them, two of them made by its own library.
#include "tests/channels/cases/sms_parts.hpp"
#include "tests/channels/signing.hpp"

namespace cases {
namespace {

using namespace channels;
using namespace cases::sms;

const std::string key = "mb-signing-key-2f6d";
const std::string sample =
    "id=4c1f9be07a2d45d3b8e6017f23a9c5d4&recipient=358457300444&originator=358401112233&body=Kyll%C3%A4+kiitos&"
    "createdDatetime=2026-03-02T09%3A15%3A27%2B00%3A00";
const std::string sample_token =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTc3MjQ0MjkyOCwiZXhwIjoxNzcyNDQyOTg4LCJqdGkiOiI1ZjBhN2MzZS0xMjM0LTRkNWUtOGY5"
    "MC1hYmNkZWZhYmNkZWYiLCJ1cmxfaGFzaCI6ImNkYmIxMjE1Mzk1NjhlNWRjYWRjZmUxZWMxNjlmZGZhYzEwOWNiNGQzMDFlZjAwYWJmMWU2ZjJj"
    "NWJmYmYyNmMiLCJwYXlsb2FkX2hhc2giOiJkYzYxNTY1ZDA4ZWVhYWUyNzY4NTI5NmQyMDVlZDMwODhjMzlhYWMxODRmZDQ3YzllYmRkNjQxZTRk"
    "YTU2OTljIn0.xqL4ae5qYgT-91fjI-xmXhDZHbHVisfv7_PCChSjLWU";
const std::string delivered_query =
    "id=4c1f9be07a2d45d3b8e6017f23a9c5d4&reference=out-88231&recipient=358401112233&status=delivered&statusDatetime="
    "2026-03-02T09%3A15%3A31%2B00%3A00";
const std::string delivered_token =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTc3MjQ0MjkzMSwiZXhwIjoxNzcyNDQyOTkxLCJqdGkiOiI2YTFiOGQ0Zi0xMjM0LTRkNWUtOGY5"
    "MC1hYmNkZWZhYmNkZWYiLCJ1cmxfaGFzaCI6IjI4Mzk2MDFjYTYzMDFjYmMwZDhhNzdkNjk3Y2ZmZGE3ZmRlOTMwN2JhM2E5Njc2MzhiMmI3MmJj"
    "OTg5MzA3YzEifQ.wjag1i4cZoqbibKLnesMx7BzfU_LObV-x33AOORy79I";

WebhookRequest vector_post(const std::string& token = sample_token) {
    auto request = post("", form, sample, {{"messagebird-signature-jwt", token}});
    request.target = "/hooks/messagebird?channel=7";
    request.query = "channel=7";
    return request;
}

WebhookRequest vector_get() {
    auto request = get("/status", delivered_query);
    request.target = "/hooks/messagebird/status?" + delivered_query;
    put_header(request, "messagebird-signature-jwt", delivered_token);
    return later(request, std::chrono::seconds(3));
}

std::string claims(const WebhookRequest& request, const std::string& issuer, const std::string& rest) {
    return R"({"iss":")" + issuer + R"(","url_hash":")" +
           hex(hash_bytes("SHA256", "https://bot.example.fi" + request.target)) + "\"," + rest + "}";
}

std::string body_hash(const WebhookRequest& request) {
    return R"("payload_hash":")" + hex(hash_bytes("SHA256", request.body)) + '"';
}

const std::string good_times = R"("nbf":1772442928,"exp":1772442988,)";

void sign(WebhookRequest& request) {
    put_header(request, "messagebird-signature-jwt",
               jwt(claims(request, "MessageBird", good_times + body_hash(request)), key));
}

WebhookRequest signed_request(WebhookRequest request) {
    sign(request);
    return request;
}

WebhookRequest claiming(const std::string& issuer, const std::string& rest) {
    auto request = post("", form, sample);
    put_header(request, "messagebird-signature-jwt", jwt(claims(request, issuer, rest), key));
    return request;
}

const std::string id = "4c1f9be07a2d45d3b8e6017f23a9c5d4";
const std::string aino = "id=" + id + "&recipient=358457300444&originator=358401112233&"
                         "createdDatetime=2026-03-02T09%3A15%3A27%2B00%3A00&";

WebhookRequest call(const std::string& rest) { return signed_request(post("", form, aino + rest)); }

Incoming received(Incoming incoming) { return sent_at_27(to(std::move(incoming), "358457300444")); }
Incoming says(std::string text) { return received(from_aino(id, std::move(text))); }

std::vector<IncomingCase> incoming() {
    auto from_short_code = sent_at_27(to(from_aino("m-1", "ESPOO moi"), "16161"));
    auto foreign = to(from_aino(id, "Tere"), "358457300444");
    foreign.from.id = "+3725551234";
    return {
        {"the vector that MessageBird's own library made", vector_post(), {says("Kyllä kiitos")}},
        {"an emoji", call("body=Hei+%F0%9F%91%8D"), {says("Hei 👍")}},
        {"an empty message", call("body="), {says("")}},
        {"line breaks stay", call("body=1%0A%0Aj%C3%A4lki"), {says("1\n\njälki")}},
        {"invalid UTF-8 loses nothing but what cannot be read", call("body=a%FFb"), {says("a\uFFFDb")}},
        {"a picture", call("mediaUrls=https%3A%2F%2Fmedia.example%2F1"),
         {received(photo(id + "/0", "https://media.example/1"))}},
        {"words beside a picture", call("body=moi&mediaUrls=u1"), {says("moi"), received(photo(id + "/0", "u1"))}},
        {"signs of a form", call("body=a%26b%3Dc%2Bd"), {says("a&b=c+d")}},
        {"to a short code",
         signed_request(post("", form, "mid=m-1&shortcode=16161&keyword=ESPOO&originator=358401112233&"
                                       "message=ESPOO+moi&receive_datetime=20260302091527")),
         {from_short_code}},
        {"by GET",
         signed_request(get("", aino + "body=moi")),
         {says("moi")}},
        {"a foreign number",
         signed_request(post("", form, "id=" + id + "&recipient=358457300444&originator=3725551234&body=Tere")),
         {foreign}},
        {"a sender that is a name could not be answered",
         signed_request(post("", form, "id=1&originator=Posti&body=a")),
         {}},
    };
}

std::vector<StatusCase> statuses() {
    using enum FailureKind;
    const auto status = [](const std::string& rest) {
        return signed_request(get("/status", "id=" + id + "&reference=out-88231&recipient=358401112233&"
                                             "statusDatetime=2026-03-02T09%3A15%3A31%2B00%3A00&" + rest));
    };
    const auto ours = [](DeliveryState state) { return report("out-88231", id, state, at_second(31)); };
    const auto failing = [](FailureKind kind, const std::string& detail) {
        return failed("out-88231", id, kind, detail, at_second(31));
    };
    return {
        {"delivered: the vector that MessageBird's own library made", vector_get(), {ours(DeliveryState::delivered)}},
        {"scheduled", status("status=scheduled"), {ours(DeliveryState::accepted)}},
        {"buffered", status("status=buffered"), {ours(DeliveryState::accepted)}},
        {"sent", status("status=sent"), {ours(DeliveryState::sent)}},
        {"unknown subscriber", status("status=delivery_failed&statusErrorCode=1"),
         {failing(unreachable, "1 unknown subscriber")}},
        {"the same in words", status("status=delivery_failed&statusReason=unknown+subscriber"),
         {failing(unreachable, "unknown subscriber")}},
        {"out of reach", status("status=delivery_failed&statusReason=unavailable+subscriber&statusErrorCode=27"),
         {failing(retry, "unavailable subscriber")}},
        {"opted out", status("status=delivery_failed&statusErrorCode=103"),
         {failing(stopped, "103 opted out at MessageBird")}},
        {"expired", status("status=expired&statusReason=expired"), {failing(permanent, "expired")}},
        {"no reason", status("status=delivery_failed"), {failing(permanent, "not delivered")}},
        {"a status that nobody knows", status("status=pondered"), {}},
    };
}

std::vector<RefusedCase> refused() {
    auto no_hash = claiming("MessageBird", R"("nbf":1772442928,"exp":1772442988)");
    auto elsewhere = vector_post();
    elsewhere.target = "/hooks/messagebird?channel=8";
    const auto any_body = R"("payload_hash":")" + hex(hash_bytes("SHA256", sample)) + '"';
    return {
        {"no token", post("", form, sample), {403, "signature"}},
        {"one bit of the body is another", flipped(vector_post()), {403, "signature"}},
        {"one bit of the token is another", vector_post(flipped(sample_token)), {403, "signature"}},
        {"another address", elsewhere, {403, "signature"}},
        {"a body that the token does not sign", no_hash, {403, "signature"}},
        {"another issuer", claiming("Bird", good_times + any_body), {403, "signature"}},
        {"a token without times", claiming("MessageBird", any_body), {403, "signature"}},
        {"an old token", later(vector_post(), std::chrono::seconds(66)), {403, "signature"}},
        {"a token of the future", later(vector_post(), -std::chrono::seconds(6)), {403, "signature"}},
        {"another method", signed_request(by("PUT", post("", form, sample))), {405, "method"}},
        {"no sender", signed_request(post("", form, "id=1&body=a")), {400, "malformed"}},
        {"no text", signed_request(post("", form, "id=1&originator=358401112233")), {400, "malformed"}},
        {"a report on nothing", signed_request(get("/status", "status=sent")), {400, "malformed"}},
    };
}

const Headers headers = {{"content-type", json}, {"authorization", "AccessKey mb-live-key-9"}};

HttpRequest sends(const std::string& text, const std::string& coding = "plain") {
    return {.method = "POST",
            .url = "https://rest.messagebird.com/messages",
            .headers = headers,
            .body = R"({"body":")" + text + R"(","datacoding":")" + coding +
                    R"(","originator":"358457300444","recipients":["358401112233"],"reference":"out-88231",)"
                    R"("reportUrl":"https://bot.example.fi/hooks/sms/status"})"};
}

std::vector<OutgoingCase> outgoing() {
    return {
        {"plain words", message("Kiitos vastauksesta!"), {sends("Kiitos vastauksesta!")}},
        {"Finnish letters and a euro sign", message("Hyvää: 5 €"), {sends("Hyvää: 5 €")}},
        {"signs that JSON escapes", message("a\"b\\c\nd"), {sends(R"(a\"b\\c\nd)")}},
        {"typographic signs become plain ones", message("“Ok” – ok…"), {sends(R"(\"Ok\" - ok...)")}},
        {"an emoji", message("Hei 👍"), {sends("Hei 👍", "unicode")}},
        {"Arabic", message("نعم"), {sends("نعم", "unicode")}},
        {"text, hint and numbered lines",
         question(),
         {sends(R"(Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä)")}},
        {"as long as MessageBird takes", message(times(1377, "a")), {sends(times(1377, "a"))}},
        {"longer", message(times(1378, "a")), {sends(times(1377, "a")), sends("a")}},
        {"as long as it takes in Unicode", message(times(603, "š")), {sends(times(603, "š"), "unicode")}},
        {"an empty text is still sent", message(""), {sends("")}},
        {"nobody to call", to_a_page(), {}, "", FailureKind::unreachable},
    };
}

std::vector<AnswerCase> answers() {
    using enum FailureKind;
    const auto error = [](int status, const std::string& code) {
        return HttpResponse{.status = status, .body = R"({"errors":[{"code":)" + code + R"(,"description":"d"}]})"};
    };
    const auto item = [](const std::string& rest) {
        return HttpResponse{.status = 201, .body = R"({"id":"4c1f","recipients":{"items":[{)" + rest + "}]}}"};
    };
    return {
        {"sent", item(R"("recipient":358401112233,"status":"sent")"), "4c1f", {}},
        {"opted out, in spite of HTTP 201", item(R"("status":"delivery_failed","statusErrorCode":103)"), "", stopped},
        {"no JSON", {.status = 201, .body = "ok"}, "", {}},
        {"not allowed", error(401, "2"), "", configuration},
        {"a wrong parameter", error(422, "10"), "", permanent},
        {"no credit", error(422, "25"), "", configuration},
        {"internal", error(500, "99"), "", retry},
        {"a code that nobody knows", error(422, "77"), "", permanent},
        {"too many", {.status = 429}, "", throttled},
        {"broken", {.status = 502}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

// Bird.

const std::string bird_sample =
    R"({"service":"channels","event":"sms.inbound","payload":{"id":"0f6b6c1e-aaaa-4bbb-8ccc-ddddeeeeffff",)"
    R"("channelId":"c1c1c1c1-0000-4000-8000-000000000001","sender":{"contact":{"identifierKey":"phonenumber",)"
    R"("identifierValue":"+358401112233"}},"body":{"type":"text","text":{"text":"Kyllä"}}}})";

WebhookRequest bird_vector() {
    auto request = post("", json, bird_sample,
                        {{"messagebird-request-timestamp", "1772442928"},
                         {"messagebird-signature", "9VTzkoFKnMobsqTlhfoWyJYEKsGtCr9JG8TmFehxcD4="}});
    request.target = "/hooks/bird";
    return request;
}

void sign_bird(WebhookRequest& request) {
    put_header(request, "messagebird-request-timestamp", "1772442928");
    put_header(request, "messagebird-signature",
               base64(hmac_bytes("SHA256", key,
                                 "1772442928\nhttps://bot.example.fi" + request.target + '\n' +
                                     hash_bytes("SHA256", request.body))));
}

WebhookRequest notification(const std::string& event, const std::string& payload) {
    auto request = post("", json, R"({"service":"channels","event":")" + event + R"(","payload":{)" + payload + "}}");
    sign_bird(request);
    return request;
}

WebhookRequest bird_message(const std::string& body) {
    return notification("sms.inbound", R"("id":"b-1","createdAt":"2026-03-02T09:15:27.118Z",)"
                                       R"("sender":{"contact":{"identifierValue":"+358401112233"}},"body":)" + body);
}

WebhookRequest bird_status(const std::string& status) {
    return notification("sms.outbound", R"("id":"b-2","reference":"out-88231","status":")" + status + '"');
}

AdapterCases bird() {
    using enum FailureKind;
    const std::string channel = "https://api.bird.com/workspaces/w-1/channels/c-1";
    const auto sends_by_bird = [&](const std::string& text) {
        return HttpRequest{.method = "POST",
                           .url = channel + "/messages",
                           .headers = headers,
                           .body = R"({"body":{"text":{"text":")" + text +
                                   R"("},"type":"text"},"receiver":{"contacts":[{"identifierKey":"phonenumber",)"
                                   R"("identifierValue":"+358401112233"}]},"reference":"out-88231"})"};
    };
    const auto ours = [](DeliveryState state) { return report("out-88231", "b-2", state); };
    auto elsewhere = bird_vector();
    elsewhere.target = "/hooks/birds";
    const auto words = [](std::string text) { return sent_at_27(from_aino("b-1", std::move(text)), 118); };
    return {.adapter = "messagebird",
            .configuration = "Bird",
            .config = config({{"api", "bird"},
                              {"access_key", "mb-live-key-9"},
                              {"signing_key", key},
                              {"workspace_id", "w-1"},
                              {"channel_id", "c-1"}}),
            .incoming = {{"the vector of Bird's reference",
                          bird_vector(),
                          {from_aino("0f6b6c1e-aaaa-4bbb-8ccc-ddddeeeeffff", "Kyllä")}},
                         {"an emoji",
                          bird_message(R"({"type":"text","text":{"text":"Hei \ud83d\udc4d"}})"),
                          {words("Hei 👍")}},
                         {"a file: a kind answer is due",
                          bird_message(R"({"type":"image","image":{}})"),
                          {unsupported(words(""))}},
                         {"another event", notification("sms.interaction", ""), {}}},
            .statuses = {{"accepted", bird_status("accepted"), {ours(DeliveryState::accepted)}},
                         {"delivered", bird_status("delivered"), {ours(DeliveryState::delivered)}},
                         {"not sent",
                          bird_status("sending_failed"),
                          {failed("out-88231", "b-2", retry, "sending_failed")}},
                         {"not delivered",
                          bird_status("delivery_failed"),
                          {failed("out-88231", "b-2", permanent, "delivery_failed")}},
                         {"a status that nobody knows", bird_status("pondered"), {}}},
            .refused = {{"no signature", post("", json, bird_sample), {403, "signature"}},
                        {"one bit is another", flipped(bird_vector()), {403, "signature"}},
                        {"another address", elsewhere, {403, "signature"}},
                        {"an old call", later(bird_vector(), std::chrono::minutes(6)), {403, "signature"}},
                        {"no sender", notification("sms.inbound", R"("id":"b-1","body":{"type":"text"})"),
                         {400, "malformed"}},
                        {"a report on nothing",
                         notification("sms.outbound", R"("status":"sent")"),
                         {400, "malformed"}}},
            .outgoing = {{"plain words", message("Kiitos!"), {sends_by_bird("Kiitos!")}},
                         {"an emoji", message("Hei 👍"), {sends_by_bird("Hei 👍")}}},
            .answers = {{"taken", {.status = 202, .body = R"({"id":"b-2","status":"accepted"})"}, "b-2", {}},
                        {"wrong key", {.status = 401}, "", configuration},
                        {"not allowed", {.status = 403}, "", configuration},
                        {"no credit", {.status = 402}, "", configuration},
                        {"a wrong field", {.status = 422}, "", permanent},
                        {"too many", {.status = 429}, "", throttled},
                        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain}},
            .steps = {{"credentials", {.url = channel, .headers = {headers.back()}}}},
            .prove = &sign_bird};
}

}  // namespace

std::vector<AdapterCases> messagebird_cases() {
    return {bird(),
            {.adapter = "messagebird",
             .configuration = "a number",
             .config = config({{"access_key", "mb-live-key-9"}, {"signing_key", key}, {"sender", "+358457300444"}}),
             .incoming = incoming(),
             .statuses = statuses(),
             .refused = refused(),
             .outgoing = outgoing(),
             .answers = answers(),
             .steps = {{"credentials", {.url = "https://rest.messagebird.com/balance", .headers = {headers.back()}}}},
             .prove = &sign}};
}

}  // namespace cases
