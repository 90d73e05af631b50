// RCS: webhooks of RCS for Business as Google signs them, and requests to it.
#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/signature.hpp"
#include "tests/channels/cases.hpp"
#include "tests/channels/signing.hpp"

#include <nlohmann/json.hpp>

namespace cases {
namespace {

using namespace channels;
using dialogs::FileReply;
using dialogs::LocationReply;
using dialogs::TapReply;
using dialogs::TextReply;

const std::string client_token = "K7QW2ZPD9XVT4MHN";

/// A key that was made for these tests, and opens nothing.
const std::string key_file =
    R"({"type":"service_account","private_key_id":"4f1d0c","private_key":"-----BEGIN PRIVATE KEY-----\n)"
    "MIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBAL2BDnAttK9of5BZrwRhFa/A39UovnmWWW+kBt88o6LPxTc+"
    "STnX1dAylCOqG94YDibunwGGKJXqL4Nh4pXsNxtrPNaD3yjmIVnrqtd8TBlPVEmi+n1fhK+Z/wnb9ErCAOabWcR21YA71Wlz"
    "IRxtC3KoMWtFcYCmDCW9eEQqotGJAgMBAAECgYAJ4uC483l4qS/2fOdHiDUUbTCAM1b0iuZxj5IYNVaoGMTGJAa38M2jxe+6"
    "iJZZmNGsMEi1UKVvZL9D0Gh8v80EFy5PmURgws6U35EWALLPwarqGb+dxVKWOKwqBB+Cbj0oyXpXkGzpvnaKdZItlZkS/796"
    "O3jd6W+GjH0WFYpAnQJBAOQIlXnuOrzlQYcYHYaBQPiMBbX+yIcG3GhUCQNn14AvoIHt9nCdnJwctyrwRRe4TOfyILGyLw4e"
    "KcAmz9rWro8CQQDUvspkd7RX204RUH5gDgykJ0zJSemjOmVoJgwhcC49lIw1yhH0NmEDNb6gy79Qohi8ZJS1NZf0N/ZymdD1"
    "/wpnAkAIA2E1UrDPuIKv+6H1+w7MbSc6OQTU8eHG7MUQUJLbF1Fdn34cgP1i4wNwx9a1ua1CLVkGxYsvxNGUxghh2U9zAkAd"
    "L7uWgvGj5/tS1scvqF3Fm3qmVtSNxzIoUqfxYnGFkz6VFo7WASvYA+SOLMWna0WXevkHzz10jMTrvfxz8zRbAkAxPoh4EF4Y"
    "PhkbBWMQWHYi16bJG8sGQQ8k8FI1D6M8neBcX2NK4qwFR+RuUmN9noNidJWtNUKN2erboQhmk8w6"
    R"(\n-----END PRIVATE KEY-----\n","client_email":"bot@rbm-demo.iam.gserviceaccount.com",)"
    R"("token_uri":"https://oauth2.googleapis.com/token"})";

/// What openssl makes of the key file at the moment of the cases.
const std::string assertion =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6IjRmMWQwYyIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL29hdXRoMi5nb29nbGV"
    "hcGlzLmNvbS90b2tlbiIsImV4cCI6MTc3MjQ0NjUyOCwiaWF0IjoxNzcyNDQyOTI4LCJpc3MiOiJib3RAcmJtLWRlbW8uaWF"
    "tLmdzZXJ2aWNlYWNjb3VudC5jb20iLCJzY29wZSI6Imh0dHBzOi8vd3d3Lmdvb2dsZWFwaXMuY29tL2F1dGgvcmNzYnVzaW5"
    "lc3NtZXNzYWdpbmcifQ.YWwM6SUCQfSKGwUcyFev44c3rvat09xsdD2eXBrIM7VIiA-766ukNSJzjVeUc_OkJiXMASRh4BrT"
    "MAPByXpSwqgVS0lKPf6JQ5SATgo_MixTNwkQmNVRfniG9owoi3A-vyR-WZucZhgGhDWahjDG8GtCjEiWe6nQzpr-2yG46ek";

