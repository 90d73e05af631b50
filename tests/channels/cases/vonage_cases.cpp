// Vonage: both APIs, with the signatures of its reference and others made the same way.
#include "tests/channels/cases/sms_parts.hpp"
#include "tests/channels/signing.hpp"

#include "channels/query.hpp"

#include <algorithm>
#include <map>

namespace cases {
namespace {

using namespace channels;
using namespace cases::sms;

const std::string our_number = "358457300222";
const Headers form_headers = {{"content-type", form}, {"authorization", "Basic YTFiMmMzZDQ6YXBpLXMzY3IzdA=="}};
const Headers json_headers = {{"content-type", json}, {"authorization", "Basic YTFiMmMzZDQ6YXBpLXMzY3IzdA=="}};

// The SMS API.

const std::string sms_secret = "Qm7pX2vL9sT4wR6yB1nK8dF3gH5jC0zA";
const std::string sample =
    "msisdn=358401112233&to=358457300222&messageId=1700000F3A9C22B1&text=Kyll%C3%A4+%26+ei+%3D+ehk%C3%A4&type=text&"
    "keyword=KYLL%C3%84&api-key=a1b2c3d4&message-timestamp=2026-03-02+09%3A15%3A27&timestamp=1772442928&nonce="
    "b6d0f1a2-93c4-4e55-8a77-99aabbccddee";
const std::string sample_signature = "f553145913b02b593d208e20f3e8afe0fad5842c8200704999ed006bcc0a5359";

std::string signature_of(const std::string& query) {
    std::map<std::string, std::string> sorted;
    for (const auto& [name, value] : read_query(query)) sorted[name] = value;
    std::string text;
    for (auto [name, value] : sorted) {
        if (name == "sig") continue;
        std::replace(value.begin(), value.end(), '&', '_');
        std::replace(value.begin(), value.end(), '=', '_');
        text += '&' + name + '=' + value;
    }
    return hex(hmac_bytes("SHA256", sms_secret, text));
}

std::string signed_parameters(const std::string& rest) {
    const auto query = "timestamp=1772442928&nonce=n-1&" + rest;
    return query + "&sig=" + signature_of(query);
}

/// Puts a signature and its time before all else, wherever the parameters are.
void sign_sms(WebhookRequest& request) {
    const auto add = [](std::string& parameters) {
        parameters = "timestamp=1772442928&" + parameters;
        std::string text;
        auto sorted = read_query(parameters);
        std::sort(sorted.begin(), sorted.end());
        for (auto& [name, value] : sorted) {
            if (name == "sig") continue;
            std::replace(value.begin(), value.end(), '&', '_');
            std::replace(value.begin(), value.end(), '=', '_');
            text += '&' + name + '=' + value;
        }
        parameters = "sig=" + hex(hmac_bytes("SHA256", sms_secret, text)) + '&' + parameters;
    };
    if (request.method == "GET") {
        add(request.query);
    } else {
        put_header(request, "content-type", form);
        add(request.body);
    }
}

Incoming says(std::string text) {
    return sent_at_27(to(from_aino("1700000F3A9C22B1", std::move(text)), our_number));
}

const std::string aino =
    "msisdn=358401112233&to=358457300222&messageId=1700000F3A9C22B1&message-timestamp=2026-03-02+09%3A15%3A27&";

WebhookRequest call(const std::string& rest) { return get("", signed_parameters(aino + rest)); }

std::vector<IncomingCase> sms_incoming() {
    auto first = says("Pitkän viestin alku, ");
    first.part = MessagePart{"358457300222/77", 1, 2};
    auto second = says("ja loppu");
    second.part = MessagePart{"358457300222/77", 2, 2};
    auto lost = says("osa");
    lost.incomplete = true;
    auto foreign = says("Tere");
    foreign.from.id = "+3725551234";
    return {
        {"the sample of Vonage's reference, by GET", get("", sample + "&sig=" + sample_signature),
         {says("Kyllä & ei = ehkä")}},
        {"the same as a form", post("", form, sample + "&sig=" + sample_signature), {says("Kyllä & ei = ehkä")}},
        {"the same as JSON",
         post("", json,
              R"({"msisdn":"358401112233","to":"358457300222","messageId":"1700000F3A9C22B1",)"
              R"("text":"Kyllä & ei = ehkä","type":"text","keyword":"KYLLÄ","api-key":"a1b2c3d4",)"
              R"("message-timestamp":"2026-03-02 09:15:27","timestamp":"1772442928",)"
              R"("nonce":"b6d0f1a2-93c4-4e55-8a77-99aabbccddee","sig":")" + sample_signature + "\"}"),
         {says("Kyllä & ei = ehkä")}},
        {"a signature in capitals",
         get("", sample + "&sig=F553145913B02B593D208E20F3E8AFE0FAD5842C8200704999ED006BCC0A5359"),
         {says("Kyllä & ei = ehkä")}},
        {"an emoji", call("type=unicode&text=Hei+%F0%9F%91%8D"), {says("Hei 👍")}},
        {"an empty message", call("type=text&text="), {says("")}},
        {"the first part of two",
         call("type=text&text=Pitk%C3%A4n+viestin+alku%2C+&concat=true&concat-ref=77&concat-total=2&concat-part=1"),
         {first}},
        {"the second", call("type=text&text=ja+loppu&concat=true&concat-ref=77&concat-total=2&concat-part=2"),
         {second}},
        {"a part that is none of all",
         call("type=text&text=osa&concat=true&concat-ref=77&concat-total=2&concat-part=3"),
         {lost}},
        {"not a part", call("type=text&text=moi&concat=false"), {says("moi")}},
        {"8-bit data: a kind answer is due", call("type=binary&data=01&udh=0605040B8423F0"), {unsupported(says(""))}},
        {"invalid UTF-8", call("type=text&text=a%FFb"), {says("a\uFFFDb")}},
        {"a foreign number",
         get("", signed_parameters("msisdn=3725551234&to=358457300222&messageId=1700000F3A9C22B1&text=Tere&type=text&"
                                   "message-timestamp=2026-03-02+09%3A15%3A27")),
         {foreign}},
        {"a sender that is a name", get("", signed_parameters("msisdn=Posti&to=1&messageId=1&text=a")), {}},
    };
}

std::vector<StatusCase> sms_statuses() {
    using enum FailureKind;
    const std::string theirs = "2A0000004F1C77D2";
    const auto receipt = [](const std::string& rest) {
        return post("/status", form,
                    signed_parameters("msisdn=358401112233&to=358457300222&network-code=24491&messageId="
                                      "2A0000004F1C77D2&price=0.05700000&scts=2603020915&api-key=a1b2c3d4&"
                                      "message-timestamp=2026-03-02+09%3A15%3A31&client-ref=out-88231&" +
                                      rest));
    };
    const auto ours = [&](DeliveryState state) { return report("out-88231", theirs, state, at_second(31)); };
    const auto failing = [&](FailureKind kind, const std::string& detail) {
        return failed("out-88231", theirs, kind, detail, at_second(31));
    };
    return {
        {"no valid number", receipt("status=failed&err-code=9"), {failing(unreachable, "9 no valid number")}},
        {"accepted", receipt("status=accepted&err-code=0"), {ours(DeliveryState::sent)}},
        {"buffered", receipt("status=buffered&err-code=0"), {ours(DeliveryState::sent)}},
        {"delivered", receipt("status=delivered&err-code=0"), {ours(DeliveryState::delivered)}},
        {"absent", receipt("status=expired&err-code=2"), {failing(retry, "2 absent")}},
        {"barred by the resident", receipt("status=rejected&err-code=4"),
         {failing(stopped, "4 barred by the resident")}},
        {"blocked", receipt("status=rejected&err-code=14"), {failing(permanent, "14 blocked by the carrier")}},
        {"a code that nobody knows", receipt("status=failed&err-code=77"), {failing(permanent, "error 77")}},
        {"unknown: it stays as it is", receipt("status=unknown&err-code=99"), {}},
        {"by GET",
         get("/status", signed_parameters("messageId=2A0000004F1C77D2&status=delivered")),
         {report("", theirs, DeliveryState::delivered)}},
    };
}

std::vector<RefusedCase> sms_refused() {
    const auto good = post("", form, sample + "&sig=" + sample_signature);
    auto list = post("", json, "[]");
    return {
        {"no signature", get("", sample), {403, "signature"}},
        {"one bit is another", flipped(good), {403, "signature"}},
        {"an old call", later(good, std::chrono::minutes(6)), {403, "signature"}},
        {"a call from the future", later(good, -std::chrono::minutes(6)), {403, "signature"}},
        {"no time to judge it by", get("", aino + "text=a&sig=" + signature_of(aino + "text=a")), {403, "signature"}},
        {"a list", list, {403, "signature"}},
        {"another method", by("PUT", good), {405, "method"}},
        {"no sender", get("", signed_parameters("to=1&messageId=1&text=a")), {400, "malformed"}},
        {"no text", get("", signed_parameters("msisdn=358401112233&messageId=1")), {400, "malformed"}},
        {"a report on nothing", get("/status", signed_parameters("status=delivered")), {400, "malformed"}},
    };
}

HttpRequest sends_sms(const std::string& text, const std::string& type) {
    return {.method = "POST",
            .url = "https://rest.nexmo.com/sms/json",
            .headers = form_headers,
            .body = "from=358457300222&to=358401112233&text=" + text + "&type=" + type +
                    "&client-ref=out-88231&status-report-req=1&callback=https%3A%2F%2Fbot.example.fi%2Fhooks%2Fsms%"
                    "2Fstatus"};
}

std::vector<OutgoingCase> sms_outgoing() {
    return {
        {"plain words", message("Kiitos!"), {sends_sms("Kiitos%21", "text")}},
        {"Finnish letters and a euro sign are text", message("ä 5 €"), {sends_sms("%C3%A4%205%20%E2%82%AC", "text")}},
        {"an emoji is unicode", message("Hei 👍"), {sends_sms("Hei%20%F0%9F%91%8D", "unicode")}},
        {"typographic signs become plain ones", message("“Ok” – ok"), {sends_sms("%22Ok%22%20-%20ok", "text")}},
        {"text, hint and numbered lines",
         question(),
         {sends_sms("Mist%C3%A4%3F%20Vastaa%20numerolla.%0A1%3DTekstiviestill%C3%A4%0A0%3DEn%20tied%C3%A4", "text")}},
        {"longer than six segments",
         message(times(919, "a")),
         {sends_sms(times(918, "a"), "text"), sends_sms("a", "text")}},
        {"an empty text is still sent", message(""), {sends_sms("", "text")}},
    };
}

std::vector<AnswerCase> sms_answers() {
    using enum FailureKind;
    const auto told = [](const std::string& messages) {
        return HttpResponse{.status = 200, .body = R"({"message-count":"1","messages":[)" + messages + "]}"};
    };
    return {
        {"taken", told(R"({"to":"358401112233","message-id":"2A1","status":"0"})"), "2A1", {}},
        {"taken in two parts",
         told(R"({"message-id":"2A1","status":"0"},{"message-id":"2A2","status":"0"})"),
         "2A1",
         {}},
        {"a part is not", told(R"({"message-id":"2A1","status":"0"},{"status":"5"})"), "", retry},
        {"throttled, in spite of HTTP 200",
         told(R"({"status":"1","error-text":"Throughput Rate Exceeded - please wait [ 250 ] and retry"})"),
         "",
         throttled},
        {"wrong credentials", told(R"({"status":"4","error-text":"Bad Credentials"})"), "", configuration},
        {"no credit", told(R"({"status":"9"})"), "", configuration},
        {"barred", told(R"({"status":"7"})"), "", permanent},
        {"deactivated", told(R"({"status":"33"})"), "", unreachable},
        {"an answer that says nothing", {.status = 200, .body = "{}"}, "", uncertain},
        {"no JSON", {.status = 200, .body = "<html>"}, "", uncertain},
        {"broken", {.status = 502}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

AdapterCases sms_api() {
    return {.adapter = "vonage",
            .configuration = "the SMS API",
            .config = config({{"api", "sms"},
                              {"api_key", "a1b2c3d4"},
                              {"api_secret", "api-s3cr3t"},
                              {"signature_secret", sms_secret},
                              {"sender", "+358457300222"}}),
            .incoming = sms_incoming(),
            .statuses = sms_statuses(),
            .refused = sms_refused(),
            .outgoing = sms_outgoing(),
            .answers = sms_answers(),
            .steps = {{"credentials",
                       {.url = "https://rest.nexmo.com/account/get-balance", .headers = {form_headers.back()}}},
                      {"webhook",
                       {.method = "POST",
                        .url = "https://rest.nexmo.com/account/settings",
                        .headers = form_headers,
                        .body = "moCallBackUrl=https%3A%2F%2Fbot.example.fi%2Fhooks%2Fsms&drCallBackUrl=https%3A%2F%"
                                "2Fbot.example.fi%2Fhooks%2Fsms%2Fstatus"},
                       true}},
            .prove = &sign_sms};
}

/// Another of its five methods, with the signature of the reference.
AdapterCases by_method(const std::string& method, const std::string& signature) {
    return {.adapter = "vonage",
            .configuration = "the SMS API, " + method,
            .config = config({{"api", "sms"},
                              {"api_key", "a1b2c3d4"},
                              {"api_secret", "api-s3cr3t"},
                              {"signature_secret", sms_secret},
                              {"signature_method", method},
                              {"sender", "Kuulolla"}}),
            .incoming = {{"the sample", get("", sample + "&sig=" + signature), {says("Kyllä & ei = ehkä")}}},
            .refused = {{"signed otherwise", get("", sample + "&sig=" + sample_signature), {403, "signature"}}},
            .steps = sms_api().steps};
}

AdapterCases with_a_secret_path() {
    auto steps = sms_api().steps;
    steps[1].request.body =
        "moCallBackUrl=https%3A%2F%2Fbot.example.fi%2Fhooks%2Fsms%2Fs3cr3t-7f3a&drCallBackUrl=https%3A%2F%2F"
        "bot.example.fi%2Fhooks%2Fsms%2Fs3cr3t-7f3a%2Fstatus";
    auto sends = sends_sms("Kiitos%21", "text");
    sends.body.replace(sends.body.find("%2Fstatus"), 9, "%2Fs3cr3t-7f3a%2Fstatus");
    return {.adapter = "vonage",
            .configuration = "the SMS API, a secret path",
            .config = config({{"api", "sms"},
                              {"api_key", "a1b2c3d4"},
                              {"api_secret", "api-s3cr3t"},
                              {"secret", "s3cr3t-7f3a"},
                              {"sender", "358457300222"}}),
            .incoming = {{"unsigned", get("/s3cr3t-7f3a", aino + "type=text&text=moi"), {says("moi")}}},
            .refused = {{"no secret", get("", aino + "type=text&text=moi"), {403, "secret"}}},
            .outgoing = {{"reports come back by it", message("Kiitos!"), {sends}}},
            .steps = steps,
            .prove = [](WebhookRequest& request) { request.path.insert(0, "/s3cr3t-7f3a"); }};
}

// The Messages API.

const std::string jwt_secret = "Zx81kLmQ92vTt0Wq7RsYp3NbUc5EdHf6";
const std::string application = "11111111-2222-4333-8444-555555555555";
const std::string messages_sample =
    R"({"channel":"sms","message_uuid":"6f1d2c3b-4a59-4687-9e0f-112233445566","to":"358457300222",)"
    R"("from":"358401112233",)"
    R"("timestamp":"2026-03-02T09:15:27Z","message_type":"text","text":"Aloita Espoo","sms":{"num_messages":"1",)"
    R"("keyword":"ALOITA"},"usage":{"currency":"EUR","price":"0.0060"}})";
const std::string messages_token =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpYXQiOjE3NzI0NDI5MjgsImp0aSI6IjBjOWY1YTNlLTdiMWQtNGUyYS05YzU1LTAxMjM0NTY3ODlhYiIsImlzcyI6IlZvbmFnZSIsInBheWxv"
    "YWRfaGFzaCI6ImI5ZjVhODYwNWQ3NzMwMzgwMzkwYjhjYzhiM2UxNjA3NmE4NThjYTI4ZTg3MmM3ZDEwMWFjNDc5MWU0MGVlZGUiLCJhcGlfa2V5"
    "IjoiYTFiMmMzZDQiLCJhcHBsaWNhdGlvbl9pZCI6IjExMTExMTExLTIyMjItNDMzMy04NDQ0LTU1NTU1NTU1NTU1NSJ9."
    "iAbd9BRhHLvGDCswHfXgEG9b4vpTbsnUZaKjcbh2k64";

WebhookRequest vector_call(const std::string& authorization = "Bearer " + messages_token) {
    return post("", json, messages_sample, {{"authorization", authorization}});
}

std::string claims(const std::string& body, const std::string& iat, const std::string& issuer,
                   const std::string& key = "a1b2c3d4") {
    return R"({"iat":)" + iat + R"(,"jti":"j-1","iss":")" + issuer + R"(","payload_hash":")" +
           hex(hash_bytes("SHA256", body)) + R"(","api_key":")" + key + R"(","application_id":")" + application + "\"}";
}

void sign_messages(WebhookRequest& request) {
    put_header(request, "authorization", "Bearer " + jwt(claims(request.body, "1772442928", "Vonage"), jwt_secret));
}

WebhookRequest messages_call(std::string body) {
    auto request = post("", json, std::move(body));
    sign_messages(request);
    return request;
}

WebhookRequest with_claims(const std::string& claims_text, const std::string& key = jwt_secret) {
    return vector_call("Bearer " + jwt(claims_text, key));
}

const std::string uuid = "6f1d2c3b-4a59-4687-9e0f-112233445566";

WebhookRequest of_type(const std::string& type, const std::string& rest, const std::string& channel = "sms") {
    return messages_call(R"({"channel":")" + channel + R"(","message_uuid":")" + uuid +
                         R"(","to":"358457300222","from":"358401112233","timestamp":"2026-03-02T09:15:27Z",)"
                         R"("message_type":")" + type + "\"" + rest + "}");
}

