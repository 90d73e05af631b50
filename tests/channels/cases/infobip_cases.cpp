// Infobip: batches of messages and of reports, which may be mixed.
#include "tests/channels/cases/sms_parts.hpp"
#include "tests/channels/signing.hpp"

namespace cases {
namespace {

using namespace channels;
using namespace cases::sms;

const std::string basic = "Basic aW5mb2JpcDppYi1ob29rLTIy";  // infobip:ib-hook-22

WebhookRequest call(const std::string& body) { return post("/7f3a", json, body, {{"authorization", basic}}); }

WebhookRequest batch(const std::string& elements) {
    return call(R"({"results":[)" + elements + R"(],"messageCount":1,"pendingMessageCount":0})");
}

std::string element(const std::string& id, const std::string& text, const std::string& from = "358401112233") {
    return R"({"messageId":")" + id + R"(","from":")" + from + R"(","to":"358457300666","text":")" + text +
           R"(","cleanText":"x","keyword":"ESPOO","receivedAt":"2026-03-02T09:15:27.118+0000","smsCount":1,)"
           R"("price":{"pricePerMessage":0,"currency":"EUR"},"callbackData":null})";
}

std::string about(const std::string& id, const std::string& status, const std::string& error) {
    return R"({"bulkId":"b-77","messageId":")" + id +
           R"(","to":"358401112233","sentAt":"2026-03-02T09:15:28.000+0000","doneAt":"2026-03-02T09:15:31.000+0000",)"
           R"("messageCount":1,"status":{)" + status + R"(},"error":{)" + error + "}}";
}

const std::string no_error = R"("groupId":0,"groupName":"OK","id":0,"name":"NO_ERROR","permanent":false)";

Incoming says(std::string id, std::string text) {
    return sent_at_27(to(from_aino(std::move(id), std::move(text)), "358457300666"), 118);
}

std::vector<IncomingCase> incoming() {
    auto foreign = says("1", "Tere");
    foreign.from.id = "+3725551234";
    auto short_code = says("1", "saldo");
    short_code.from.id = "16400";
    return {
        {"the sample of Infobip's reference",
         batch(element("817790313235066447", "ESPOO Kyllä")),
         {says("817790313235066447", "ESPOO Kyllä")}},
        {"an emoji", batch(element("1", R"(Hei \ud83d\udc4d)")), {says("1", "Hei 👍")}},
        {"half an emoji does not spoil the others",
         batch(element("1", R"(a\ud83d)") + ',' + element("2", "b")),
         {says("1", "a\uFFFD"), says("2", "b")}},
        {"an empty message", batch(element("1", "")), {says("1", "")}},
        {"line breaks stay", batch(element("1", R"(1\n\njälki)")), {says("1", "1\n\njälki")}},
        {"two messages at once", batch(element("1", "a") + ',' + element("2", "b")), {says("1", "a"), says("2", "b")}},
        {"one that cannot be read, and one that can",
         batch(R"({"messageId":"1","to":"358457300666"},)" + element("2", "b")),
         {says("2", "b")}},
        {"one that is no object", batch("7,null," + element("2", "b")), {says("2", "b")}},
        {"a foreign number", batch(element("1", "Tere", "3725551234")), {foreign}},
        {"a short code has no country", batch(element("1", "saldo", "16400")), {short_code}},
        {"a sender that is a name could not be answered", batch(element("1", "a", "Posti")), {}},
        {"an empty batch", batch(""), {}},
    };
}

