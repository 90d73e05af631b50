// Kannel: requests as Kannel 1.4.5 makes them, and sendsms requests computed by hand.
#include "tests/channels/cases.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::TextReply;
using std::string_literals::operator""s;

const std::string key = "k=s3cr3t%25&";  // the secret is `s3cr3t%`
const std::string send =
    "http://127.0.0.1:13013/cgi-bin/"
    "sendsms?username=bot&password=pw-77%26&from=16161&to=%2B358401112233";
const std::string report_after_id = "%26st%3D%25d%26r%3D%25A";
const std::string report =
    "&dlr-url=https%3A%2F%2Fbot.example.fi%2Fhooks%2Fsms%2Fdlr%3Fk%3Ds3cr3t%25%2525%26m%3Dout-"
    "88231" +
    report_after_id;

WebhookRequest get(const std::string& query, const std::string& path = "") {
    return {.method = "GET",
            .target = "/hooks/sms" + path + "?" + query,
            .path = path,
            .query = query,
            .now = now};
}

WebhookRequest post(const std::string& query, Headers headers, std::string body) {
    auto request = get(query);
    request.method = "POST";
    request.headers = std::move(headers);
    request.body = std::move(body);
    return request;
}

Incoming from_aino(std::string text) {
    return {.external_id = "2f0c8a4e",
            .from = {"tel", "+358401112233"},
            .to = "16161",
            .reply = TextReply{std::move(text)}};
}

const std::string aino = key + "id=2f0c8a4e&from=%2B358401112233&to=16161&";

