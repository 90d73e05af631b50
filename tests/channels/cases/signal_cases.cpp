// Signal: envelopes as signal-cli's REST service posts them, and requests to it.
#include "tests/channels/cases.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::FileReply;
using dialogs::LocationReply;
using dialogs::TextReply;

const std::string aino = "5b1f2c3d-0000-4000-8000-0a1b2c3d4e5f";

WebhookRequest signal_post(std::string body, std::string secret = "s1gnal-secret") {
    return {.method = "POST",
            .target = "/hooks/signal/" + secret,
            .path = '/' + secret,
            .headers = {{"content-type", "application/json"}},
            .body = std::move(body),
            .now = now};
}

/// An envelope with `content` in it, as a line of JSON-RPC.
WebhookRequest signal_line(const std::string& content, const std::string& account = "+358457300888") {
    return signal_post(
        R"({"jsonrpc":"2.0","method":"receive","params":{"envelope":{"source":"+358401112233",)"
        R"("sourceNumber":"+358401112233","sourceUuid":")" + aino +
        R"(","sourceName":"Aino","sourceDevice":1,"timestamp":1772442927345,"serverReceivedTimestamp":1772442927401,)"
        R"("serverDeliveredTimestamp":1772442927409,)" + content + R"(},"account":")" + account + "\"}}");
}

WebhookRequest signal_data(const std::string& members) {
    return signal_line(R"("dataMessage":{"timestamp":1772442927345,"expiresInSeconds":0,)" + members + "}");
}

Incoming signal_says(Reply reply) {
    return {.external_id = "1772442927345",
            .scope = aino,
            .from = {"signal", aino},
            .to = "+358457300888",
            .reply = std::move(reply),
            .sent_at = Instant(std::chrono::milliseconds(1'772'442'927'345)),
            .also = {{"tel", "+358401112233"}}};
}

Incoming signal_unsupported() {
    auto incoming = signal_says(TextReply{});
    incoming.unsupported = true;
    return incoming;
}

HttpRequest signal_request(std::string path, std::string body) {
    return {.method = "POST",
            .url = "http://127.0.0.1:8080" + path,
            .headers = {{"content-type", "application/json"}},
            .body = std::move(body)};
}

/// The receipt that thanks for a message.
std::vector<HttpRequest> read_receipt() {
    return {signal_request("/v1/receipts/%2B358457300888",
                           R"({"receipt_type":"read","recipient":")" + aino + R"(","timestamp":1772442927345})")};
}

