// LINK Mobility: JSON both ways, a report for each segment.
#include "tests/channels/cases/sms_parts.hpp"
#include "tests/channels/signing.hpp"

namespace cases {
namespace {

using namespace channels;
using namespace cases::sms;

const std::string basic = "Basic bGluazpnYXRlLTMx";  // link:gate-31

void prove(WebhookRequest& request) { put_header(request, "authorization", basic); }

WebhookRequest call(const std::string& body) { return post("", json, body, {{"authorization", basic}}); }

WebhookRequest mo(const std::string& text, const std::string& source = "+358401112233",
                  const std::string& destination = "FI-16161", const std::string& encoding = "TEXT") {
    return call(R"({"destination":")" + destination + R"(","subNumber":null,"source":")" + source +
                R"(","content":{"type":"SMS","userData":")" + text + R"(","encoding":")" + encoding +
                R"("},"operator":"fi.testnet","timestamp":"2026-03-02T09:15:27Z",)"
                R"("messageId":"Xk3vQ9bA0hMAAAGU+Lm2nQ1x","operatorTimestamp":"2026-03-02T09:15:26Z",)"
                R"("route":{"type":"KEYWORD_ROUTE","keyword":"ESPOO"},"customParameters":{}})");
}

Incoming says(std::string text) {
    return sent_at_27(to(from_aino("Xk3vQ9bA0hMAAAGU+Lm2nQ1x", std::move(text)), "16161"));
}

std::vector<IncomingCase> incoming() {
    auto foreign = says("Hej");
    foreign.from.id = "+46701234567";
    auto short_code = says("saldo");
    short_code.from.id = "16400";
    return {
        {"the sample of LINK's reference", mo("ESPOO Kyllä"), {says("ESPOO Kyllä")}},
        {"an emoji", mo(R"(Hei \ud83d\udc4d)"), {says("Hei 👍")}},
        {"an empty message", mo(""), {says("")}},
        {"line breaks stay", mo(R"(1\n\njälki)"), {says("1\n\njälki")}},
        {"to a number", mo("moi", "+358401112233", "+358457300111"), {to(says("moi"), "+358457300111")}},
        {"8-bit data: a kind answer is due",
         mo("0106", "+358401112233", "FI-16161", "BINARY"),
         {unsupported(says(""))}},
        {"a number without its plus sign", mo("moi", "358401112233"), {says("moi")}},
        {"a number as people write it", mo("moi", "040 111 2233"), {says("moi")}},
        {"signs that JSON escapes", mo(R"(a\"b\\c\u0000d)"), {says("a\"b\\c\uFFFDd")}},
        {"a foreign number", mo("Hej", "+46701234567"), {foreign}},
        {"a short code has no country", mo("saldo", "16400"), {short_code}},
        {"a sender that is a name could not be answered", mo("a", "Posti"), {}},
    };
}

std::vector<StatusCase> statuses() {
    using enum FailureKind;
    const std::string theirs = "Dm4xT2cB0hMAAAGU+Pq3oR2y";
    const auto dlr = [&](const std::string& code, const std::string& id, int segments) {
        return call(R"({"refId":"out-88231","id":")" + id +
                    R"(","operator":"fi.testnet","sentTimestamp":"2026-03-02T09:15:28Z",)"
                    R"("timestamp":"2026-03-02T09:15:31Z","resultCode":)" + code +
                    R"(,"operatorResultCode":"0","segments":)" + std::to_string(segments) + "}");
    };
    const auto coded = [&](const std::string& code) { return dlr(code, theirs + "$1", 1); };
    const auto ours = [&](DeliveryState state) { return report("out-88231", theirs, state, at_second(31)); };
    const auto failing = [&](FailureKind kind, const std::string& detail) {
        return failed("out-88231", theirs, kind, detail, at_second(31));
    };
    return {
        {"the sample of LINK's reference: the second of two parts",
         dlr("1001", theirs + "$2", 2),
         {ours(DeliveryState::delivered)}},
        {"the first of two parts: there is more to come", dlr("1001", theirs + "$1", 2), {ours(DeliveryState::sent)}},
        {"the first of two parts failed", dlr("1006", theirs + "$1", 2), {failing(permanent, "error 1006")}},
        {"an id without parts", dlr("1001", theirs, 1), {ours(DeliveryState::delivered)}},
        {"sent", coded("1000"), {ours(DeliveryState::sent)}},
        {"queued", coded("1005"), {ours(DeliveryState::accepted)}},
        {"expired", coded("1002"), {failing(permanent, "1002 expired")}},
        {"the handset is full", coded("1004"), {failing(retry, "1004 the handset is full")}},
        {"unknown subscriber", coded("2104"), {failing(unreachable, "2104 unknown subscriber")}},
        {"barred by the resident", coded("2105"), {failing(stopped, "2105 barred by the resident")}},
        {"refused by the resident", coded("2205"), {failing(stopped, "2205 refused by the resident")}},
        {"barred for a while", coded("2107"), {failing(retry, "2107 barred for a while")}},
        {"wrong address", coded("2001"), {failing(configuration, "2001 wrong address or account")}},
        {"wrong content", coded("4001"), {failing(permanent, "error 4001")}},
        {"final, and nobody knows", coded("1010"), {}},
        {"of billing alone", coded("2201"), {}},
        {"a code in words",
         dlr("\"1001\"", theirs + "$1", 1),
         {ours(DeliveryState::delivered)}},
    };
}

