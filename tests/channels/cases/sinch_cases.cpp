// Sinch: callbacks by password and by signature, batches of one message out.
#include "tests/channels/cases/sms_parts.hpp"
#include "tests/channels/signing.hpp"

namespace cases {
namespace {

using namespace channels;
using namespace cases::sms;

WebhookRequest call(const std::string& body) { return post("/s1nch-7f3a", json, body); }

WebhookRequest mo(const std::string& type, const std::string& body, const std::string& from = "358401112233") {
    return call(R"({"type":")" + type + R"(","id":"01JNN9R3S4T5V6W7X8Y9Z0A1B2","from":")" + from +
                R"(","to":"358457300777","body":)" + body +
                R"(,"received_at":"2026-03-02T09:15:27.118Z","operator_id":"24491"})");
}

Incoming received(Incoming incoming) { return sent_at_27(to(std::move(incoming), "358457300777"), 118); }

Incoming says(std::string text) { return received(from_aino("01JNN9R3S4T5V6W7X8Y9Z0A1B2", std::move(text))); }

Incoming shows(const std::string& number, const std::string& file) {
    return received(photo("01JNN9R3S4T5V6W7X8Y9Z0A1B2/" + number, file));
}

std::vector<IncomingCase> incoming() {
    auto foreign = says("Tere");
    foreign.from.id = "+3725551234";
    auto voice = shows("0", "u2");
    std::get<dialogs::FileReply>(voice.reply).kind = dialogs::FileReply::Kind::voice;
    return {
        {"the sample of Sinch's reference", mo("mo_text", R"("Kyllä kiitos")"), {says("Kyllä kiitos")}},
        {"an emoji", mo("mo_text", R"("Hei \ud83d\udc4d")"), {says("Hei 👍")}},
        {"an empty message", mo("mo_text", R"("")"), {says("")}},
        {"line breaks stay", mo("mo_text", R"("1\n\njälki")"), {says("1\n\njälki")}},
        {"8-bit data: a kind answer is due", mo("mo_binary", R"("AQID")"), {unsupported(says(""))}},
        {"a picture",
         mo("mo_media", R"({"media":[{"url":"u1","content_type":"image/jpeg","status":"Uploaded"}]})"),
         {shows("0", "u1")}},
        {"words, a voice and a card",
         mo("mo_media", R"({"message":"tässä","media":[{"url":"u2","content_type":"audio/amr"},)"
                        R"({"url":"u3","content_type":"text/vcard"}]})"),
         {says("tässä"), voice, unsupported(shows("1", ""))}},
        {"a text that is none", mo("mo_text", "7"), {unsupported(says(""))}},
        {"a number as people write it", mo("mo_text", R"("moi")", "040 111 2233"), {says("moi")}},
        {"a foreign number", mo("mo_text", R"("Tere")", "3725551234"), {foreign}},
        {"a sender that is a name could not be answered", mo("mo_text", R"("a")", "Posti"), {}},
    };
}