std::vector<IncomingCase> signal_incoming() {
    auto hidden = signal_says(TextReply{"Kyllä"});
    hidden.also.clear();
    auto cut = signal_says(TextReply{"Pitkä juttu"});
    cut.incomplete = true;
    auto second = signal_says(FileReply{FileReply::Kind::photo, "k3y.jpg"});
    second.external_id += "/1";
    auto numbered = hidden;
    numbered.from.id = numbered.scope = "+358401112233";
    numbered.also = {{"tel", "+358401112233"}};
    const std::string photo = R"({"contentType":"image/jpeg","filename":"ovi.jpg","id":"k3y.jpg","size":41231})";
    const auto thanks = read_receipt();
    auto number_thanks = thanks;
    number_thanks[0].body.replace(number_thanks[0].body.find(aino), aino.size(), "+358401112233");
    return {
        {"words", signal_data(R"("message":"Kyllä")"), {signal_says(TextReply{"Kyllä"})}, {}, thanks},
        {"words of two lines with an emoji",
         signal_data(R"("message":"9\nkiitos \ud83d\ude00")"),
         {signal_says(TextReply{"9\nkiitos 😀"})},
         {},
         thanks},
        {"a NUL is shown, not stored",
         signal_data(R"("message":"a\u0000b")"),
         {signal_says(TextReply{"a\uFFFDb"})},
         {},
         thanks},
        {"the envelope alone, as the WebSocket has it; the number is hidden",
         signal_post(R"({"envelope":{"sourceNumber":null,"sourceUuid":")" + aino +
                     R"(","timestamp":1772442927345,"dataMessage":{"message":"Kyllä"}},"account":"+358457300888"})"),
         {hidden},
         {},
         thanks},
        {"a sender without an identity has a number",
         signal_post(R"({"envelope":{"sourceNumber":"+358401112233","timestamp":1772442927345,)"
                     R"("dataMessage":{"message":"Kyllä"}},"account":"+358457300888"})"),
         {numbered},
         {},
         number_thanks},
        {"a photo", signal_data(R"("message":null,"attachments":[)" + photo + "]"),
         {signal_says(FileReply{FileReply::Kind::photo, "k3y.jpg"})}, {}, thanks},
        {"a photo and words are two answers",
         signal_data(R"("message":"Ovi on rikki","attachments":[)" + photo + "]"),
         {signal_says(TextReply{"Ovi on rikki"}), second},
         {},
         thanks},
        {"a voice message",
         signal_data(R"("message":"","attachments":[{"contentType":"audio/aac","id":"v01.m4a"}])"),
         {signal_says(FileReply{FileReply::Kind::voice, "v01.m4a"})},
         {},
         thanks},
        {"a document", signal_data(R"("attachments":[{"contentType":"application/pdf","id":"d.pdf"}])"),
         {signal_unsupported()}, {}, thanks},
        {"a long text, whose rest is in a file",
         signal_data(R"("message":"Pitkä juttu","attachments":[{"contentType":"text/x-signal-plain","id":"t"}])"),
         {cut},
         {},
         thanks},
        {"a place comes as a link, with a picture of its map",
         signal_data(R"("message":"Tesoma\nhttps://maps.google.com/maps?q=61.5054%2C23.6242","attachments":[)" +
                     photo + "]"),
         {signal_says(LocationReply{.latitude = 61.5054, .longitude = 23.6242})},
         {},
         thanks},
        {"a link that is no place is words",
         signal_data(R"("message":"https://maps.google.com/maps?q=Tesoma")"),
         {signal_says(TextReply{"https://maps.google.com/maps?q=Tesoma"})},
         {},
         thanks},
        {"a sticker", signal_data(R"("message":null,"sticker":{"packId":"a1","stickerId":3})"),
         {signal_unsupported()}, {}, thanks},
        {"a picture to be seen once", signal_data(R"("message":null,"viewOnce":true)"), {signal_unsupported()}, {},
         thanks},
        {"an edit",
         signal_line(R"("editMessage":{"targetSentTimestamp":1772442920000,"dataMessage":{"message":"En"}})"),
         {signal_unsupported()},
         {},
         thanks},
    };
}

std::vector<StatusCase> signal_statuses() {
    const auto of = [](const std::string& id, DeliveryState state) {
        return StatusReport{
            .provider_id = id, .state = state, .at = Instant(std::chrono::milliseconds(1'772'442'999'000))};
    };
    const auto receipt = [](const std::string& flags) {
        return signal_line(R"("receiptMessage":{"when":1772442999000,)" + flags +
                           R"(,"timestamps":[1772442930123,1772442940456]})");
    };
    using enum DeliveryState;
    return {
        {"delivered, two at once",
         receipt(R"("isDelivery":true,"isRead":false,"isViewed":false)"),
         {of("1772442930123", delivered), of("1772442940456", delivered)}},
        {"read, two at once",
         receipt(R"("isDelivery":false,"isRead":true,"isViewed":false)"),
         {of("1772442930123", read), of("1772442940456", read)}},
        {"looked at", receipt(R"("isViewed":true)"), {of("1772442930123", read), of("1772442940456", read)}},
        {"a receipt of nothing", signal_line(R"("receiptMessage":{"when":1,"isRead":true})"), {}},
        {"typing", signal_line(R"("typingMessage":{"action":"STARTED","timestamp":1772442927345})"), {}},
        {"another device of ours", signal_line(R"("syncMessage":{"sentMessage":{"message":"x"}})"), {}},
        {"a group", signal_data(R"("message":"moi","groupInfo":{"groupId":"Zw==","type":"DELIVER"})"), {}},
        {"a reaction", signal_data(R"("message":null,"reaction":{"emoji":"👍","isRemove":false})"), {}},
        {"taken back", signal_data(R"("message":null,"remoteDelete":{"timestamp":1772442920000})"), {}},
        {"a vote in a poll", signal_data(R"("message":null,"pollVote":{"optionIndexes":[0]})"), {}},
        {"a new profile", signal_data(R"("message":null)"), {}},
        {"another account of the service",
         signal_line(R"("dataMessage":{"message":"moi"})", "+358457300999"),
         {}},
        {"an envelope without a sender",
         signal_post(R"({"envelope":{"timestamp":1,"dataMessage":{"message":"x"}},"account":"+358457300888"})"),
         {}},
        {"a notice of another kind", signal_post(R"({"jsonrpc":"2.0","result":{},"id":"1"})"), {}},
    };
}

