// Other contents: XML, a multipart form, plain text.
#include "tests/channels/cases/http_parts.hpp"
#include "tests/channels/signing.hpp"

namespace cases {

using namespace channels;

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
             {"one message",
              call("<message id=\"x-3\" to=\"16161\"><from>0401112233</from><body>moikka</body></message>"),
              {from_aino("x-3", "moikka")}},
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
                     FailureKind::permanent}},
        .prove = [](WebhookRequest& request) { request.query.insert(0, "token=t-0%26k&"); }};
}

// A multipart form in, a secret header; a form out. Text in a header, hexadecimal.

AdapterCases multipart() {
    static const auto call = [](std::string body) {
        return post("", "multipart/form-data; boundary=\"xYz\"", std::move(body),
                    {{"x-key", "h-1"}, {"x-sender", "+358401112233"}});
    };
    static const auto part = [](const std::string& name, const std::string& value) {
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
                        .body = "to=%2B358401112233&text=a%26b%3Dc%20%2B%C3%A4"}}}},
        .says =
            [](const std::string& words) {  // ASCII
                std::string hex;
                for (const char c : words) {
                    constexpr std::string_view digits = "0123456789abcdef";
                    hex += "00";
                    hex += digits[static_cast<std::size_t>(c) / 16];
                    hex += digits[static_cast<std::size_t>(c) % 16];
                }
                return call(part("hex", hex) + part("id", "m-9") + part("to", "16161") + "--xYz--\r\n");
            },
        .prove = [](WebhookRequest& request) { put_header(request, "x-key", "h-1"); }};
}

// Plain text: the body is the message, the rest is in headers and the query; a sender that is no
// number.

AdapterCases plain_text() {
    auto request = post("", "text/plain; charset=iso-8859-1", "t\xE4ynn\xE4", {{"x-key", "h-1"}});
    request.query = "user=aino%40example.fi&id=p-1";
    auto from_mail = from_aino("p-1", "täynnä");
    from_mail.from = {"mail", "aino@example.fi"};
    from_mail.to.clear();
    auto plain = request;
    plain.body = "moikka";
    auto plainly = from_mail;
    plainly.reply = dialogs::TextReply{"moikka"};
    return {.adapter = "http",
            .configuration = "plain text",
            .config = config({{"kind", "web"},
                              {"send.url", "https://gw.example/plain"},
                              {"send.content", "text"},
                              {"send.body", "{text}"},
                              {"send.headers.X-To", "{to}"},
                              {"inbound.content", "text"},
                              {"inbound.from", "query:user"},
                              {"inbound.id", "query:id"},
                              {"inbound.text", "body:"},
                              {"inbound.charset", "iso-8859-1"},
                              {"inbound.from_format", "id"},
                              {"inbound.scheme", "mail"},
                              {"prove.header.name", "X-Key"},
                              {"prove.header.secret", "h-1"}}),
            .incoming = {{"Latin-1 in the body", request, {from_mail}}, {"ASCII in the body", plain, {plainly}}},
            .outgoing = {{"words in the body, an address in a header",
                          message("moi"),
                          {{.method = "POST",
                            .url = "https://gw.example/plain",
                            .headers = {{"content-type", "text/plain; charset=utf-8"},
                                        {"x-to", "+358401112233"}},
                            .body = "moi"}}}},
        .prove = [](WebhookRequest& proved) { put_header(proved, "x-key", "h-1"); }};
}

}  // namespace cases