/// The reference's vector.
const std::string vector_body =
    R"({"message":{"attributes":{"product":"RBM","project_number":"123456789012","message_type":"SUGGESTION_RES)"
    R"(PONSE","business_id":"espoo_bot@rbm.goog"},"data":"eyJzZW5kZXJQaG9uZU51bWJlciI6IiszNTg0MDExMTIyMzMiLCJtZ)"
    R"(XNzYWdlSWQiOiJSYm1Vc2VyTXNnLTVlMWMtNzdhYSIsInNlbmRUaW1lIjoiMjAyNi0wMy0wMlQwOToxNToyNy4xMTIyMzNaIiwiYWdlb)"
    R"(nRJZCI6ImVzcG9vX2JvdCIsInN1Z2dlc3Rpb25SZXNwb25zZSI6eyJwb3N0YmFja0RhdGEiOiJRMzpZRVMiLCJ0ZXh0IjoiS3lsbMOkI)"
    R"(iwidHlwZSI6IlJFUExZIn19","messageId":"9876543210","publishTime":"2026-03-02T09:15:27.4Z"},"subscription")"
    R"(:"projects/rbm-demo/subscriptions/rbm-hook"})";
const std::string vector_signature =
    "Kmv6c+mx0DL+2qIl1E/wrnFAxZv2I3+xwfHuDUMVWWwEXn5CD2/9UwmLZ2qRhqajJ1SKxnyvMKe3kHvOD4UOBw==";

WebhookRequest rcs_call(std::string body, const std::string& signature) {
    Headers headers = {{"content-type", "application/json"}};
    if (!signature.empty()) headers.emplace_back("x-goog-signature", signature);
    return {.method = "POST",
            .target = "/hooks/rcs",
            .headers = std::move(headers),
            .body = std::move(body),
            .now = now};
}

/// An event in its envelope, signed as Google does it.
WebhookRequest rcs_event(const std::string& event) {
    return rcs_call(R"({"message":{"attributes":{"product":"RBM"},"data":")" + base64(event) +
                        R"(","messageId":"9876543210"},"subscription":"projects/rbm-demo/subscriptions/rbm-hook"})",
                    base64(hmac_bytes("SHA512", client_token, event)));
}

WebhookRequest rcs_message(const std::string& members) {
    return rcs_event(R"({"senderPhoneNumber":"+358401112233","messageId":"RbmUserMsg-5e1c-77aa",)"
                     R"("sendTime":"2026-03-02T09:15:27.112233Z","agentId":"espoo_bot",)" +
                     members + "}");
}

WebhookRequest rcs_happening(const std::string& kind, const std::string& of = "out-88231") {
    return rcs_event(R"({"senderPhoneNumber":"+358401112233","eventType":")" + kind +
                     R"(","eventId":"Ev-5e1c-0001","messageId":")" + of +
                     R"(","sendTime":"2026-03-02T09:15:40.5Z","agentId":"espoo_bot"})");
}

Incoming rcs_says(Reply reply) {
    return {.external_id = "RbmUserMsg-5e1c-77aa",
            .from = {"rcs", "+358401112233"},
            .to = "espoo_bot",
            .reply = std::move(reply),
            .sent_at = Instant(std::chrono::milliseconds(1'772'442'927'112)),
            .also = {{"tel", "+358401112233"}}};
}

Incoming rcs_unsupported() {
    auto incoming = rcs_says(TextReply{});
    incoming.unsupported = true;
    return incoming;
}