Incoming writes(std::string text) { return sent_at_27(to(from_aino(uuid, std::move(text)), our_number)); }

std::vector<IncomingCase> messages_incoming() {
    auto picture = sent_at_27(to(photo(uuid, "https://api.nexmo.com/v3/media/1"), our_number));
    auto voice = picture;
    auto caption = picture;
    caption.external_id += "/caption";
    caption.reply = dialogs::TextReply{"tässä"};
    voice.reply = dialogs::FileReply{dialogs::FileReply::Kind::voice, "https://api.nexmo.com/v3/media/2"};
    auto older = from_aino("u-1", "moi");
    older.to = our_number;
    return {
        {"the sample of Vonage's reference", vector_call(), {writes("Aloita Espoo")}},
        {"an emoji", of_type("text", R"(,"text":"Hei \ud83d\udc4d")"), {writes("Hei 👍")}},
        {"an empty message", of_type("text", R"(,"text":"")"), {writes("")}},
        {"a picture", of_type("image", R"(,"image":{"url":"https://api.nexmo.com/v3/media/1"})", "mms"), {picture}},
        {"a picture with words under it",
         of_type("image", R"(,"image":{"url":"https://api.nexmo.com/v3/media/1","caption":"tässä"})", "mms"),
         {caption, picture}},
        {"a voice message", of_type("audio", R"(,"audio":{"url":"https://api.nexmo.com/v3/media/2"})", "mms"), {voice}},
        {"a business card: a kind answer is due",
         of_type("vcard", R"(,"vcard":{"url":"u"})", "mms"),
         {unsupported(writes(""))}},
        {"a sender as older versions write it",
         messages_call(R"({"channel":"sms","message_uuid":"u-1","to":"358457300222","from":{"type":"sms",)"
                       R"("number":"358401112233"},"message_type":"text","text":"moi"})"),
         {older}},
        {"another channel of the application", of_type("text", R"(,"text":"moi")", "whatsapp"), {}},
    };
}

std::vector<StatusCase> messages_statuses() {
    using enum FailureKind;
    const std::string theirs = "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab";
    const auto status = [&](const std::string& told, const std::string& rest = "") {
        return messages_call(R"({"message_uuid":")" + theirs +
                             R"(","to":"358401112233","from":"358457300222","timestamp":"2026-03-02T09:15:31Z",)"
                             R"("status":")" + told + R"(","channel":"sms","client_ref":"out-88231")" + rest + "}");
    };
    const auto because = [](const std::string& code) {
        return R"(,"error":{"type":"https://developer.vonage.com/api-errors/messages#)" + code + R"(","title":")" +
               code + R"(","detail":"d","instance":"bf0c"})";
    };
    const auto ours = [&](DeliveryState state) { return report("out-88231", theirs, state, at_second(31)); };
    const auto failing = [&](FailureKind kind, const std::string& detail) {
        return failed("out-88231", theirs, kind, detail, at_second(31));
    };
    return {
        {"submitted", status("submitted"), {ours(DeliveryState::sent)}},
        {"delivered", status("delivered"), {ours(DeliveryState::delivered)}},
        {"read", status("read"), {ours(DeliveryState::read)}},
        {"opted out", status("rejected", because("1240")), {failing(stopped, "1240 opted out at Vonage")}},
        {"absent", status("undeliverable", because("1180")), {failing(retry, "1180 absent")}},
        {"no valid number", status("rejected", because("1170")), {failing(unreachable, "1170 no valid number")}},
        {"a code that only the type tells",
         status("rejected", R"(,"error":{"type":"https://d/messages#1070","title":"Partner quota"})"),
         {failing(configuration, "1070 no credit")}},
        {"no reason", status("undeliverable"), {failing(permanent, "not delivered")}},
        {"an unknown status", status("pondered"), {}},
    };
}

std::vector<RefusedCase> messages_refused() {
    const auto ok = [](const std::string& iat) { return claims(messages_sample, iat, "Vonage"); };
    const auto none = base64url(R"({"alg":"none","typ":"JWT"})") + '.' + base64url(ok("1772442928")) + '.';
    return {
        {"no token: it comes again with one", post("", json, messages_sample), {503, "signature"}},
        {"another authorization", vector_call("Basic YTph"), {403, "signature"}},
        {"one bit of the body is another", flipped(vector_call()), {403, "signature"}},
        {"one bit of the token is another", vector_call("Bearer " + flipped(messages_token)), {403, "signature"}},
        {"another key", with_claims(ok("1772442928"), "no"), {403, "signature"}},
        {"a token that nobody signed", vector_call("Bearer " + none), {403, "signature"}},
        {"an old token", with_claims(ok("1772442000")), {403, "signature"}},
        {"a token from the future", with_claims(ok("1772443500")), {403, "signature"}},
        {"another issuer", with_claims(claims(messages_sample, "1772442928", "Nexmo")), {403, "signature"}},
        {"another account", with_claims(claims(messages_sample, "1772442928", "Vonage", "zzz")), {403, "signature"}},
        {"another method", by("PUT", vector_call()), {405, "method"}},
        {"no JSON", messages_call("channel=sms"), {400, "malformed"}},
        {"no sender", messages_call(R"({"channel":"sms","message_type":"text","text":"a"})"), {400, "malformed"}},
        {"a report on nothing", messages_call(R"({"status":"read"})"), {400, "malformed"}},
    };
}

HttpRequest sends_message(const std::string& text, const std::string& encoding) {
    return {.method = "POST",
            .url = "https://api.nexmo.com/v1/messages",
            .headers = json_headers,
            .body = R"({"channel":"sms","client_ref":"out-88231","from":"358457300222","message_type":"text",)"
                    R"("sms":{"encoding_type":")" + encoding + R"("},"text":")" + text +
                    R"(","to":"358401112233","webhook_url":"https://bot.example.fi/hooks/sms/status",)"
                    R"("webhook_version":"v1"})"};
}