std::vector<StatusCase> statuses() {
    using enum FailureKind;
    const std::string theirs = "01JNN9S1A2B3C4D5E6F7G8H9J0";
    const auto status = [&](const std::string& told, int code) {
        return call(R"({"type":"recipient_delivery_report_sms","batch_id":")" + theirs +
                    R"(","recipient":"358401112233","code":)" + std::to_string(code) + R"(,"status":")" + told +
                    R"(","at":"2026-03-02T09:15:31.010Z","operator_status_at":"2026-03-02T09:15:30Z",)"
                    R"("client_reference":"out-88231","encoding":"GSM","number_of_message_parts":1})");
    };
    const auto ours = [&](DeliveryState state) { return report("out-88231", theirs, state, at_second(31, 10)); };
    const auto failing = [&](FailureKind kind, const std::string& detail) {
        return failed("out-88231", theirs, kind, detail, at_second(31, 10));
    };
    const auto summary = [&](const std::string& list) {
        return call(R"({"type":"delivery_report_sms","batch_id":")" + theirs +
                    R"(","total_message_count":1,"statuses":[)" + list + "]}");
    };
    return {
        {"the sample of Sinch's reference", status("Delivered", 0), {ours(DeliveryState::delivered)}},
        {"queued", status("Queued", 400), {ours(DeliveryState::accepted)}},
        {"dispatched", status("Dispatched", 401), {ours(DeliveryState::sent)}},
        {"deleted: the resident opted out", status("Deleted", 412), {failing(stopped, "Deleted, code 412")}},
        {"rejected", status("Rejected", 402), {failing(permanent, "Rejected, code 402")}},
        {"a failure that passes", status("Failed", 404), {failing(retry, "Failed, code 404")}},
        {"expired", status("Expired", 406), {failing(permanent, "Expired, code 406")}},
        {"final, and nobody knows", status("Unknown", 499), {}},
        {"a summary of the batch",
         summary(R"({"code":0,"status":"Delivered","count":1,"recipients":["358401112233"]})"),
         {report("", theirs, DeliveryState::delivered)}},
        {"a summary of many says nothing of ours",
         summary(R"({"code":0,"status":"Delivered","count":1},{"code":402,"status":"Rejected","count":1})"),
         {}},
        {"another kind of event", call(R"({"app_id":"01H","message":{"direction":"TO_APP"}})"), {}},
    };
}

std::vector<RefusedCase> refused() {
    const auto body = mo("mo_text", R"("moi")").body;
    return {
        {"no secret", post("", json, body), {403, "secret"}},
        {"a wrong secret", post("/s1nch-7f3b", json, body), {403, "secret"}},
        {"another method", by("GET", mo("mo_text", R"("moi")")), {405, "method"}},
        {"no JSON", call("type=mo_text"), {400, "malformed"}},
        {"no sender", call(R"({"type":"mo_text","body":"a"})"), {400, "malformed"}},
        {"a report on nothing", call(R"({"type":"recipient_delivery_report_sms","status":"Delivered"})"),
         {400, "malformed"}},
        {"a summary of nothing", call(R"({"type":"delivery_report_sms","statuses":[]})"), {400, "malformed"}},
    };
}

const Headers headers = {{"content-type", json}, {"authorization", "Bearer xms-t0ken-5"}};
const std::string batches = "https://eu.sms.api.sinch.com/xms/v1/plan-1/batches";

HttpRequest sends(const std::string& text, const std::string& hook = "/s1nch-7f3a") {
    return {.method = "POST",
            .url = batches,
            .headers = headers,
            .body = R"({"body":")" + text + R"(","callback_url":"https://bot.example.fi/hooks/sms)" + hook +
                    R"(","client_reference":"out-88231","delivery_report":"per_recipient","from":"358457300777",)"
                    R"("to":["358401112233"],"type":"mt_text"})"};
}

std::vector<OutgoingCase> outgoing() {
    return {
        {"plain words", message("Kiitos vastauksesta!"), {sends("Kiitos vastauksesta!")}},
        {"Finnish letters and a euro sign", message("Hyvää: 5 €"), {sends("Hyvää: 5 €")}},
        {"signs that JSON escapes", message("a\"b\\c\nd"), {sends(R"(a\"b\\c\nd)")}},
        {"typographic signs become plain ones", message("“Ok” – ok…"), {sends(R"(\"Ok\" - ok...)")}},
        {"an emoji", message("Hei 👍"), {sends("Hei 👍")}},
        {"Arabic", message("نعم"), {sends("نعم")}},
        {"text, hint and numbered lines",
         question(),
         {sends(R"(Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä)")}},
        {"as long as we let one be", message(times(1530, "a")), {sends(times(1530, "a"))}},
        {"longer", message(times(1531, "a")), {sends(times(1530, "a")), sends("a")}},
        {"longer, and no letter loses its accent",
         message(times(669, "š") + "q\u0303"),
         {sends(times(669, "š")), sends("q\u0303")}},
        {"an empty text is still sent", message(""), {sends("")}},
        {"nobody to call", to_a_page(), {}, "", FailureKind::unreachable},
    };
}

