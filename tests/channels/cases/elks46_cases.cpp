// 46elks: forms both ways; what a webhook is answered would be sent to the resident.
#include "tests/channels/cases/sms_parts.hpp"
#include "tests/channels/signing.hpp"

namespace cases {
namespace {

using namespace channels;
using namespace cases::sms;

const std::string basic = "Basic ZWxrczptby00Ni1wYXNz";  // elks:mo-46-pass

void prove(WebhookRequest& request) { put_header(request, "authorization", basic); }

WebhookRequest call(const std::string& body) { return post("", form, body, {{"authorization", basic}}); }

const std::string aino =
    "direction=incoming&id=s7f31c09ab2de4458a0c1b2d3e4f50617&from=%2B358401112233&to=%2B46766861234&"
    "created=2026-03-02T09%3A15%3A27.118004&";

Incoming says(std::string text) {
    return sent_at_27(to(from_aino("s7f31c09ab2de4458a0c1b2d3e4f50617", std::move(text)), "+46766861234"), 118);
}

std::vector<IncomingCase> incoming() {
    auto foreign = says("Hej");
    foreign.from.id = "+46701234567";
    foreign.sent_at.reset();
    auto short_code = foreign;
    short_code.from.id = "16400";
    auto timeless = says("moi");
    timeless.sent_at.reset();
    const std::string from_sweden = "id=s7f31c09ab2de4458a0c1b2d3e4f50617&to=%2B46766861234&message=Hej&from=";
    return {
        {"the sample of 46elks' reference", call(aino + "message=Kyll%C3%A4+kiitos"), {says("Kyllä kiitos")}},
        {"an emoji", call(aino + "message=Hei+%F0%9F%91%8D"), {says("Hei 👍")}},
        {"an empty message", call(aino + "message="), {says("")}},
        {"line breaks stay", call(aino + "message=1%0A%0Aj%C3%A4lki"), {says("1\n\njälki")}},
        {"signs of a form", call(aino + "message=a%26b%3Dc%2Bd"), {says("a&b=c+d")}},
        {"invalid UTF-8 loses nothing but what cannot be read", call(aino + "message=a%FFb"), {says("a\uFFFDb")}},
        {"a foreign number", call(from_sweden + "%2B46701234567"), {foreign}},
        {"without its plus sign", call(from_sweden + "46701234567"), {foreign}},
        {"a short code has no country", call(from_sweden + "16400"), {short_code}},
        {"a sender that is a name could not be answered", call(from_sweden + "Posti"), {}},
        {"a time that is none",
         call("id=s7f31c09ab2de4458a0c1b2d3e4f50617&from=%2B358401112233&to=%2B46766861234&created=eilen&message=moi"),
         {timeless}},
    };
}

std::vector<StatusCase> statuses() {
    const std::string theirs = "sa1b2c3d4e5f60718293a4b5c6d7e8f90";
    const auto status = [&](const std::string& told) {
        auto request = post("/status", form, "id=" + theirs + "&status=" + told, {{"authorization", basic}});
        request.query = "m=out-88231";
        request.target += "?m=out-88231";
        return request;
    };
    return {
        {"delivered",
         status("delivered&delivered=2026-03-02T09%3A15%3A31.402118"),
         {report("out-88231", theirs, DeliveryState::delivered, at_second(31, 402))}},
        {"sent", status("sent"), {report("out-88231", theirs, DeliveryState::sent)}},
        {"failed", status("failed"), {failed("out-88231", theirs, FailureKind::permanent, "not delivered")}},
        {"an unknown state", status("pondered"), {}},
        {"without our id",
         post("/status", form, "id=" + theirs + "&status=sent", {{"authorization", basic}}),
         {report("", theirs, DeliveryState::sent)}},
    };
}

std::vector<RefusedCase> refused() {
    const auto body = aino + "message=moi";
    return {
        {"no password", post("", form, body), {403, "secret"}},
        {"a wrong password", post("", form, body, {{"authorization", "Basic ZWxrczptby00Ni1wYXN6"}}), {403, "secret"}},
        {"another scheme", post("", form, body, {{"authorization", "Bearer ZWxrczptby00Ni1wYXNz"}}), {403, "secret"}},
        {"another method", by("GET", call(body)), {405, "method"}},
        {"no sender", call("id=s1&message=moi"), {400, "malformed"}},
        {"no text", call("id=s1&from=%2B358401112233"), {400, "malformed"}},
        {"a report on nothing", post("/status", form, "status=sent", {{"authorization", basic}}), {400, "malformed"}},
    };
}

const Headers headers = {{"content-type", form}, {"authorization", "Basic dTQ3MTE6ZWxrcy1hcGktOQ=="}};

HttpRequest sends(const std::string& text, const std::string& rest = "&dontlog=message",
                  const std::string& hook = "elks%3Amo-46-pass%40bot.example.fi%2Fhooks%2Fsms") {
    return {.method = "POST",
            .url = "https://api.46elks.com/a1/sms",
            .headers = headers,
            .body = "from=%2B46766861234&to=%2B358401112233&message=" + text + "&whendelivered=https%3A%2F%2F" + hook +
                    "%2Fstatus%3Fm%3Dout-88231" + rest};
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
        {"as long as we let one be", message(times(1530, "a")), {sends(times(1530, "a"))}},
        {"longer", message(times(1531, "a")), {sends(times(1530, "a")), sends("a")}},
        {"an empty text is still sent", message(""), {sends("")}},
        {"nobody to call", to_a_page(), {}, "", FailureKind::unreachable},
    };
}

std::vector<AnswerCase> answers() {
    using enum FailureKind;
    return {
        {"created", {.status = 200, .body = R"({"id":"sa1b2","status":"created","parts":1})"}, "sa1b2", {}},
        {"failed, in spite of HTTP 200", {.status = 200, .body = R"({"id":"sa1b2","status":"failed"})"}, "", permanent},
        {"no number", {.status = 403, .body = "Invalid to-number"}, "", permanent},
        {"no credit", {.status = 403, .body = "Not enough credits"}, "", configuration},
        {"the sender is not allowed", {.status = 400, .body = "Invalid Sender"}, "", configuration},
        {"wrong password", {.status = 401, .body = "API access requires Basic HTTP authentication"}, "", configuration},
        {"too many", {.status = 429}, "", throttled},
        {"broken", {.status = 500}, "", retry},
        {"no connection", {.status = 0}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

AdapterCases with_a_secret_path() {
    const std::string hook = "bot.example.fi%2Fhooks%2Fsms%2Fs3cr3t%2525";
    return {.adapter = "46elks",
            .configuration = "a secret path, texts kept",
            .config = config({{"api_username", "u4711"},
                              {"api_password", "elks-api-9"},
                              {"secret", "s3cr3t%"},
                              {"keep_texts", "true"},
                              {"sender", "+46766861234"}}),
            .incoming = {{"the secret is in the path", post("/s3cr3t%", form, aino + "message=moi"), {says("moi")}}},
            .refused = {{"another secret", post("/s3cr3t", form, aino + "message=moi"), {403, "secret"}}},
            .outgoing = {{"reports come back by it", message("Kiitos"), {sends("Kiitos", "", hook)}}},
            .steps = {{"credentials", {.url = "https://api.46elks.com/a1/me", .headers = {headers.back()}}}},
            .prove = [](WebhookRequest& request) { request.path.insert(0, "/s3cr3t%"); }};
}

}  // namespace

std::vector<AdapterCases> elks46_cases() {
    return {{.adapter = "46elks",
             .configuration = "a password",
             .config = config({{"api_username", "u4711"},
                               {"api_password", "elks-api-9"},
                               {"webhook_username", "elks"},
                               {"webhook_password", "mo-46-pass"},
                               {"number_id", "n0011"},
                               {"sender", "+46766861234"}}),
             .incoming = incoming(),
             .statuses = statuses(),
             .refused = refused(),
             .outgoing = outgoing(),
             .answers = answers(),
             .steps = {{"credentials", {.url = "https://api.46elks.com/a1/me", .headers = {headers.back()}}},
                       {"webhook",
                        {.method = "POST",
                         .url = "https://api.46elks.com/a1/numbers/n0011",
                         .headers = headers,
                         .body = "sms_url=https%3A%2F%2Felks%3Amo-46-pass%40bot.example.fi%2Fhooks%2Fsms"},
                        true}},
             .prove = &prove},
            with_a_secret_path()};
}

}  // namespace cases
