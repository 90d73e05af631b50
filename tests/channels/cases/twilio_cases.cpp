// Twilio: webhooks with signatures computed by its own library, and others signed the same way.
#include "tests/channels/cases/sms_parts.hpp"
#include "tests/channels/signing.hpp"

#include "channels/query.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace cases {
namespace {

using namespace channels;
using namespace cases::sms;

const std::string token = "5f1c0d7ab93e4e2f8a6610c2d3b4e5f6";
const std::string account = "AC00112233445566778899aabbccddeeff";
const std::string sid = "SM3c5a90b1d2e34f5061728394a5b6c7d8";
const std::string sent_sid = "SM9aa1bb2cc3dd4ee5ff60718293a4b5c6";

// The vectors' own requests.
const std::string sample =
    "ToCountry=FI&SmsMessageSid=SM3c5a90b1d2e34f5061728394a5b6c7d8&NumMedia=0&ToCity=&FromZip=&SmsSid="
    "SM3c5a90b1d2e34f5061728394a5b6c7d8&FromState=&SmsStatus=received&FromCity=&Body=Kyll%C3%A4+%26+ei%21+%F0%9F%91%8D&"
    "FromCountry=FI&To=%2B358457300111&ToZip=&NumSegments=1&MessageSid=SM3c5a90b1d2e34f5061728394a5b6c7d8&AccountSid="
    "AC00112233445566778899aabbccddeeff&From=%2B358401112233&ApiVersion=2010-04-01";
const std::string sample_signature = "JOgH5n+U4eFoq00UE2lkLrGcAp4=";
const std::string undelivered =
    "MessageSid=SM9aa1bb2cc3dd4ee5ff60718293a4b5c6&MessageStatus=undelivered&ErrorCode=30003&To=%2B358401112233&From=%"
    "2B358457300111&AccountSid=AC00112233445566778899aabbccddeeff&SmsSid=SM9aa1bb2cc3dd4ee5ff60718293a4b5c6&SmsStatus="
    "undelivered&ApiVersion=2010-04-01";

WebhookRequest at_target(WebhookRequest request, const std::string& path, const std::string& query = "") {
    request.target = "/hooks/" + path + (query.empty() ? "" : '?' + query);
    request.path = path.substr(std::min(path.find('/'), path.size()));
    request.query = query;
    return request;
}

WebhookRequest vector_1(const std::string& signature = sample_signature) {
    return at_target(post("", form + "; charset=UTF-8", sample, {{"x-twilio-signature", signature}}), "twilio/7f3a",
                     "tenant=espoo");
}

WebhookRequest vector_4(const std::string& body) {
    return at_target(
        post("", json, body, {{"x-twilio-signature", "PlVi4ZvgrbJ83Od7nljN8qBBLgs="}}), "twilio-json",
        "tenant=espoo&bodySHA256=fa92dee0fc0bdbe0beaf2bcfe719cd9a2283a9b36730394a561af3b70eca428b");
}

/// Signs as Twilio would: names in order, each name's distinct values in order.
void sign_as(WebhookRequest& request, const std::string& key, const std::string& base) {
    auto text = base + request.target;
    if (request.method != "GET") {
        put_header(request, "content-type", form);
        std::map<std::string, std::set<std::string>> fields;
        for (const auto& [name, value] : read_query(request.body)) fields[name].insert(value);
        for (const auto& [name, values] : fields) {
            for (const auto& value : values) text += name + value;
        }
    }
    put_header(request, "x-twilio-signature", base64(hmac_bytes("SHA1", key, text)));
}

void sign(WebhookRequest& request) { sign_as(request, token, "https://bot.example.fi"); }

WebhookRequest signed_by_twilio(WebhookRequest request) {
    sign(request);
    return request;
}

const std::string head = "MessageSid=" + sid + "&AccountSid=" + account + "&From=%2B358401112233&To=%2B358457300111&";

WebhookRequest call(const std::string& rest) { return signed_by_twilio(post("", form, head + rest)); }

WebhookRequest with_port(const std::string& base) {
    auto request = post("", form, head + "Body=moi");
    sign_as(request, token, base);
    return request;
}

Incoming says(std::string text) { return to(from_aino(sid, std::move(text)), "+358457300111"); }

Incoming shows(const std::string& number, const std::string& file) {
    return to(photo(sid + '/' + number, file), "+358457300111");
}

std::vector<IncomingCase> incoming() {
    auto voice = shows("0", "https://api.twilio.com/m/ME2");
    std::get<dialogs::FileReply>(voice.reply).kind = dialogs::FileReply::Kind::voice;
    auto foreign = says("Tere");
    foreign.from.id = "+3725551234";
    auto short_code = says("saldo 5");
    short_code.from.id = "16400";
    auto by_query = signed_by_twilio(get("", head + "Body=moi"));
    auto second_token = post("", form, head + "Body=moi");
    sign_as(second_token, "0123456789abcdef0123456789abcdef", "https://bot.example.fi");
    return {
        {"the sample of Twilio's reference, signed by its own library", vector_1(), {says("Kyllä & ei! 👍")}},
        {"signed with the port told", with_port("https://bot.example.fi:443"), {says("moi")}},
        {"signed with the next token", second_token, {says("moi")}},
        {"a webhook by GET", by_query, {says("moi")}},
        {"an empty message", call("Body=&NumMedia=0"), {says("")}},
        {"invalid UTF-8 loses nothing but what cannot be read", call("Body=a%FFb"), {says("a\uFFFDb")}},
        {"line breaks stay", call("Body=1%0A%0Aj%C3%A4lki"), {says("1\n\njälki")}},
        {"a picture",
         call("Body=&NumMedia=1&MediaContentType0=image%2Fjpeg&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fm%2FME1"),
         {shows("0", "https://api.twilio.com/m/ME1")}},
        {"words and two pictures",
         call("Body=t%C3%A4ss%C3%A4&NumMedia=2&MediaContentType0=image%2Fpng&MediaUrl0=u0&"
              "MediaContentType1=image%2Fgif&MediaUrl1=u1"),
         {says("tässä"), shows("0", "u0"), shows("1", "u1")}},
        {"a voice message",
         call("Body=&NumMedia=1&MediaContentType0=audio%2Famr&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fm%2FME2"),
         {voice}},
        {"a business card: a kind answer is due",
         call("Body=&NumMedia=1&MediaContentType0=text%2Fvcard&MediaUrl0=u0"),
         {unsupported(shows("0", ""))}},
        {"more media than there are", call("Body=moi&NumMedia=-3"), {says("moi")}},
        {"HELP is ours to answer, too", call("Body=HELP&OptOutType=HELP"), {says("HELP")}},
        {"a foreign number",
         signed_by_twilio(post("", form, "MessageSid=" + sid + "&From=%2B3725551234&To=%2B358457300111&Body=Tere")),
         {foreign}},
        {"a short code has no country",
         signed_by_twilio(post("", form, "MessageSid=" + sid + "&From=16400&To=%2B358457300111&Body=saldo+5")),
         {short_code}},
        {"a sender that is a name could not be answered",
         signed_by_twilio(post("", form, "MessageSid=SM1&From=Posti&Body=Paketti")),
         {}},
        {"another channel's address is none of ours",
         signed_by_twilio(post("", form, "MessageSid=SM1&From=whatsapp%3A%2B358401112233&Body=moi")),
         {}},
    };
}

std::vector<StatusCase> statuses() {
    using enum FailureKind;
    const auto status = [](const std::string& told) {
        return signed_by_twilio(at_target(post("", form, "MessageSid=" + sent_sid + "&MessageStatus=" + told),
                                          "sms/status", "m=out-88231"));
    };
    const auto ours = [](DeliveryState state) { return report("out-88231", sent_sid, state); };
    const auto failing = [](FailureKind kind, const std::string& detail) {
        return failed("out-88231", sent_sid, kind, detail);
    };
    return {
        {"undelivered, signed by Twilio's own library",
         at_target(post("", form, undelivered, {{"x-twilio-signature", "Abs3DIL0dvHGiC4m6+SCZ0J99tY="}}),
                   "twilio/7f3a/status"),
         {failed("", sent_sid, retry, "30003 the handset is out of reach")}},
        {"queued", status("queued"), {ours(DeliveryState::accepted)}},
        {"sending", status("sending"), {ours(DeliveryState::accepted)}},
        {"sent", status("sent"), {ours(DeliveryState::sent)}},
        {"delivered", status("delivered"), {ours(DeliveryState::delivered)}},
        {"read", status("read"), {ours(DeliveryState::read)}},
        {"unknown handset", status("undelivered&ErrorCode=30005"), {failing(unreachable, "30005 unknown handset")}},
        {"filtered", status("undelivered&ErrorCode=30007"), {failing(permanent, "30007 filtered by the carrier")}},
        {"opted out", status("failed&ErrorCode=21610"), {failing(stopped, "21610 opted out at Twilio")}},
        {"a code that nobody knows", status("failed&ErrorCode=39999"), {failing(permanent, "error 39999")}},
        {"no code", status("canceled"), {failing(permanent, "not delivered")}},
        {"a state that is for other messages", status("receiving"), {}},
        {"STOP, recognised by Twilio", call("Body=STOP&OptOutType=STOP"), {OptOut{{"tel", "+358401112233"}}}},
    };
}

std::vector<RefusedCase> refused() {
    auto moved = vector_1();
    moved.target = "/hooks/twilio/7f3b?tenant=espoo";
    auto unsigned_call = post("", form, head + "Body=moi");
    return {
        {"no signature", unsigned_call, {403, "signature"}},
        {"one bit of the body is another", flipped(vector_1()), {403, "signature"}},
        {"one bit of the signature is another", vector_1("KOgH5n+U4eFoq00UE2lkLrGcAp4="), {403, "signature"}},
        {"another address", moved, {403, "signature"}},
        {"signed for another port", with_port("https://bot.example.fi:8443"), {403, "signature"}},
        {"a repeated field, signed by Twilio's own library, that is no message",
         at_target(post("", form, "MessageSid=SMdup&Tag=b&Tag=a&Tag=b",
                        {{"x-twilio-signature", "V8ECIYk2Wwk+7OtbL6CVReoWHCs="}}),
                   "twilio/dup"),
         {400, "malformed"}},
        {"a signed event in JSON is no message of ours",
         vector_4(R"({"specversion":"1.0","id":"EZ7d3f","type":"com.example.test","data":{"text":"päivää"}})"),
         {400, "malformed"}},
        {"JSON that its hash does not fit",
         vector_4(R"({"specversion":"1.0","id":"EZ7d3g","type":"com.example.test","data":{"text":"päivää"}})"),
         {403, "signature"}},
        {"another method", signed_by_twilio(by("PUT", unsigned_call)), {405, "method"}},
        {"no sender", signed_by_twilio(post("", form, "MessageSid=SM1&Body=moi")), {400, "malformed"}},
        {"no id", signed_by_twilio(post("", form, "From=%2B358401112233&Body=moi")), {400, "malformed"}},
        {"a report on nothing", signed_by_twilio(post("/status", form, "MessageStatus=sent")), {400, "malformed"}},
    };
}

const Headers headers = {{"content-type", form},
                         {"authorization", "Basic QUMwMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZjo1ZjFjMGQ3YWI5M2U0ZTJm"
                                           "OGE2NjEwYzJkM2I0ZTVmNg=="}};
const std::string account_url = "https://api.twilio.com/2010-04-01/Accounts/" + account;
const std::string callback = "&StatusCallback=https%3A%2F%2Fbot.example.fi%2Fhooks%2Fsms%2Fstatus%3Fm%3Dout-88231";

HttpRequest sends(const std::string& body) {
    return {.method = "POST",
            .url = account_url + "/Messages.json",
            .headers = headers,
            .body = "To=%2B358401112233&From=%2B358457300111&Body=" + body + callback};
}

std::vector<OutgoingCase> outgoing() {
    return {
        {"plain words", message("Kiitos vastauksesta!"), {sends("Kiitos%20vastauksesta%21")}},
        {"Finnish letters and a euro sign", message("Hyvää: 5 €"), {sends("Hyv%C3%A4%C3%A4%3A%205%20%E2%82%AC")}},
        {"signs that end a field", message("a&b=c+d%e#f"), {sends("a%26b%3Dc%2Bd%25e%23f")}},
        {"typographic signs become plain ones", message("“Ok” – ok…"), {sends("%22Ok%22%20-%20ok...")}},
        {"an emoji", message("Hei 👍"), {sends("Hei%20%F0%9F%91%8D")}},
        {"Arabic", message("نعم"), {sends("%D9%86%D8%B9%D9%85")}},
        {"line breaks", message("a\r\nb"), {sends("a%0Ab")}},
        {"text, hint and numbered lines",
         question(),
         {sends("Mist%C3%A4%3F%20Vastaa%20numerolla.%0A1%3DTekstiviestill%C3%A4%0A0%3DEn%20tied%C3%A4")}},
        {"as long as Twilio takes", message(times(1530, "a")), {sends(times(1530, "a"))}},
        {"longer", message(times(1531, "a")), {sends(times(1530, "a")), sends("a")}},
        {"longer, and no family is parted",
         message(times(669, "š") + "👨‍👩‍👧‍👦"),
         {sends(times(669, "%C5%A1")),
          sends("%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7%E2%80%8D%F0%9F%91%A6")}},
        {"an empty text is still sent", message(""), {sends("")}},
        {"nobody to call", to_a_page(), {}, "", FailureKind::unreachable},
    };
}

std::vector<AnswerCase> answers() {
    using enum FailureKind;
    const auto error = [](int status, const std::string& code) {
        return HttpResponse{.status = status, .body = R"({"code":)" + code + R"(,"message":"m","status":400})"};
    };
    return {
        {"queued",
         {.status = 201, .body = R"({"sid":"SM9aa1","status":"queued","error_code":null,"error_message":null})"},
         "SM9aa1",
         {}},
        {"failed beside a good status",
         {.status = 201, .body = R"({"sid":"SM9aa1","status":"failed","error_code":30002})"},
         "",
         configuration},
        {"no JSON", {.status = 201, .body = "ok"}, "", {}},
        {"no number", error(400, "21211"), "", unreachable},
        {"not a mobile", error(400, "21614"), "", unreachable},
        {"opted out", error(400, "21610"), "", stopped},
        {"country not enabled", error(400, "21408"), "", configuration},
        {"too long", error(400, "21617"), "", permanent},
        {"a full queue", error(400, "21611"), "", retry},
        {"wrong token", error(401, "20003"), "", configuration},
        {"too many requests", error(429, "20429"), "", throttled},
        {"a code that nobody knows", error(400, "29999"), "", permanent},
        {"broken", {.status = 503}, "", retry},
        {"no connection", {.status = 0}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

std::vector<std::pair<std::string, std::string>> settings() {
    return {{"account_sid", account},
            {"auth_token", token},
            {"next_auth_token", "0123456789abcdef0123456789abcdef"},
            {"sender", "+358457300111"},
            {"number_sid", "PN0011"}};
}

AdapterCases messaging_service() {
    const Headers key = {{"content-type", form}, {"authorization", "Basic U0sxOnMzY3IzdC1rZXk="}};
    return {.adapter = "twilio",
            .configuration = "a Messaging Service and an API key",
            .config = config({{"account_sid", account},
                              {"auth_token", token},
                              {"api_key", "SK1"},
                              {"api_secret", "s3cr3t-key"},
                              {"sender", "MG0022"},
                              {"delivery_reports", "false"}}),
            .outgoing = {{"plain words",
                          message("Kiitos!"),
                          {{.method = "POST",
                            .url = account_url + "/Messages.json",
                            .headers = key,
                            .body = "To=%2B358401112233&MessagingServiceSid=MG0022&Body=Kiitos%21"}}}},
            .steps = {{"credentials", {.url = account_url + ".json", .headers = {key.back()}}}}};
}

}  // namespace

std::vector<AdapterCases> twilio_cases() {
    return {{.adapter = "twilio",
             .configuration = "a number",
             .config = config(settings()),
             .incoming = incoming(),
             .statuses = statuses(),
             .refused = refused(),
             .outgoing = outgoing(),
             .answers = answers(),
             .steps = {{"credentials", {.url = account_url + ".json", .headers = {headers.back()}}},
                       {"webhook",
                        {.method = "POST",
                         .url = account_url + "/IncomingPhoneNumbers/PN0011.json",
                         .headers = headers,
                         .body = "SmsUrl=https%3A%2F%2Fbot.example.fi%2Fhooks%2Fsms&SmsMethod=POST"},
                        true}},
             .setup = {{"known", "credentials", {.status = 200}, "the provider knows us"},
                       {"registered", "webhook", {.status = 200}, "sends webhook to us"},
                       {"a wrong token", "credentials", {.status = 401}, "refuses us", false},
                       {"no such number", "webhook", {.status = 404}, "does not know that account or number", false},
                       {"no way out", "credentials", {.status = 0}, "cannot be reached", false},
                       {"broken", "credentials", {.status = 500}, "HTTP 500", false}},
             .answer = {.content_type = "text/xml",
                        .body = R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)"},
             .prove = &sign},
            messaging_service()};
}

}  // namespace cases