std::vector<IncomingCase> rcs_incoming() {
    auto tap = rcs_says(TapReply{3, "yes"});
    tap.conversation_ref = "c0ffee42";
    auto back = rcs_says(TextReply{"START"});
    back.external_id = "Ev-5e1c-0001";
    back.sent_at = Instant(std::chrono::milliseconds(1'772'442'940'500));
    const auto file = [](const std::string& type) {
        return rcs_message(R"("userFile":{"payload":{"mimeType":")" + type +
                           R"(","fileSizeBytes":41231,"fileUri":"https://rcs.example/f/1"}})");
    };
    const HttpAnswer echo{.content_type = "text/plain", .body = "7421"};
    return {
        {"the reference's vector: a chip that is none of ours",
         rcs_call(vector_body, vector_signature),
         {rcs_says(TextReply{"Kyllä"})}},
        {"words", rcs_message(R"("text":"Lisää puita")"), {rcs_says(TextReply{"Lisää puita"})}},
        {"words of two lines with an emoji",
         rcs_message(R"("text":"9\nkiitos \ud83d\ude00")"),
         {rcs_says(TextReply{"9\nkiitos 😀"})}},
        {"no words at all", rcs_message(R"("text":"")"), {rcs_says(TextReply{""})}},
        {"a NUL is shown, not stored", rcs_message(R"("text":"a\u0000b")"), {rcs_says(TextReply{"a\uFFFDb"})}},
        {"a chip of ours",
         rcs_message(R"("suggestionResponse":{"postbackData":"q3:c0ffee42:yes","text":"Kyllä","type":"REPLY"})"),
         {tap}},
        {"a place",
         rcs_message(R"("location":{"latitude":61.5054,"longitude":23.6242})"),
         {rcs_says(LocationReply{.latitude = 61.5054, .longitude = 23.6242})}},
        {"a place on the equator",
         rcs_message(R"("location":{"longitude":23.5})"),
         {rcs_says(LocationReply{.latitude = 0, .longitude = 23.5})}},
        {"a place that is not on this earth",
         rcs_message(R"("location":{"latitude":91,"longitude":23.5})"),
         {rcs_unsupported()}},
        {"a photo", file("image/jpeg"), {rcs_says(FileReply{FileReply::Kind::photo, "https://rcs.example/f/1"})}},
        {"a voice message",
         file("audio/amr"),
         {rcs_says(FileReply{FileReply::Kind::voice, "https://rcs.example/f/1"})}},
        {"a document", file("application/pdf"), {rcs_unsupported()}},
        {"something new", rcs_message(R"("hologram":{})"), {rcs_unsupported()}},
        {"a resident who comes back", rcs_happening("SUBSCRIBE"), {back}},
        {"Google asks whether the address is ours",
         rcs_call(R"({"clientToken":"K7QW2ZPD9XVT4MHN","secret":"7421"})", ""),
         {},
         echo},
    };
}

std::vector<StatusCase> rcs_statuses() {
    const auto report = [](DeliveryState state) {
        return StatusReport{.message_id = "out-88231",
                            .state = state,
                            .at = Instant(std::chrono::milliseconds(1'772'442'940'500))};
    };
    auto failed = report(DeliveryState::failed);
    failed.failure = SendFailure{.kind = FailureKind::permanent, .detail = "not delivered in its time"};
    return {
        {"sent", rcs_happening("SENT"), {report(DeliveryState::sent)}},
        {"delivered", rcs_happening("DELIVERED"), {report(DeliveryState::delivered)}},
        {"read", rcs_happening("READ"), {report(DeliveryState::read)}},
        {"a part that is not the last", rcs_happening("DELIVERED", "out-88231.1"), {}},
        {"withdrawn after its time", rcs_happening("TTL_EXPIRATION_REVOKED"), {failed}},
        {"a part withdrawn after its time", rcs_happening("TTL_EXPIRATION_REVOKED", "out-88231.2"), {failed}},
        {"not withdrawn", rcs_happening("TTL_EXPIRATION_REVOKE_FAILED"), {}},
        {"typing", rcs_happening("IS_TYPING"), {}},
        {"the resident has enough", rcs_happening("UNSUBSCRIBE"), {OptOut{{"rcs", "+358401112233"}}}},
        {"an event of nobody", rcs_event(R"({"text":"moi"})"), {}},
        {"signed bytes that are no JSON", rcs_event("moi"), {}},
    };
}

std::vector<RefusedCase> rcs_refused() {
    auto get = rcs_call(vector_body, vector_signature);
    get.method = "GET";
    auto other = vector_signature;
    other[0] = 'L';
    auto another_body = vector_body;
    another_body.replace(another_body.find("eyJz"), 4, "eyJ0");
    return {
        {"no signature", rcs_call(vector_body, ""), {403, "signature"}},
        {"a wrong signature", rcs_call(vector_body, other), {403, "signature"}},
        {"other words", rcs_call(another_body, vector_signature), {403, "signature"}},
        {"a signature that is none", rcs_call(vector_body, "!"), {403, "signature"}},
        {"a wrong token in Google's question",
         rcs_call(R"({"clientToken":"guess","secret":"7421"})", ""),
         {403, "signature"}},
        {"another method", get, {405, "method"}},
        {"no JSON", rcs_call("moi", vector_signature), {400, "malformed"}},
    };
}