std::vector<StatusCase> statuses() {
    using enum FailureKind;
    const auto one = [](const std::string& status, const std::string& error = no_error) {
        return batch(about("out-88231", status, error));
    };
    const auto ours = [](DeliveryState state) { return report("out-88231", "out-88231", state, at_second(31)); };
    const auto failing = [](FailureKind kind, const std::string& detail) {
        return failed("out-88231", "out-88231", kind, detail, at_second(31));
    };
    const std::string undeliverable = R"("groupId":2,"groupName":"UNDELIVERABLE","id":9,"name":"N")";
    const auto second = failed("out-88232", "out-88232", unreachable, "1 unknown subscriber", at_second(31));
    auto later_piece = report("out-88231", "out-88231.part2", DeliveryState::delivered, at_second(31));
    return {
        {"the sample of Infobip's reference: two reports",
         batch(about("out-88231", R"("groupId":3,"groupName":"DELIVERED","id":5,"name":"DELIVERED_TO_HANDSET")",
                     no_error) +
               ',' +
               about("out-88232", undeliverable,
                     R"("groupId":1,"id":1,"name":"EC_UNKNOWN_SUBSCRIBER","permanent":true)")),
         {ours(DeliveryState::delivered), second}},
        {"waiting", one(R"("groupId":1,"id":3)"), {ours(DeliveryState::accepted)}},
        {"en route", one(R"("groupId":1,"id":7)"), {ours(DeliveryState::sent)}},
        {"accepted", one(R"("groupId":0,"id":0)"), {ours(DeliveryState::accepted)}},
        {"at the operator", one(R"("groupId":3,"id":2)"), {ours(DeliveryState::sent)}},
        {"a later piece of a long text",
         batch(about("out-88231.part2", R"("groupId":3,"id":5)", no_error)),
         {later_piece}},
        {"absent", one(undeliverable, R"("groupId":1,"id":27,"name":"EC_ABSENT","permanent":false)"),
         {failing(retry, "27 absent")}},
        {"an error nobody knows, that passes", one(undeliverable, R"("id":777,"name":"EC_X","permanent":false)"),
         {failing(retry, "status 9, error 777")}},
        {"an error nobody knows, that stays", one(undeliverable, R"("id":777,"name":"EC_X","permanent":true)"),
         {failing(permanent, "status 9, error 777")}},
        {"expired", one(R"("groupId":4,"id":15)"), {failing(permanent, "status 15, error 0")}},
        {"expired without a final word", one(R"("groupId":4,"id":29)"), {}},
        {"do not disturb", one(R"("groupId":5,"id":10)"), {failing(stopped, "10 do not disturb")}},
        {"block-listed", one(R"("groupId":5,"id":14)"), {failing(stopped, "14 block-listed")}},
        {"blocked by the resident",
         one(undeliverable, R"("id":5,"name":"EC_SC_BLOCKED_BY_END_USER","permanent":true)"),
         {failing(stopped, "blocked by the resident")}},
        {"no credit", one(R"("groupId":5,"id":12)"), {failing(configuration, "12 no credit")}},
        {"flooding", one(R"("groupId":5,"id":20)"), {failing(throttled, "20 flooding")}},
        {"the same id again: the first one counts", one(R"("groupId":5,"id":23)"), {}},
        {"a report beside a message",
         batch(about("out-88231", R"("groupId":3,"id":5)", no_error) + ',' + element("1", "a")),
         {ours(DeliveryState::delivered), says("1", "a")}},
    };
}

std::vector<RefusedCase> refused() {
    auto no_password = batch(element("1", "a"));
    no_password.headers.erase(no_password.headers.begin());
    auto wrong_password = no_password;
    put_header(wrong_password, "authorization", "Basic aW5mb2JpcDppYi1ob29rLTIz");
    return {
        {"no secret", post("", json, batch("").body, {{"authorization", basic}}), {403, "secret"}},
        {"a wrong secret", post("/7f3b", json, batch("").body, {{"authorization", basic}}), {403, "secret"}},
        {"no password", no_password, {403, "secret"}},
        {"a wrong password", wrong_password, {403, "secret"}},
        {"another method", by("GET", batch("")), {405, "method"}},
        {"no JSON", call("results=1"), {400, "malformed"}},
        {"no batch", call("{}"), {400, "malformed"}},
        {"nothing in it that could be read", batch(R"({"a":1},7)"), {400, "malformed"}},
    };
}

const Headers headers = {{"content-type", json}, {"authorization", "App ib-key-4711"}};

HttpRequest sends(const std::string& text, const std::string& id = "out-88231") {
    return {.method = "POST",
            .url = "https://x.api.infobip.com/sms/3/messages",
            .headers = headers,
            .body = R"({"messages":[{"content":{"text":")" + text +
                    R"(","transliteration":"NONE"},"destinations":[{"messageId":")" + id +
                    R"(","to":"358401112233"}],"sender":"Espoo","webhooks":{"contentType":"application/json",)"
                    R"("delivery":{"intermediateReport":true,)"
                    R"("url":"https://infobip:ib-hook-22@bot.example.fi/hooks/sms/7f3a"}}}]})"};
}

