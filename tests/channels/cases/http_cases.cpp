// Gateways described by configuration: a signed JSON one, Jasmin, one that sends batches, XML, and
// a multipart form.
#include "tests/channels/cases.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::TextReply;
using std::string_literals::operator""s;

const std::string public_url = "https://bot.example.fi";

ChannelConfig config(const std::vector<std::pair<std::string, std::string>>& settings) {
    return {.name = "gw", .public_url = public_url, .settings = settings_of(settings)};
}

WebhookRequest post(const std::string& path, const std::string& type, std::string body,
                    Headers headers = {}) {
    headers.emplace_back("content-type", type);
    return {.method = "POST",
            .target = "/hooks/gw" + path,
            .path = path,
            .headers = std::move(headers),
            .body = std::move(body),
            .now = now};
}

Incoming from_aino(std::string id, std::string text) {
    return {.external_id = std::move(id),
            .from = {"tel", "+358401112233"},
            .to = "16161",
            .reply = TextReply{std::move(text)}};
}

Incoming at(Incoming incoming, long long seconds) {
    incoming.sent_at = Instant(std::chrono::seconds(seconds));
    return incoming;
}

StatusReport about_ours(DeliveryState state) { return {.message_id = "out-88231", .state = state}; }
StatusReport about_theirs(DeliveryState state) { return {.provider_id = "gx-7", .state = state}; }

StatusReport failing(StatusReport report, FailureKind kind, std::string detail) {
    report.failure = SendFailure{.kind = kind, .detail = std::move(detail)};
    return report;
}

Outgoing message(std::string text) {
    return {.id = "out-88231",
            .to = {"tel", "+358401112233"},
            .message = {.text = std::move(text), .language = "fi"}};
}

Outgoing question() {
    auto asked = message("Mistä?");
    asked.message.hint = "Vastaa numerolla.";
    asked.message.choices = {{"sms", "Tekstiviestillä", 1}, {"na", "En tiedä", 0}};
    asked.message.plain_choices = dialogs::PlainChoices::numbered;
    return asked;
}

// A gateway of the generic kind: JSON both ways, an HMAC over timestamp and body.

const std::string signed_body =
    R"({"from":"+358401112233","to":"16161","text":"Kyllä","id":"gx-1001","ts":"2026-03-02T09:15:27Z"})";
const std::string signature = "e1666b7a4e07650c5d706586cc4f21ee23c7235122a3506c92d7541b4ce060ed";

WebhookRequest signed_post(const std::string& given_signature, const std::string& timestamp,
                           const std::string& body) {
    return post("", "application/json", body,
                {{"x-signature", given_signature}, {"x-timestamp", timestamp}});
}

WebhookRequest signed_report() {
    const std::string body =
        R"({"ref":"out-88231","state":"delivered","ts":"2026-03-02T09:15:27Z"})";
    return post(
        "/status", "application/json", body,
        {{"x-signature", "v1=2bc700dc3bdcff791dbf0c57900d489454d7045656c2ede262278b4dd511ba54"},
         {"x-timestamp", "1772442928"}});
}