Outgoing rcs_outgoing_message(Message message) {
    return {.id = "out-88231",
            .conversation_ref = "c0ffee42",
            .to = {"rcs", "+358401112233"},
            .message = std::move(message),
            .now = now,
            .prepared = "ya29.t0ken"};
}

HttpRequest rcs_send(const std::string& content, const std::string& id = "out-88231") {
    return {.method = "POST",
            .url = "https://europe-rcsbusinessmessaging.googleapis.com/v1/phones/%2B358401112233/agentMessages"
                   "?messageId=" + id + "&agentId=espoo_bot",
            .headers = {{"content-type", "application/json"}, {"authorization", "Bearer ya29.t0ken"}},
            .body = R"({"contentMessage":{)" + content + R"(},"ttl":"86400s"})"};
}

std::string chip(const std::string& label, const std::string& payload) {
    return R"({"reply":{"postbackData":")" + payload + R"(","text":")" + label + R"("}})";
}

std::vector<OutgoingCase> rcs_outgoing() {
    const auto plainly = [](const std::string& text) {
        return rcs_outgoing_message({.text = text, .language = "fi"});
    };
    const Message asked{.text = "Mistä?",
                        .hint = "Vastaa numerolla.",
                        .choices = {{"sms", "Tekstiviestillä", 1}, {"na", "En tiedä", 0}},
                        .plain_choices = dialogs::PlainChoices::numbered,
                        .language = "fi",
                        .question = 2};
    auto listed = asked;
    listed.plain_choices = dialogs::PlainChoices::listed;
    auto long_label = asked;
    long_label.choices[0] = {"face", "Kasvokkain palvelupisteessä", 1};
    Message nps{.text = "Suosittelisitko?", .hint = "0-10", .language = "fi", .question = 1};
    std::string chips;
    for (int i = 0; i <= 10; ++i) {
        nps.choices.push_back({std::to_string(i), std::to_string(i), i});
        chips += (i == 0 ? "" : ",") + chip(std::to_string(i), "q1:c0ffee42:" + std::to_string(i));
    }
    auto many = nps;
    many.choices.push_back({"na", "En osaa sanoa", -1});
    const std::string sentence = "Kerro meille lisää siitä, mitä tapahtui.";
    std::string first = sentence;
    for (int i = 1; i < 74; ++i) first += ' ' + sentence;  // one more would make 3074 characters
    const auto long_text = first + ' ' + sentence + ' ' + sentence;
    return {
        {"words", plainly("Kiitos!"), {rcs_send(R"("text":"Kiitos!")")}},
        {"chips instead of the hint and the lines",
         rcs_outgoing_message(asked),
         {rcs_send(R"("suggestions":[)" + chip("Tekstiviestillä", "q2:c0ffee42:sms") + "," +
                   chip("En tiedä", "q2:c0ffee42:na") + R"(],"text":"Mistä?")")}},
        {"eleven chips are as many as there may be",
         rcs_outgoing_message(nps),
         {rcs_send(R"("suggestions":[)" + chips + R"(],"text":"Suosittelisitko?")")}},
        {"twelve choices are text", rcs_outgoing_message(many), {rcs_send(R"("text":"Suosittelisitko? 0-10")")}},
        {"a label that is too long stands whole in the text",
         rcs_outgoing_message(long_label),
         {rcs_send(R"("suggestions":[)" + chip("Kasvokkain palvelupistee…", "q2:c0ffee42:face") + "," +
                   chip("En tiedä", "q2:c0ffee42:na") + R"(],"text":"Mistä?\n1=Kasvokkain palvelupisteessä")")}},
        {"lines that are to be put in order are text",
         rcs_outgoing_message(listed),
         {rcs_send(R"("text":"Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä")")}},
        {"an open question keeps its hint",
         rcs_outgoing_message({.text = "Miksi?", .hint = "Tai OHI.", .language = "fi", .question = 1}),
         {rcs_send(R"("text":"Miksi? Tai OHI.")")}},
        {"typographic signs stay", plainly("“Hei” – ok…"), {rcs_send(R"("text":"“Hei” – ok…")")}},
        {"quotes and line breaks", plainly("a \"b\"\nc\\d"), {rcs_send(R"("text":"a \"b\"\nc\\d")")}},
        {"Arabic", plainly("شكرا!"), {rcs_send(R"("text":"شكرا!")")}},
        {"bytes that are no UTF-8", plainly("a\xFF"), {rcs_send("\"text\":\"a\uFFFD\"")}},
        {"a long text goes in two, the last under our id",
         plainly(long_text),
         {rcs_send("\"text\":\"" + first + '"', "out-88231.1"),
          rcs_send("\"text\":\"" + sentence + ' ' + sentence + '"')}},
        {"an empty text is still sent", plainly(""), {rcs_send(R"("text":"")")}},
    };
}

std::vector<PreparedCase> rcs_prepared() {
    const auto message = rcs_outgoing_message({.text = "Hei!"});
    const std::vector<HttpRequest> requests = {
        {.method = "POST",
         .url = "https://oauth2.googleapis.com/token",
         .headers = {{"content-type", "application/x-www-form-urlencoded"}},
         .body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + assertion}};
    using enum FailureKind;
    return {
        {"a token",
         message,
         requests,
         {.status = 200, .body = R"({"access_token":"ya29.t0ken","expires_in":3599,"token_type":"Bearer"})"},
         "ya29.t0ken",
         {}},
        {"an answer without a token", message, requests, {.status = 200, .body = "{}"}, "", retry},
        {"a key that Google does not know",
         message,
         requests,
         {.status = 400, .body = R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})"},
         "",
         configuration},
        {"a broken service", message, requests, {.status = 503}, "", retry},
        {"no answer in time: asking again is harmless",
         message,
         requests,
         {.status = 0, .timed_out = true},
         "",
         retry},
    };
}

std::vector<AnswerCase> rcs_answers() {
    using enum FailureKind;
    return {
        {"taken",
         {.status = 200, .body = R"({"name":"phones/+358401112233/agentMessages/out-88231"})"},
         "",
         {}},
        {"taken before", {.status = 409, .body = R"({"error":{"status":"ALREADY_EXISTS"}})"}, "", {}},
        {"not reachable by RCS", {.status = 404}, "", unreachable},
        {"a feature that the phone lacks", {.status = 400}, "", permanent},
        {"a token that is none", {.status = 401}, "", configuration},
        {"not our agent", {.status = 403}, "", configuration},
        {"too many", {.status = 429}, "", throttled},
        {"a broken service", {.status = 503}, "", retry},
        {"no connection", {.status = 0}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

WebhookRequest rcs_words(const std::string& words) {
    return rcs_message("\"text\":" + nlohmann::json(words).dump());
}

WebhookRequest rcs_tap(const Payload& payload) {
    return rcs_message(R"("suggestionResponse":{"postbackData":")" + payload_text(payload) + R"(","type":"REPLY"})");
}

/// Whatever the body says, its data is signed; an envelope without data signs nothing.
void sign_rcs(WebhookRequest& request) {
    const auto data = decoded(words_at(json_from(request.body), "/message/data"), ByteEncoding::base64);
    put_header(request, "x-goog-signature", base64(hmac_bytes("SHA512", client_token, data)));
}

}  // namespace

std::vector<AdapterCases> rcs_cases() {
    return {{.adapter = "rcs",
             .configuration = "an agent in Europe",
             .config = {.name = "rcs",
                        .public_url = "https://bot.example.fi",
                        .settings = settings_of({{"agent_id", "espoo_bot"},
                                                 {"client_token", client_token},
                                                 {"service_account", key_file}})},
             .incoming = rcs_incoming(),
             .statuses = rcs_statuses(),
             .refused = rcs_refused(),
             .outgoing = rcs_outgoing(),
             .prepared = rcs_prepared(),
             .answers = rcs_answers(),
             .says = &rcs_words,
             .taps = &rcs_tap,
             .prove = &sign_rcs}};
}

}  // namespace cases