std::vector<IncomingCase> incoming() {
    auto sample = from_aino("Kyllä & ei");
    sample.sent_at = Instant(std::chrono::seconds(1'772'442'927));
    auto part = from_aino("toinen osa");
    part.incomplete = true;
    auto picture = from_aino("");
    picture.unsupported = true;
    auto foreign = from_aino("Tere");
    foreign.from.id = "+3725551234";
    auto short_code = from_aino("saldo 5");
    short_code.from.id = "16400";
    auto odd_id = from_aino("moi");
    odd_id.external_id = odd_id.to = "\uFFFD";
    auto without_id = from_aino("moi");
    without_id.external_id.clear();
    return {
        {"the sample of Kannel's reference",
         get(aino + "ts=1772442927&text=Kyll%C3%A4+%26+ei&coding=0&charset=UTF-8&udh=&smsc=modem1"),
         {sample}},
        {"å, ä and an emoji, recoded by smsbox",
         get(aino + "text=%C3%85+%C3%A4iti+%F0%9F%98%80&coding=0&charset=UTF-8"),
         {from_aino("Å äiti 😀")}},
        {"UCS-2 that smsbox did not recode",
         get(aino + "text=%00K%00y%00l%00l%00%E4%00%20%D8%3D%DCM&coding=2&charset=UTF-16BE"),
         {from_aino("Kyllä 👍")}},
        {"UCS-2 whose charset is not told",
         get(aino + "text=%04%3F%04%40&coding=2"),
         {from_aino("пр")}},
        {"UCS-2 whose charset is told wrong",
         get(aino + "text=%04%3F%04%40&coding=2&charset=UTF-8"),
         {from_aino("пр")}},
        {"UTF-8 beside a coding of UCS-2",
         get(aino + "text=%D0%BF%D1%80&coding=2&charset=UTF-8"),
         {from_aino("пр")}},
        {"invalid UTF-8 loses nothing but what cannot be read",
         get(aino + "text=a%FFb%C3&coding=0&charset=UTF-8"),
         {from_aino("a\uFFFDb\uFFFD")}},
        {"a half surrogate, as other senders cut them",
         get(aino + "text=%00a%D8%3D&coding=2&charset=UTF-16BE"),
         {from_aino("a\uFFFD")}},
        {"Latin-1",
         get(aino + "text=t%E4ynn%E4&coding=0&charset=ISO-8859-1"),
         {from_aino("täynnä")}},
        {"bytes that are not percent-encoded",
         get(aino + "text=kyll\xC3\xA4+100%&coding=0&charset=UTF-8"),
         {from_aino("kyllä 100%")}},
        {"a part whose others never came",
         get(aino + "text=toinen+osa&coding=0&charset=UTF-8&udh=%05%00%03%2A%03%02"),
         {part}},
        {"a part with a 16-bit reference",
         get(aino + "text=toinen+osa&coding=0&charset=UTF-8&udh=%06%08%04%01%2A%03%02"),
         {part}},
        {"a header that tells of no parts",
         get(aino + "text=moi&coding=0&charset=UTF-8&udh=%06%05%04%0B%84%23%F0"),
         {from_aino("moi")}},
        {"8-bit data: a kind answer is due",
         get(aino + "text=%01%06%80%AF&coding=1&charset=8-BIT"),
         {picture}},
        {"8-bit data that is text",
         get(aino + "text=moi&coding=1&charset=8-BIT"),
         {from_aino("moi")}},
        {"an empty message", get(aino + "text=&coding=0&charset=UTF-8"), {from_aino("")}},
        {"line breaks stay",
         get(aino + "text=1%0A%0Aj%C3%A4lki&coding=0"),
         {from_aino("1\n\njälki")}},
        {"a foreign number without its plus sign",
         get(key + "id=2f0c8a4e&from=3725551234&to=16161&text=Tere"),
         {foreign}},
        {"a short code has no country",
         get(key + "id=2f0c8a4e&from=16400&to=16161&text=saldo+5"),
         {short_code}},
        {"a sender that is a name could not be answered",
         get(key + "id=1&from=Posti&to=16161&text=Paketti"),
         {}},
        {"an id that is no UTF-8 does not break what prints it",
         get(key + "id=%FF&from=%2B358401112233&to=%FF&text=moi"),
         {odd_id}},
        {"a template without an id", get(key + "from=0401112233&to=16161&text=moi"), {without_id}},
        {"post-url: text in the body, the rest in headers",
         post(key + "id=2f0c8a4e",
              {{"content-type", "text/plain; charset=\"UTF-8\""},
               {"x-kannel-from", "+358401112233"},
               {"x-kannel-to", "16161"}},
              "täynnä"),
         {from_aino("täynnä")}},
        {"post-url in UTF-16BE",
         post(key + "id=2f0c8a4e&from=%2B358401112233&to=16161",
              {{"content-type", "text/plain; charset=\"UTF-16BE\""}, {"x-kannel-coding", "2"}},
              "\x04\x3F\x04\x40"s),
         {from_aino("пр")}},
        {"post-url of a part: its header is encoded",
         post(key + "id=2f0c8a4e&from=%2B358401112233&to=16161",
              {{"content-type", "text/plain"}, {"x-kannel-udh", "%05%00%03%2A%03%02"}},
              "toinen osa"),
         {part}},
    };
}

StatusReport report_of(DeliveryState state) { return {.message_id = "out-88231", .state = state}; }

StatusReport failed(FailureKind kind, std::string detail) {
    auto status = report_of(DeliveryState::failed);
    status.failure = SendFailure{.kind = kind, .detail = std::move(detail)};
    return status;
}

std::vector<StatusCase> statuses() {
    const auto dlr = [](const std::string& rest) {
        return get(key + "m=out-88231&smsc=smpp1&" + rest, "/dlr");
    };
    return {
        {"accepted by the SMSC", dlr("st=8&r=ACK%2F"), {report_of(DeliveryState::sent)}},
        {"buffered", dlr("st=4&r="), {report_of(DeliveryState::sent)}},
        {"delivered",
         dlr("st=1&r=id%3A71203+sub%3A001+dlvrd%3A001+submit+date%3A2603020915+done+date%"
             "3A2603020915+stat%3ADELIVRD+err%3A000"),
         {report_of(DeliveryState::delivered)}},
        {"not delivered, no reason",
         dlr("st=2&r="),
         {failed(FailureKind::permanent, "not delivered")}},
        {"not delivered in its time",
         dlr("st=2&r=id%3A71203+stat%3AEXPIRED+err%3A001"),
         {failed(FailureKind::permanent, "not delivered: EXPIRED")}},
        {"undeliverable",
         dlr("st=2&r=id%3A71203+stat%3AUNDELIV+err%3A011"),
         {failed(FailureKind::permanent, "not delivered: UNDELIV")}},
        {"rejected: no such number",
         dlr("st=16&r=NACK%2F0x0000000b%2FInvalid+Destination+Address"),
         {failed(FailureKind::permanent, "invalid destination address")}},
        {"rejected: queue full",
         dlr("st=16&r=NACK%2F0x00000014%2FMessage+Queue+Full"),
         {failed(FailureKind::retry, "queue full")}},
        {"rejected: throttled",
         dlr("st=16&r=NACK%2F0x00000058%2FThrottling+error"),
         {failed(FailureKind::throttled, "throttled")}},
        {"rejected: submit failed",
         dlr("st=16&r=NACK%2F0x00000045%2FSubmit+failed"),
         {failed(FailureKind::retry, "submit failed")}},
        {"rejected: our sender",
         dlr("st=16&r=NACK%2F0x0000000a%2FInvalid+Source"),
         {failed(FailureKind::configuration, "invalid source address")}},
        {"rejected in another driver's words",
         dlr("st=16&r=NACK%2F"),
         {failed(FailureKind::permanent, "rejected by the SMSC")}},
        {"intermediate reports say nothing new", dlr("st=32&r="), {}},
        {"unknown events say nothing", dlr("st=77&r="), {}},
    };
}

std::vector<RefusedCase> refused() {
    auto put = get(aino + "text=moi");
    put.method = "PUT";
    return {
        {"no secret", get("id=1&from=%2B358401112233&to=16161&text=moi"), {403, "secret"}},
        {"a wrong secret", get("k=s3cr3t&from=%2B358401112233&to=16161&text=moi"), {403, "secret"}},
        {"a wrong secret on a report", get("k=no&m=out-88231&st=1", "/dlr"), {403, "secret"}},
        {"another method", put, {405, "method"}},
        {"no sender: the operator's template lacks it",
         get(key + "id=1&to=16161&text=moi"),
         {400, "malformed"}},
        {"no text: the operator's template lacks it",
         get(key + "id=1&from=0401112233&to=16161"),
         {400, "malformed"}},
        {"a report on nothing", get(key + "st=1&r=", "/dlr"), {400, "malformed"}},
    };
}

Outgoing message(std::string text) {
    return {.id = "out-88231",
            .to = {"tel", "+358401112233"},
            .message = {.text = std::move(text), .language = "fi"}};
}

HttpRequest sendsms(const std::string& rest) { return {.method = "GET", .url = send + rest}; }

std::string times(int count, std::string_view what) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += what;
    return text;
}

const std::string s_caron = "%01a";  // š in UTF-16BE, percent-encoded

std::vector<OutgoingCase> outgoing() {
    auto question = message("Mistä?");
    question.message.hint = "Vastaa numerolla.";
    question.message.choices = {{"sms", "Tekstiviestillä", 1}, {"na", "En tiedä", 0}};
    question.message.plain_choices = dialogs::PlainChoices::numbered;
    const std::string gsm7 = "&coding=0&charset=UTF-8&text=";
    const std::string ucs2 = "&coding=2&text=";
    const std::string all = "&dlr-mask=31" + report;
    const std::string failures = "&dlr-mask=18" + report;
    return {
        {"plain words",
         message("Kiitos vastauksesta!"),
         {sendsms(gsm7 + "Kiitos%20vastauksesta%21" + all)}},
        {"Finnish letters and a euro sign are GSM-7",
         message("Hyvää: 5 €"),
         {sendsms(gsm7 + "Hyv%C3%A4%C3%A4%3A%205%20%E2%82%AC" + all)}},
        {"signs that end a parameter",
         message("a&b=c+d%e#f"),
         {sendsms(gsm7 + "a%26b%3Dc%2Bd%25e%23f" + all)}},
        {"typographic signs become plain ones",
         message("“Kyllä” – ok…"),
         {sendsms(gsm7 + "%22Kyll%C3%A4%22%20-%20ok..." + all)}},
        {"an emoji: UTF-16BE by ourselves, no charset",
         message("Kyllä 👍"),
         {sendsms(ucs2 + "%00K%00y%00l%00l%00%E4%00%20%D8%3D%DCM" + all)}},
        {"Arabic", message("نعم"), {sendsms(ucs2 + "%06F%069%06E" + all)}},
        {"line breaks", message("a\r\nb"), {sendsms(gsm7 + "a%0Ab" + all)}},
        {"text, hint and numbered lines",
         question,
         {sendsms(gsm7 +
                  "Mist%C3%A4%3F%20Vastaa%20numerolla.%0A1%3DTekstiviestill%C3%A4%0A0%3DEn%20tied%"
                  "C3%A4" +
                  all)}},
        {"a long GSM-7 text is Kannel's to cut",
         message(times(400, "a")),
         {sendsms(gsm7 + times(400, "a") + all)}},
        {"a long UCS-2 text that Kannel's cut does not hurt",
         message(times(100, "š")),
         {sendsms(ucs2 + times(100, s_caron) + all)}},
        {"a long UCS-2 text whose emoji Kannel would cut",
         message(times(66, "š") + "👍" + times(10, "š")),
         {sendsms(ucs2 + times(66, s_caron) + "&udh=%05%00%03%E0%02%01" + failures),
          sendsms(ucs2 + "%D8%3D%DCM" + times(10, s_caron) + "&udh=%05%00%03%E0%02%02" + all)}},
        {"more parts than Kannel may make: two long messages",
         message(times(3 * 153 + 20, "b")),
         {sendsms(gsm7 + times(3 * 153, "b") + failures), sendsms(gsm7 + times(20, "b") + all)}},
        {"an empty text is still sent", message(""), {sendsms(gsm7 + all)}},
    };
}

std::vector<AnswerCase> answers() {
    using enum FailureKind;
    return {
        {"accepted", {.status = 202, .body = "0: Accepted for delivery"}, "", {}},
        {"queued while no link is up",
         {.status = 202, .body = "3: Queued for later delivery"},
         "",
         {}},
        {"sent at once", {.status = 202, .body = "Sent."}, "", {}},
        {"sent to nobody",
         {.status = 202, .body = "Sent. Denied receivers are: +358401112233"},
         "",
         permanent},
        {"no receiver",
         {.status = 400, .body = "Missing receiver number, rejected"},
         "",
         permanent},
        {"on a black list",
         {.status = 400, .body = "Number(s) has/have been denied by white- and/or black-lists."},
         "",
         permanent},
        {"not routable", {.status = 403, .body = "Not routable. Do not try again."}, "", permanent},
        {"wrong password",
         {.status = 403, .body = "Authorization failed for sendsms"},
         "",
         configuration},
        {"wrong address", {.status = 404, .body = "Unknown request."}, "", configuration},
        {"sending failed", {.status = 500, .body = "Sending failed."}, "", retry},
        {"a full queue", {.status = 503, .body = "Temporal failure, try again later."}, "", retry},
        {"no connection", {.status = 0, .error = "refused"}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

}  // namespace

std::vector<AdapterCases> kannel_cases() {
    return {
        {.adapter = "kannel",
         .configuration = "as its README recommends",
         .config = {.name = "sms",
                    .public_url = "https://bot.example.fi",
                    .settings = settings_of({{"send_url", "http://127.0.0.1:13013/cgi-bin/sendsms"},
                                             {"username", "bot"},
                                             {"password", "pw-77&"},
                                             {"secret", "s3cr3t%"},
                                             {"sender", "16161"},
                                             {"max_parts", "3"}})},
         .incoming = incoming(),
         .statuses = statuses(),
         .refused = refused(),
         .outgoing = outgoing(),
         .answers = answers()}};
}

}  // namespace cases