AdapterCases signed_json() {
    auto late = signed_post("v1=" + signature, "1772442928", signed_body);
    late.now += std::chrono::minutes(6);
    auto early = late;
    early.now -= std::chrono::minutes(12);
    auto get = signed_post("v1=" + signature, "1772442928", signed_body);
    get.method = "GET";
    auto unsigned_report = signed_report();
    unsigned_report.headers.clear();
    auto report = about_ours(DeliveryState::delivered);
    report.at = Instant(std::chrono::seconds(1'772'442'927));
    const Headers headers = {{"content-type", "application/json"},
                             {"x-api-key", "key-4711"},
                             {"x-reference", "out-88231"}};
    const auto sent = [&](std::string body) {
        return HttpRequest{.method = "POST",
                           .url = "https://gw.example/v1/messages?ref=out-88231",
                           .headers = headers,
                           .body = std::move(body)};
    };
    return {
        .adapter = "http",
        .configuration = "signed JSON",
        .config = config(
            {{"send.url", "https://gw.example/v1/messages?ref={id}"},
             {"send.headers.X-Api-Key", "key-4711"},
             {"send.headers.X-Reference", "{id}"},
             {"send.from", "16161"},
             {"send.body", R"({"to": {to}, "from": {from}, "text": {text}, "dlr": {status_url}})"},
             {"answer.id", "/messages/0/id"},
             {"answer.errors.0.status", "409"},
             {"answer.errors.0.means", "stopped"},
             {"answer.errors.1.match", "(?i)not a mobile"},
             {"answer.errors.1.means", "unreachable"},
             {"answer.errors.2.status", "402"},
             {"answer.errors.2.match", "credit"},
             {"answer.errors.2.means", "configuration"},
             {"inbound.from", "/from"},
             {"inbound.to", "/to"},
             {"inbound.text", "/text"},
             {"inbound.id", "/id"},
             {"inbound.time", "/ts"},
             {"prove.hmac.key", "generic-hook-secret"},
             {"prove.hmac.header", "X-Signature"},
             {"prove.hmac.prefix", "v1="},
             {"prove.hmac.timestamp_header", "X-Timestamp"},
             {"prove.hmac.signed", "{timestamp}.{body}"},
             {"status.message_id", "/ref"},
             {"status.state", "/state"},
             {"status.time", "/ts"}}),
        .incoming = {{"the reference's vector",
                      signed_post("v1=" + signature, "1772442928", signed_body),
                      {at(from_aino("gx-1001", "Kyllä"), 1772442927)}},
                     {"a signature in capitals",
                      signed_post(
                          "v1=E1666B7A4E07650C5D706586CC4F21EE23C7235122A3506C92D7541B4CE060ED",
                          "1772442928", signed_body),
                      {at(from_aino("gx-1001", "Kyllä"), 1772442927)}}},
        .statuses = {{"a report is proved by its signature, too", signed_report(), {report}}},
        .refused = {{"a report without a signature", unsigned_report, {403, "signature"}},
                    {"no signature", post("", "application/json", signed_body), {403, "signature"}},
                    {"a signature without its prefix",
                     signed_post(signature, "1772442928", signed_body),
                     {403, "signature"}},
                    {"a signature of another time",
                     signed_post("v1=" + signature, "1772442929", signed_body),
                     {403, "signature"}},
                    {"a signature of other words",
                     signed_post("v1=" + signature, "1772442928", signed_body + " "),
                     {403, "signature"}},
                    {"a signature cut short",
                     signed_post("v1=" + signature.substr(0, 62), "1772442928", signed_body),
                     {403, "signature"}},
                    {"a signature that is none",
                     signed_post("v1=zz", "1772442928", signed_body),
                     {403, "signature"}},
                    {"a replay from six minutes ago", late, {403, "signature"}},
                    {"a signature from the future", early, {403, "signature"}},
                    {"another method", get, {405, "method"}}},
        .outgoing =
            {{"words, escaped as JSON",
              message("Hei \"Aino\"\n\\ ä"),
              {sent("{\"to\": \"+358401112233\", \"from\": \"16161\", \"text\": \"Hei "
                    "\\\"Aino\\\"\\n\\\\ ä\", "
                    "\"dlr\": \"https://bot.example.fi/hooks/gw/status\"}")}},
             {"typographic signs become plain ones",
              message("“ok” – ok"),
              {sent(
                  "{\"to\": \"+358401112233\", \"from\": \"16161\", \"text\": \"\\\"ok\\\" - ok\", "
                  "\"dlr\": \"https://bot.example.fi/hooks/gw/status\"}")}},
             {"bytes that are no UTF-8 stay valid JSON",
              message("a\xFF"),
              {sent("{\"to\": \"+358401112233\", \"from\": \"16161\", \"text\": \"a\uFFFD\", "
                    "\"dlr\": \"https://bot.example.fi/hooks/gw/status\"}")}},
             {"numbered lines",
              question(),
              {sent("{\"to\": \"+358401112233\", \"from\": \"16161\", \"text\": \"Mistä? Vastaa "
                    "numerolla.\\n1=Tekstiviestillä\\n0=En tiedä\", \"dlr\": "
                    "\"https://bot.example.fi/hooks/gw/status\"}")}}},
        .answers = {
            {"accepted, with an id",
             {.status = 200, .body = R"({"messages":[{"id":"gx-7"}]})"},
             "gx-7",
             {}},
            {"an id that is a number",
             {.status = 201, .body = R"({"messages":[{"id":9007199254740993}]})"},
             "9007199254740993",
             {}},
            {"accepted, without an id", {.status = 202, .body = "ok"}, "", {}},
            {"an answer nested without end",
             {.status = 200, .body = std::string(100'000, '[')},
             "",
             {}},
            {"opted out", {.status = 409}, "", FailureKind::stopped},
            {"not a mobile",
             {.status = 422, .body = "Not a mobile number"},
             "",
             FailureKind::unreachable},
            {"no credit", {.status = 402, .body = "out of credit"}, "", FailureKind::configuration},
            {"a rule needs both to fit",
             {.status = 402, .body = "pay"},
             "",
             FailureKind::permanent},
            {"bad request", {.status = 400}, "", FailureKind::permanent},
            {"wrong key", {.status = 401}, "", FailureKind::configuration},
            {"too many",
             {.status = 429, .headers = {{"retry-after", "7"}}},
             "",
             FailureKind::throttled},
            {"time-out at the gateway", {.status = 408}, "", FailureKind::retry},
            {"broken gateway", {.status = 502}, "", FailureKind::retry},
            {"redirected", {.status = 302}, "", FailureKind::configuration},
            {"no connection", {.status = 0}, "", FailureKind::retry},
            {"no answer in time", {.status = 0, .timed_out = true}, "", FailureKind::uncertain}}};
}

// Jasmin: GET out, forms in, raw GSM 03.38 bytes, and a literal answer.

WebhookRequest jasmin(const std::string& form, const std::string& path = "") {
    return post("/s3cr3t" + path, "application/x-www-form-urlencoded", form);
}

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
                     FailureKind::permanent}}};
}

// A gateway that batches, with Basic authorization; messages and reports come in lists.

AdapterCases batches() {
    const Headers basic = {{"authorization", "Basic a2FubmVsOm1vLXBhc3MtOTE="}};
    const auto batch = [&](std::string body, const std::string& path = "") {
        return post(path, "application/json", std::move(body), basic);
    };
    const std::string aino =
        R"({"sender":"358401112233","receiver":"16161","messageId":"b-1","text":"1",)"
        R"("receivedAt":"2026-03-02T09:15:27.118+0000"})";
    const std::string broken = R"({"messageId":"b-2"})";
    const std::string eino =
        R"({"sender":"358401112233","receiver":16161,"messageId":12345678901234567890,"text":"2 \ud83d\udc4d"})";
    auto first = at(from_aino("b-1", "1"), 1772442927);
    *first.sent_at += std::chrono::milliseconds(118);
    const auto second = from_aino("12345678901234567890", "2 👍");
    const auto sent = [](std::string text) {
        return HttpRequest{.method = "PUT",
                           .url = "https://gw.example/send",
                           .headers = {{"content-type", "application/json"},
                                       {"authorization", "Basic Ym90OnB3LTc3"}},
                           .body = std::move(text)};
    };
    return {.adapter = "http",
            .configuration = "batches of JSON",
            .config = config({{"kind", "rcs"},
                              {"send.url", "https://gw.example/send"},
                              {"send.method", "PUT"},
                              {"send.basic.username", "bot"},
                              {"send.basic.password", "pw-77"},
                              {"send.body", R"([{"t": {text}, "c": {choices}}])"},
                              {"send.max_length", "20"},
                              {"send.max_buttons", "3"},
                              {"send.plain_signs", "false"},
                              {"inbound.list", "/results"},
                              {"inbound.from", "/sender"},
                              {"inbound.to", "/receiver"},
                              {"inbound.text", "/text"},
                              {"inbound.id", "/messageId"},
                              {"inbound.time", "/receivedAt"},
                              {"prove.basic.username", "kannel"},
                              {"prove.basic.password", "mo-pass-91"},
                              {"status.list", "/results"},
                              {"status.message_id", "/ref"},
                              {"status.provider_id", "/messageId"},
                              {"status.state", "path"}}),
            .incoming = {{"two messages",
                          batch("{\"results\":[" + aino + "," + eino + "]}"),
                          {first, second}},
                         {"one bad element does not spoil the rest",
                          batch("{\"results\":[" + aino + "," + broken + "," + eino + "]}"),
                          {first, second}},
                         {"an empty batch", batch(R"({"results":[]})"), {}},
                         {"a batch of something else", batch(R"({"typing":true})"), {}},
                         {"bytes that are no UTF-8",
                          batch("{\"results\":[{\"sender\":\"358401112233\",\"receiver\":\"16161\","
                                "\"messageId\":\"b\",\"text\":\"a\xFF\"}]}"),
                          {from_aino("b", "a\uFFFD")}}},
            .statuses = {{"reports on both ids",
                          batch(R"({"results":[{"ref":"out-88231"},{"messageId":"gx-7"}]})",
                                "/status/delivered"),
                          {about_ours(DeliveryState::delivered),
                           about_theirs(DeliveryState::delivered)}},
                         {"read",
                          batch(R"({"results":[{"ref":"out-88231"}]})", "/status/read"),
                          {about_ours(DeliveryState::read)}},
                         {"failed",
                          batch(R"({"results":[{"ref":"out-88231"}]})", "/status/failed"),
                          {failing(about_ours(DeliveryState::failed), FailureKind::permanent,
                                   "reported as failed")}},
                         {"stopped",
                          batch(R"({"results":[{"ref":"out-88231"}]})", "/status/stopped"),
                          {failing(about_ours(DeliveryState::failed), FailureKind::stopped,
                                   "reported as stopped")}},
                         {"a path that means nothing",
                          batch(R"({"results":[{"ref":"out-88231"}]})", "/status/queued"),
                          {}}},
            .refused = {{"no authorization", post("", "application/json", "{}"), {403, "secret"}},
                        {"a wrong password",
                         post("", "application/json", "{}",
                              {{"authorization", "Basic a2FubmVsOm1vLXBhc3MtOTI="}}),
                         {403, "secret"}},
                        {"another scheme",
                         post("", "application/json", "{}",
                              {{"authorization", "Bearer a2FubmVsOm1vLXBhc3MtOTE="}}),
                         {403, "secret"}},
                        {"no JSON", batch("results=1"), {400, "malformed"}},
                        {"nothing but bad elements",
                         batch("{\"results\":[" + broken + "]}"),
                         {400, "malformed"}}},
            .outgoing = {{"typographic signs may stay",
                          message("“ok” – ok"),
                          {sent(R"([{"t": "“ok” – ok", "c": []}])")}},
                         {"buttons, and no hint",
                          question(),
                          {sent(R"([{"t": "Mistä?", "c": ["Tekstiviestillä","En tiedä"]}])")}},
                         {"a long text is cut at blanks",
                          message("yksi kaksi kolme neljä viisi kuusi seitsemän"),
                          {sent(R"([{"t": "yksi kaksi kolme", "c": []}])"),
                           sent(R"([{"t": "neljä viisi kuusi", "c": []}])"),
                           sent(R"([{"t": "seitsemän", "c": []}])")}},
                         {"a long word is cut between letters",
                          message("ääääääääääääääääääääöö"),
                          {sent(R"([{"t": "ääääääääääääääääääää", "c": []}])"),
                           sent(R"([{"t": "öö", "c": []}])")}}},
            .answers = {{"accepted", {.status = 200, .body = "{}"}, "", {}}}};
}

// XML in, a token in the query; XML out.

AdapterCases xml() {
    const auto call = [](std::string body) {
        auto request = post("", "text/xml", std::move(body));
        request.query = "token=t-0%26k";
        request.target += "?" + request.query;
        return request;
    };
    auto part = from_aino("x-2", "loppu");
    part.incomplete = true;
    auto other = call("<a/>");
    other.query = "token=t-1";
    return {
        .adapter = "http",
        .configuration = "XML",
        .config = config({{"send.url", "https://gw.example/xml"},
                          {"send.content", "xml"},
                          {"send.body", "<sms to=\"{to}\"><text>{text}</text></sms>"},
                          {"answer.good", "200"},
                          {"answer.id", "<id>(\\w+)</id>"},
                          {"inbound.content", "xml"},
                          {"inbound.list", "//message"},
                          {"inbound.from", "from"},
                          {"inbound.to", "@to"},
                          {"inbound.text", "body"},
                          {"inbound.id", "@id"},
                          {"inbound.parts", "part/@of"},
                          {"inbound.time", "time"},
                          {"inbound.time_format", "YYYYMMDDhhmmss"},
                          {"prove.query.name", "token"},
                          {"prove.query.secret", "t-0&k"}}),
        .incoming =
            {{"two messages",
              call(
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?><in><message id=\"x-1\" "
                  "to=\"16161\"><from>0401112233</from>"
                  "<body>t&#228;ynn&#xE4; &amp; "
                  "<![CDATA[<ok>]]></body><time>20260302091527</time></message>"
                  "<message id=\"x-2\" to=\"16161\"><from>0401112233</from><body>loppu</body><part "
                  "of=\"2\"/></message></in>"),
              {at(from_aino("x-1", "täynnä & <ok>"), 1772442927), part}},
             {"Latin-1, as the document declares",
              call("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><message id=\"x-1\" "
                   "to=\"16161\"><from>0401112233</from><body>\xE4</body></message>"),
              {from_aino("x-1", "ä")}},
             {"no message at all", call("<in/>"), {}}},
        .refused = {{"a wrong token", other, {403, "secret"}},
                    {"no XML", call("moi"), {400, "malformed"}},
                    {"a tag left open", call("<in><message>"), {400, "malformed"}}},
        .outgoing = {{"words, escaped as XML",
                      message("a < b & \"c\" 'd' > e"),
                      {{.method = "POST",
                        .url = "https://gw.example/xml",
                        .headers = {{"content-type", "text/xml; charset=utf-8"}},
                        .body = "<sms to=\"+358401112233\"><text>a &lt; b &amp; &quot;c&quot; "
                                "&apos;d&apos; &gt; e</text></sms>"}}}},
        .answers = {{"accepted", {.status = 200, .body = "<ok><id>x77</id></ok>"}, "x77", {}},
                    {"a good status that is not the configured one",
                     {.status = 204},
                     "",
                     FailureKind::permanent}}};
}

// A multipart form in, a secret header; a form out. Text in a header, hexadecimal.

AdapterCases multipart() {
    const auto call = [](std::string body) {
        return post("", "multipart/form-data; boundary=\"xYz\"", std::move(body),
                    {{"x-key", "h-1"}, {"x-sender", "+358401112233"}});
    };
    const auto part = [](const std::string& name, const std::string& value) {
        return "--xYz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
               "\r\n";
    };
    return {
        .adapter = "http",
        .configuration = "a multipart form",
        .config = config({{"send.url", "https://gw.example/form"},
                          {"send.content", "form"},
                          {"send.body", "to={to}&text={text}"},
                          {"inbound.content", "multipart"},
                          {"inbound.from", "header:X-Sender"},
                          {"inbound.to", "to"},
                          {"inbound.text", "hex"},
                          {"inbound.id", "id"},
                          {"inbound.charset", "utf-16be-hex"},
                          {"prove.header.name", "X-Key"},
                          {"prove.header.secret", "h-1"}}),
        .incoming = {{"fields in any order",
                      call(part("hex", "0061d83dde00") + part("id", "m-1") + part("to", "16161") +
                           "--xYz--\r\n"),
                      {from_aino("m-1", "a😀")}},
                     {"an epilogue is passed over",
                      call(part("hex", "0061") + part("id", "m-1") + part("to", "16161") +
                           "--xYz--\r\nbye"),
                      {from_aino("m-1", "a")}}},
        .refused = {{"a wrong header",
                     post("", "multipart/form-data; boundary=xYz", "--xYz--", {{"x-key", "h-2"}}),
                     {403, "secret"}},
                    {"no boundary",
                     post("", "multipart/form-data", "--xYz--", {{"x-key", "h-1"}}),
                     {400, "malformed"}},
                    {"a part without a head", call("--xYz\r\nmoi\r\n--xYz--"), {400, "malformed"}}},
        .outgoing = {{"words, escaped as a form",
                      message("a&b=c +ä"),
                      {{.method = "POST",
                        .url = "https://gw.example/form",
                        .headers = {{"content-type", "application/x-www-form-urlencoded"}},
                        .body = "to=%2B358401112233&text=a%26b%3Dc%20%2B%C3%A4"}}}}};
}

// Plain text: the body is the message, the rest is in headers and the query; a sender that is no
// number.

AdapterCases plain_text() {
    auto request = post("", "text/plain; charset=iso-8859-1", "t\xE4ynn\xE4", {{"x-key", "h-1"}});
    request.query = "user=aino%40example.fi&id=p-1";
    auto from_mail = from_aino("p-1", "täynnä");
    from_mail.from = {"mail", "aino@example.fi"};
    from_mail.to.clear();
    return {.adapter = "http",
            .configuration = "plain text",
            .config = config({{"kind", "web"},
                              {"send.url", "https://gw.example/plain"},
                              {"send.content", "text"},
                              {"send.body", "{text}"},
                              {"send.headers.X-To", "{to}"},
                              {"send.headers.X-Text", "{text}"},
                              {"inbound.content", "text"},
                              {"inbound.from", "query:user"},
                              {"inbound.id", "query:id"},
                              {"inbound.text", "body:"},
                              {"inbound.charset", "iso-8859-1"},
                              {"inbound.from_format", "id"},
                              {"inbound.scheme", "mail"},
                              {"prove.header.name", "X-Key"},
                              {"prove.header.secret", "h-1"}}),
            .incoming = {{"Latin-1 in the body", request, {from_mail}}},
            .outgoing = {{"words in a header and in the body",
                          message("moi"),
                          {{.method = "POST",
                            .url = "https://gw.example/plain",
                            .headers = {{"content-type", "text/plain; charset=utf-8"},
                                        {"x-text", "moi"},
                                        {"x-to", "+358401112233"}},
                            .body = "moi"}}}}};
}

}  // namespace

std::vector<AdapterCases> http_cases() {
    return {signed_json(), jasmin_gateway(), batches(), xml(), multipart(), plain_text()};
}

}  // namespace cases