AdapterCases messages_api() {
    using enum FailureKind;
    const auto problem = [](int status, const std::string& title) {
        return HttpResponse{.status = status, .body = R"({"type":"https://d/messages#)" + title + R"(","title":"t"})"};
    };
    return {
        .adapter = "vonage",
        .configuration = "the Messages API",
        .config = config({{"api_key", "a1b2c3d4"},
                          {"api_secret", "api-s3cr3t"},
                          {"signature_secret", jwt_secret},
                          {"application_id", application},
                          {"sender", "+358457300222"}}),
        .incoming = messages_incoming(),
        .statuses = messages_statuses(),
        .refused = messages_refused(),
        .outgoing = {{"plain words", message("Kiitos!"), {sends_message("Kiitos!", "text")}},
                     {"signs that JSON escapes", message("a\"b\\c\nd"), {sends_message(R"(a\"b\\c\nd)", "text")}},
                     {"Arabic", message("نعم"), {sends_message("نعم", "unicode")}},
                     {"text, hint and numbered lines",
                      question(),
                      {sends_message(R"(Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä)", "text")}},
                     {"longer than six segments",
                      message(times(402, "š") + "a"),
                      {sends_message(times(402, "š"), "unicode"), sends_message("a", "text")}},
                     {"nobody to call", to_a_page(), {}, "", unreachable}},
        .answers = {{"taken", {.status = 202, .body = R"({"message_uuid":"aaaa"})"}, "aaaa", {}},
                    {"throttled", problem(429, "1000"), "", throttled},
                    {"no valid number", problem(422, "1170"), "", unreachable},
                    {"opted out", problem(422, "1240"), "", stopped},
                    {"no credit", problem(402, "1070"), "", configuration},
                    {"something else", problem(422, "x"), "", permanent},
                    {"wrong credentials", {.status = 401}, "", configuration},
                    {"broken", {.status = 500}, "", retry},
                    {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain}},
        .steps = {{"credentials",
                   {.url = "https://api.nexmo.com/v2/applications/" + application, .headers = {json_headers.back()}}}},
        .prove = &sign_messages};
}

}  // namespace

std::vector<AdapterCases> vonage_cases() {
    return {sms_api(),
            by_method("md5hash", "e83ef285fa313e21773249d6db8d315a"),
            by_method("md5", "b17e2b6cbaab803df0a4298fb71c661a"),
            by_method("sha1", "0b305df806c913e74f5bc4a5c1be2068f57270b2"),
            by_method("sha512",
                      "4378822587bf5e76b840b1cb530037fbdc96fbc641f73cad6add33c7f9a35e43178d49307deb2ca90c043ae5ba0fc95"
                      "89796d64dbc109ee9679881245af07c1b"),
            with_a_secret_path(),
            messages_api()};
}

}  // namespace cases
