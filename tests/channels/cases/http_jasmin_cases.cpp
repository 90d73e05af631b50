// Jasmin: GET out, forms in, raw GSM 03.38 bytes, and a literal answer.
#include "tests/channels/cases/http_parts.hpp"

namespace cases {

using namespace channels;

namespace {

WebhookRequest jasmin(const std::string& form, const std::string& path = "") {
    return post("/s3cr3t" + path, "application/x-www-form-urlencoded", form);
}

}  // namespace

AdapterCases jasmin_gateway() {
    const std::string form = "id=gx-7&from=358401112233&to=16161&origin-connector=smpp1&";
    auto foreign = from_aino("gx-7", "hej");
    foreign.from.id = "+46701234567";
    const auto url = [](const std::string& rest) {
        return HttpRequest{
            .method = "GET",
            .url =
                "http://127.0.0.1:1401/"
                "send?username=bot&password=pw&from=16161&to=358401112233&dlr=yes&dlr-url="
                "https%3A%2F%2Fbot.example.fi%2Fhooks%2Fgw%2Fs3cr3t%2Fdlr&" +
                rest};
    };
    const auto status = [](const std::string& state) {
        return jasmin("id=gx-7&level=2&message_status=" + state, "/dlr");
    };
    const std::string send =
        "http://127.0.0.1:1401/"
        "send?username=bot&password=pw&from={from}&to={to_digits}&dlr=yes&dlr-url={status_url}&";
    return {
        .adapter = "http",
        .configuration = "Jasmin",
        .config = config({{"send.method", "GET"},
                          {"send.url", send + "coding=0&content={text}"},
                          {"send.unicode.url", send + "coding=8&hex-content={text_utf16_hex}"},
                          {"send.from", "16161"},
                          {"answer.must_match", "^Success"},
                          {"answer.id", "Success \"([^\"]+)\""},
                          {"inbound.content", "form"},
                          {"inbound.from", "from"},
                          {"inbound.to", "to"},
                          {"inbound.text", "content"},
                          {"inbound.id", "id"},
                          {"inbound.charset_field", "coding"},
                          {"inbound.charsets.0", "gsm7"},
                          {"inbound.charsets.8", "utf-16be"},
                          {"prove.path", "s3cr3t"},
                          {"response.body", "ACK/Jasmin"},
                          {"status.path", "/dlr"},
                          {"status.provider_id", "id"},
                          {"status.state", "message_status"},
                          {"status.values.DELIVRD", "delivered"},
                          {"status.values.ACCEPTD", "sent"},
                          {"status.values.ESME_ROK", "sent"},
                          {"status.values.UNDELIV", "failed"},
                          {"status.values.REJECTD", "unreachable"},
                          {"status.values.EXPIRED", "failed"},
                          {"stopped.from", "from"}}),
        .incoming =
            {{"raw GSM 03.38",
              jasmin(form + "coding=0&content=Kyll%7B%1Be"),
              {from_aino("gx-7", "Kyllä€")}},
             {"UCS-2", jasmin(form + "coding=8&content=%04%3F%04%40"), {from_aino("gx-7", "пр")}},
             {"another coding: UTF-8",
              jasmin(form + "coding=3&content=Kyll%C3%A4"),
              {from_aino("gx-7", "Kyllä")}},
             {"no coding", jasmin(form + "content=a+b"), {from_aino("gx-7", "a b")}},
             {"another country",
              jasmin("id=gx-7&from=46701234567&to=16161&content=hej"),
              {foreign}},
             {"a sender that is a name", jasmin("id=gx-7&from=Posti&to=16161&content=hej"), {}}},
        .statuses = {{"delivered", status("DELIVRD"), {about_theirs(DeliveryState::delivered)}},
                     {"in other letters",
                      status("delivrd"),
                      {about_theirs(DeliveryState::delivered)}},
                     {"sent", status("ESME_ROK"), {about_theirs(DeliveryState::sent)}},
                     {"undelivered",
                      status("UNDELIV"),
                      {failing(about_theirs(DeliveryState::failed), FailureKind::permanent,
                               "reported as UNDELIV")}},
                     {"rejected",
                      status("REJECTD"),
                      {failing(about_theirs(DeliveryState::failed), FailureKind::unreachable,
                               "reported as REJECTD")}},
                     {"unknown states say nothing", status("UNKNOWN"), {}},
                     {"an opt-out",
                      jasmin("from=358401112233", "/stopped"),
                      {OptOut{{"tel", "+358401112233"}}}}},
        .refused = {{"a wrong secret",
                     post("/s3cret", "application/x-www-form-urlencoded", form + "content=a"),
                     {403, "secret"}},
                    {"no secret",
                     post("", "application/x-www-form-urlencoded", form + "content=a"),
                     {403, "secret"}},
                    {"a secret that only begins right",
                     post("/s3cr3", "application/x-www-form-urlencoded", form + "content=a"),
                     {403, "secret"}},
                    {"no sender", jasmin("id=gx-7&content=a"), {400, "malformed"}},
                    {"no text", jasmin(form), {400, "malformed"}},
                    {"a report on nothing",
                     jasmin("message_status=DELIVRD", "/dlr"),
                     {400, "malformed"}}},
        .outgoing = {{"GSM-7",
                      message("Hyvää: 5 € & 10 %"),
                      {url(
                          "coding=0&content=Hyv%C3%A4%C3%A4%3A%205%20%E2%82%AC%20%26%2010%20%25")}},
                     {"UCS-2 as hexadecimal",
                      message("Kyllä 👍"),
                      {url("coding=8&hex-content=004b0079006c006c00e40020d83ddc4d")}},
                     {"empty", message(""), {url("coding=0&content=")}}},
        .answers = {{"success", {.status = 200, .body = "Success \"07033084\""}, "07033084", {}},
                    {"an error beside a good status",
                     {.status = 200, .body = "Error \"No route found\""},
                     "",
                     FailureKind::permanent},
                    {"refused",
                     {.status = 403, .body = "Error \"Authentication failure\""},
                     "",
                     FailureKind::permanent}},
        .answer = {.body = "ACK/Jasmin"},
        .prove = [](WebhookRequest& request) { request.path.insert(0, "/s3cr3t"); }};
}

}  // namespace cases