std::vector<RefusedCase> refused() {
    auto no_password = mo("moi");
    no_password.headers.erase(no_password.headers.begin());
    auto wrong = no_password;
    put_header(wrong, "authorization", "Basic bGluazpnYXRlLTMy");
    return {
        {"no password", no_password, {403, "secret"}},
        {"a wrong password", wrong, {403, "secret"}},
        {"another method", by("GET", mo("moi")), {405, "method"}},
        {"no JSON", call("source=1"), {400, "malformed"}},
        {"no sender", call(R"({"content":{"userData":"a"}})"), {400, "malformed"}},
        {"no text", call(R"({"source":"+358401112233","content":{}})"), {400, "malformed"}},
        {"a report on nothing", call(R"({"resultCode":1001})"), {400, "malformed"}},
    };
}

const Headers headers = {{"content-type", json}, {"authorization", "Basic a3V1bG9sbGE6bGluay1hcGktOQ=="}};

HttpRequest sends(const std::string& text, const std::string& sender = R"("16161","sourceTON":"SHORTNUMBER")") {
    return {.method = "POST",
            .url = "https://wsx.sp247.net/sms/send",
            .headers = headers,
            .body = R"({"dcs":"TEXT","deliveryReportGates":["gQ7"],"destination":"+358401112233",)"
                    R"("ignoreResponse":false,"platformId":"SMSC","platformPartnerId":"9001","refId":"out-88231",)"
                    R"("source":)" + sender + R"(,"useDeliveryReport":true,"userData":")" + text + "\"}"};
}

std::vector<OutgoingCase> outgoing() {
    return {
        {"plain words", message("Kiitos vastauksesta!"), {sends("Kiitos vastauksesta!")}},
        {"Finnish letters and a euro sign", message("Hyvää: 5 €"), {sends("Hyvää: 5 €")}},
        {"signs that JSON escapes", message("a\"b\\c\nd"), {sends(R"(a\"b\\c\nd)")}},
        {"typographic signs become plain ones", message("“Ok” – ok…"), {sends(R"(\"Ok\" - ok...)")}},
        {"an emoji at the end cannot be carried", message("Hei 👍"), {sends("Hei")}},
        {"emoji between words leave one blank", message("Hei 👍🏽 taas 👨‍👩‍👧‍👦\nja"), {sends(R"(Hei taas\nja)")}},
        {"a family leaves nothing behind", message("👨‍👩‍👧‍👦"), {sends("")}},
        {"a heart has three bytes and stays", message("❤️ ok"), {sends("❤️ ok")}},
        {"Arabic", message("نعم"), {sends("نعم")}},
        {"text, hint and numbered lines",
         question(),
         {sends(R"(Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä)")}},
        {"longer than we let one be", message(times(1531, "a")), {sends(times(1530, "a")), sends("a")}},
        {"an empty text is still sent", message(""), {sends("")}},
        {"nobody to call", to_a_page(), {}, "", FailureKind::unreachable},
    };
}

std::vector<AnswerCase> answers() {
    using enum FailureKind;
    const auto told = [](const std::string& code) {
        return HttpResponse{.status = 200, .body = R"({"messageId":"Dm4x","resultCode":)" + code + "}"};
    };
    return {
        {"queued", told("1005"), "Dm4x", {}},
        {"without an answer", {.status = 204}, "", {}},
        {"unknown subscriber, in spite of HTTP 200", told("2104"), "", unreachable},
        {"barred by the resident", told("2105"), "", stopped},
        {"wrong encoding", told("3001"), "", permanent},
        {"wrong password", {.status = 401, .body = R"({"status":106100,"description":"d"})"}, "", configuration},
        {"wrong partner", {.status = 400, .body = R"({"status":106201,"description":"d"})"}, "", configuration},
        {"not allowed", {.status = 403}, "", configuration},
        {"bad request", {.status = 400, .body = "{}"}, "", permanent},
        {"broken", {.status = 500}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

std::vector<std::pair<std::string, std::string>> settings(const std::string& sender) {
    return {{"api_url", "https://wsx.sp247.net/sms"},
            {"username", "kuulolla"},
            {"password", "link-api-9"},
            {"partner_id", "9001"},
            {"report_gate", "gQ7"},
            {"webhook_username", "link"},
            {"webhook_password", "gate-31"},
            {"sender", sender}};
}

AdapterCases from(const std::string& sender, const std::string& kind) {
    return {.adapter = "linkmobility",
            .configuration = "from " + sender,
            .config = config(settings(sender)),
            .outgoing = {{"the kind of the sender",
                          message("Kiitos"),
                          {sends("Kiitos", '"' + sender + R"(","sourceTON":")" + kind + '"')}}},
            .answer = {.content_type = json, .body = R"({"ok":true})"}};
}

}  // namespace

std::vector<AdapterCases> linkmobility_cases() {
    return {{.adapter = "linkmobility",
             .configuration = "from a short code",
             .config = config(settings("16161")),
             .incoming = incoming(),
             .statuses = statuses(),
             .refused = refused(),
             .outgoing = outgoing(),
             .answers = answers(),
             .answer = {.content_type = json, .body = R"({"ok":true})"},
             .prove = &prove},
            from("Espoo", "ALPHANUMERIC"),
            from("+358457300111", "MSISDN")};
}

}  // namespace cases