std::vector<RefusedCase> signal_refused() {
    auto get = signal_data(R"("message":"moi")");
    get.method = "GET";
    auto bare = get;
    bare.path.clear();
    return {
        {"a wrong secret", signal_post("{}", "guess"), {403, "secret"}},
        {"no secret", bare, {403, "secret"}},
        {"half of the secret", signal_post("{}", "s1gnal"), {403, "secret"}},
        {"another method", get, {405, "method"}},
        {"no JSON", signal_post("moi"), {400, "malformed"}},
        {"a list", signal_post("[]"), {400, "malformed"}},
        {"nesting without end", signal_post(std::string(100'000, '[')), {400, "malformed"}},
    };
}

Outgoing signal_message(Message message) {
    return {.id = "out-88231", .conversation_ref = "c0ffee42", .to = {"signal", aino}, .message = std::move(message)};
}

HttpRequest signal_send(const std::string& json_string, const std::string& to = aino) {
    return signal_request("/v2/send", R"({"message":)" + json_string + R"(,"number":"+358457300888","recipients":[")" +
                                          to + R"("],"text_mode":"normal"})");
}

std::vector<OutgoingCase> signal_outgoing() {
    const std::string sentence = "Kerro meille lisää siitä, mitä tapahtui. ";  // 41 characters
    std::string long_text;
    for (int i = 0; i < 60; ++i) long_text += sentence;
    std::string first;
    for (int i = 0; i < 48; ++i) first += sentence;
    std::string second = long_text.substr(first.size());
    first.pop_back();
    second.pop_back();
    long_text.pop_back();
    auto by_number = signal_message({.text = "Hei!", .language = "fi"});
    by_number.to.id = "+358401112233";
    const Message asked{.text = "Mistä?",
                        .hint = "Vastaa numerolla.",
                        .choices = {{"sms", "Tekstiviestillä", 1}, {"na", "En tiedä", 0}},
                        .plain_choices = dialogs::PlainChoices::numbered,
                        .language = "fi",
                        .question = 2};
    auto scale = asked;
    scale.text = "Kannatatko?";
    scale.hint = "Vastaa kyllä tai ei.";
    scale.plain_choices = dialogs::PlainChoices::as_written;
    auto listed = asked;
    listed.plain_choices = dialogs::PlainChoices::listed;
    const auto plainly = [](const std::string& text) { return signal_message({.text = text, .language = "fi"}); };
    return {
        {"words", plainly("Kiitos!"), {signal_send(R"("Kiitos!")")}},
        {"to a number that has not written yet", by_number, {signal_send(R"("Hei!")", "+358401112233")}},
        {"text, hint and numbered lines",
         signal_message(asked),
         {signal_send(R"("Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä")")}},
        {"a question that says itself how to answer",
         signal_message(scale),
         {signal_send(R"("Kannatatko? Vastaa kyllä tai ei.")")}},
        {"lines that are to be put in order",
         signal_message(listed),
         {signal_send(R"("Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä")")}},
        {"typographic signs stay", plainly("“Hei” – ok…"), {signal_send(R"("“Hei” – ok…")")}},
        {"signs of styled text are only signs", plainly("*a* ~b~ `c`"), {signal_send(R"("*a* ~b~ `c`")")}},
        {"quotes and line breaks", plainly("a \"b\"\nc\\d"), {signal_send(R"("a \"b\"\nc\\d")")}},
        {"an emoji", plainly("Kiitos 👍"), {signal_send(R"("Kiitos 👍")")}},
        {"Arabic", plainly("شكرا!"), {signal_send(R"("شكرا!")")}},
        {"bytes that are no UTF-8", plainly("a\xFF"), {signal_send("\"a\uFFFD\"")}},
        {"a long text goes in two, parted behind a sentence",
         plainly(long_text),
         {signal_send('"' + first + '"'), signal_send('"' + second + '"')}},
        {"an empty text is still sent", plainly(""), {signal_send(R"("")")}},
    };
}

std::vector<AnswerCase> signal_answers() {
    using enum FailureKind;
    const auto error = [](const std::string& says) {
        return HttpResponse{.status = 400, .body = R"({"error":")" + says + R"(","account":"+358457300888"})"};
    };
    return {
        {"sent", {.status = 201, .body = R"({"timestamp":"1772442930123"})"}, "1772442930123", {}},
        {"sent, with a number for its name", {.status = 201, .body = R"({"timestamp":1772442930123})"},
         "1772442930123", {}},
        {"not on Signal", error("Failed to send message: Unregistered user \\\"+358401112233\\\""), "", unreachable},
        {"a new phone", error("Untrusted Identity for 5b1f"), "", configuration},
        {"an account that is none", error("Specified account does not exist"), "", configuration},
        {"a captcha must be solved",
         {.status = 400, .body = R"({"error":"rate limited","account":"+358457300888","challenge_tokens":["c-1"]})"},
         "",
         configuration},
        {"no captcha, only a limit",
         {.status = 400, .body = R"({"error":"[429] Rate limit exceeded","challenge_tokens":[]})"},
         "",
         throttled},
        {"a limit of the service", {.status = 429, .headers = {{"retry-after", "60"}}}, "", throttled},
        {"Signal out of reach", error("Failed to send message: NetworkFailureException"), "", retry},
        {"anything else", error("Invalid message"), "", permanent},
        {"an error that is no JSON", {.status = 400, .body = "bad"}, "", permanent},
        {"a broken service", {.status = 500}, "", retry},
        {"no connection", {.status = 0, .error = "refused"}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

std::vector<SetupCase> signal_setup() {
    return {
        {"the right mode", "service", {.status = 200, .body = R"({"versions":["v1","v2"],"mode":"json-rpc"})"},
         "json-rpc"},
        {"another mode", "service", {.status = 200, .body = R"({"mode":"native"})"}, "MODE=json-rpc", false},
        {"nobody there", "service", {.status = 0}, "api_url", false},
        {"the number is there", "account", {.status = 200, .body = R"(["+358457300999","+358457300888"])"},
         "registered"},
        {"the number is not there", "account", {.status = 200, .body = "[]"}, "not registered", false},
    };
}

}  // namespace

std::vector<AdapterCases> signal_cases() {
    return {{.adapter = "signal",
             .configuration = "with read receipts",
             .config = {.name = "signal",
                        .public_url = "https://bot.example.fi",
                        .settings = settings_of({{"api_url", "http://127.0.0.1:8080"},
                                                 {"number", "+358457300888"},
                                                 {"secret", "s1gnal-secret"}})},
             .incoming = signal_incoming(),
             .statuses = signal_statuses(),
             .refused = signal_refused(),
             .outgoing = signal_outgoing(),
             .answers = signal_answers(),
             .steps = {{.what = "service", .request = {.url = "http://127.0.0.1:8080/v1/about"}},
                       {.what = "account", .request = {.url = "http://127.0.0.1:8080/v1/accounts"}}},
             .setup = signal_setup(),
             .prove = [](WebhookRequest& request) { request.path = "/s1gnal-secret"; }}};
}

}  // namespace cases