std::vector<AnswerCase> answers() {
    using enum FailureKind;
    return {
        {"taken", {.status = 201, .body = R"({"id":"01JNN9S","to":["358401112233"]})"}, "01JNN9S", {}},
        {"taken, no JSON", {.status = 201, .body = "ok"}, "", {}},
        {"a rule broken", {.status = 400, .body = R"({"code":"syntax_constraint_violation"})"}, "", permanent},
        {"wrong token", {.status = 401}, "", configuration},
        {"not allowed", {.status = 403}, "", configuration},
        {"too many", {.status = 429}, "", throttled},
        {"broken", {.status = 503}, "", retry},
        {"no connection", {.status = 0}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

const std::string signing_secret = "sinch-hook-secret-42";
const std::string nonce = "01HNONCE7Y8Z9A0B1C2D3E4F5G";
const std::string vector_body =
    R"({"app_id":"01HABCDEF0123456789ABCDEFG","accepted_time":"2026-03-02T09:15:27.118Z",)"
    R"("event_time":"2026-03-02T09:15:27Z","project_id":"9d2c1f0e-0000-4000-8000-0123456789ab",)"
    R"("message":{"id":"01HMSGAA","direction":"TO_APP","contact_message":{"text_message":{"text":"Kyllä"}}}})";

void sign(WebhookRequest& request) {
    put_header(request, "x-sinch-webhook-signature-timestamp", "1772442928");
    put_header(request, "x-sinch-webhook-signature-nonce", nonce);
    put_header(request, "x-sinch-webhook-signature",
               base64(hmac_bytes("SHA256", signing_secret, request.body + '.' + nonce + ".1772442928")));
}

AdapterCases signed_callbacks() {
    const auto vector = post("", json, vector_body,
                             {{"x-sinch-webhook-signature", "G5frVpbyGqcoIaKrA+E1k8t6TwDF3cWr+3vCN4dDA/o="},
                              {"x-sinch-webhook-signature-nonce", nonce},
                              {"x-sinch-webhook-signature-timestamp", "1772442928"},
                              {"x-sinch-webhook-signature-algorithm", "HmacSHA256"}});
    auto good = post("", json, mo("mo_text", R"("moi")").body);
    sign(good);
    auto other_nonce = good;
    put_header(other_nonce, "x-sinch-webhook-signature-nonce", "01HNONCE");
    return {.adapter = "sinch",
            .configuration = "signed callbacks",
            .config = config({{"service_plan_id", "plan-1"},
                              {"api_token", "xms-t0ken-5"},
                              {"signature_secret", signing_secret},
                              {"sender", "+358457300777"}}),
            .incoming = {{"signed", good, {says("moi")}}},
            .statuses = {{"the vector of Sinch's reference: signed well, and no text message", vector, {}}},
            .refused = {{"unsigned", post("", json, vector_body), {403, "signature"}},
                        {"one bit is another", flipped(vector), {403, "signature"}},
                        {"another nonce", other_nonce, {403, "signature"}},
                        {"an old call", later(good, std::chrono::minutes(6)), {403, "signature"}}},
            .outgoing = {{"reports are signed, too", message("Kiitos"), {sends("Kiitos", "")}}},
            .steps = {{"credentials", {.url = batches + "?page_size=1", .headers = {headers.back()}}}},
            .prove = &sign};
}

}  // namespace

std::vector<AdapterCases> sinch_cases() {
    return {{.adapter = "sinch",
             .configuration = "a secret path",
             .config = config({{"service_plan_id", "plan-1"},
                               {"api_token", "xms-t0ken-5"},
                               {"secret", "s1nch-7f3a"},
                               {"sender", "+358457300777"}}),
             .incoming = incoming(),
             .statuses = statuses(),
             .refused = refused(),
             .outgoing = outgoing(),
             .answers = answers(),
             .steps = {{"credentials", {.url = batches + "?page_size=1", .headers = {headers.back()}}}},
             .prove = [](WebhookRequest& request) { request.path.insert(0, "/s1nch-7f3a"); }},
            signed_callbacks()};
}

}  // namespace cases