std::vector<OutgoingCase> outgoing() {
    return {
        {"plain words, under our own id", message("Kiitos vastauksesta!"), {sends("Kiitos vastauksesta!")}},
        {"Finnish letters and a euro sign", message("Hyvää: 5 €"), {sends("Hyvää: 5 €")}},
        {"signs that JSON escapes", message("a\"b\\c\nd"), {sends(R"(a\"b\\c\nd)")}},
        {"typographic signs become plain ones", message("“Ok” – ok…"), {sends(R"(\"Ok\" - ok...)")}},
        {"an emoji", message("Hei 👍"), {sends("Hei 👍")}},
        {"Arabic", message("نعم"), {sends("نعم")}},
        {"text, hint and numbered lines",
         question(),
         {sends(R"(Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä)")}},
        {"as long as we let one be", message(times(1530, "a")), {sends(times(1530, "a"))}},
        {"longer: the second has an id of its own",
         message(times(1531, "a")),
         {sends(times(1530, "a")), sends("a", "out-88231.part2")}},
        {"longer, and no flag is parted",
         message(times(668, "š") + "🇫🇮"),
         {sends(times(668, "š")), sends("🇫🇮", "out-88231.part2")}},
        {"bytes that are no UTF-8", message("a\xFF"), {sends("a\uFFFD")}},
        {"an empty text is still sent", message(""), {sends("")}},
        {"nobody to call", to_a_page(), {}, "", FailureKind::unreachable},
    };
}

std::vector<AnswerCase> answers() {
    using enum FailureKind;
    const auto told = [](const std::string& status) {
        return HttpResponse{.status = 200,
                            .body = R"({"bulkId":"b","messages":[{"messageId":"out-88231","status":{)" + status +
                                    R"(},"destination":"358401112233"}]})"};
    };
    return {
        {"pending", told(R"("groupId":1,"groupName":"PENDING","id":26)"), "out-88231", {}},
        {"the same id again was sent before", told(R"("groupId":5,"id":23)"), "out-88231", {}},
        {"block-listed, in spite of HTTP 200", told(R"("groupId":5,"id":14)"), "", stopped},
        {"no route", told(R"("groupId":5,"id":19)"), "", permanent},
        {"no number", told(R"("groupId":5,"id":52)"), "", unreachable},
        {"no credit", told(R"("groupId":5,"id":12)"), "", configuration},
        {"an answer without messages", {.status = 200, .body = "{}"}, "", {}},
        {"validation", {.status = 400}, "", permanent},
        {"wrong key", {.status = 401}, "", configuration},
        {"not allowed", {.status = 403}, "", configuration},
        {"too many", {.status = 429, .headers = {{"retry-after", "3"}}}, "", throttled},
        {"broken", {.status = 500}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

void sign(WebhookRequest& request) {
    put_header(request, "x-ib-signature", base64(hmac_bytes("SHA512", "ib-sign-9", request.body)));
}

AdapterCases signed_subscription() {
    auto good = post("", json, batch(element("1", "moi")).body);
    sign(good);
    auto sent = sends("Kiitos!");
    sent.body.replace(sent.body.find("infobip:ib-hook-22@"), 19, "");
    sent.body.replace(sent.body.find("/7f3a"), 5, "");
    return {.adapter = "infobip",
            .configuration = "a signed subscription",
            .config = config({{"api_url", "https://x.api.infobip.com"},
                              {"api_key", "ib-key-4711"},
                              {"signature_key", "ib-sign-9"},
                              {"signature_header", "X-IB-Signature"},
                              {"signature_hash", "sha512"},
                              {"signature_encoding", "base64"},
                              {"sender", "Espoo"}}),
            .incoming = {{"signed", good, {says("1", "moi")}}},
            .refused = {{"one bit is another", flipped(good), {403, "signature"}},
                        {"unsigned", post("", json, good.body), {403, "signature"}}},
            .outgoing = {{"reports are signed, too", message("Kiitos!"), {sent}}},
            .steps = {{"credentials",
                       {.url = "https://x.api.infobip.com/account/1/balance", .headers = {headers.back()}}}},
            .prove = &sign};
}

}  // namespace

std::vector<AdapterCases> infobip_cases() {
    return {{.adapter = "infobip",
             .configuration = "a secret path and a password",
             .config = config({{"api_url", "https://x.api.infobip.com/"},
                               {"api_key", "ib-key-4711"},
                               {"secret", "7f3a"},
                               {"webhook_username", "infobip"},
                               {"webhook_password", "ib-hook-22"},
                               {"sender", "Espoo"}}),
             .incoming = incoming(),
             .statuses = statuses(),
             .refused = refused(),
             .outgoing = outgoing(),
             .answers = answers(),
             .steps = {{"credentials",
                        {.url = "https://x.api.infobip.com/account/1/balance", .headers = {headers.back()}}}},
             .prove =
                 [](WebhookRequest& request) {
                     put_header(request, "authorization", basic);
                     request.path.insert(0, "/7f3a");
                 }},
            signed_subscription()};
}

}  // namespace cases
