// Discord: interactions as its servers sign them, and requests to its REST API.
#include "tests/channels/cases.hpp"
#include "tests/channels/signing.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::FileReply;
using dialogs::TapReply;
using dialogs::TextReply;

/// The reference's vectors: a key made from the seed 00 01 02 … 1f, a ping and a pressed button.
const std::string public_key = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";
const std::string vector_time = "1772442928";
const std::string ping_body =
    R"({"app_permissions":"562949953601536","application_id":"1180000000000000001","authorizing_integration_own)"
    R"(ers":{},"entitlements":[],"id":"1180000000000000002","token":"aW50ZXJhY3Rpb246cGluZw","type":1,"version")"
    R"(:1})";
const std::string ping_signature =
    "da0ec687c437346006ed384689de393a52ca8810a858d443fa92b52a77a22f75"
    "3292926aebd5f41ac5079ff3669ddb64cbdade4b536c575a90819d918b89a30b";
const std::string button_body =
    R"({"application_id":"1180000000000000001","channel_id":"1180000000000000010","data":{"component_type":2,"c)"
    R"(ustom_id":"q3:yes","id":2},"id":"1180000000000000003","message":{"id":"1180000000000000011","content":"K)"
    R"(annatatko?"},"token":"aW50ZXJhY3Rpb246Y29tcA","type":3,"user":{"id":"1180000000000000020","username":"ai)"
    R"(no","global_name":"Aino"},"version":1})";
const std::string button_signature =
    "0e6a657a46eb42f51a847be07b9010b1ca1d04fb259ea7f69b2e131a097ffb36"
    "4df50114fd5e5b2f560a8d21b585019698710561c64bf6420de00c34fa646901";

WebhookRequest discord_call(std::string body, const std::string& signature, const std::string& time = vector_time) {
    return {.method = "POST",
            .target = "/hooks/discord",
            .headers = {{"content-type", "application/json"},
                        {"x-signature-ed25519", signature},
                        {"x-signature-timestamp", time}},
            .body = std::move(body),
            .now = now};
}

void sign_discord(WebhookRequest& request) {
    std::string seed;
    for (char byte = 0; byte < 32; ++byte) seed += byte;
    put_header(request, "x-signature-ed25519", hex(ed25519_bytes(seed, vector_time + request.body)));
    put_header(request, "x-signature-timestamp", vector_time);
}

WebhookRequest discord_signed(const std::string& body) {
    auto request = discord_call(body, "");
    sign_discord(request);
    return request;
}

const std::string in_direct_messages =
    R"("channel_id":"1180000000000000010","context":1,"user":{"id":"1180000000000000020","username":"aino"})";
const std::string in_server =
    R"("channel_id":"1180000000000000099","guild_id":"1180000000000000098","context":0,)"
    R"("member":{"user":{"id":"1180000000000000020","username":"aino"}})";

WebhookRequest interaction(int type, const std::string& data, const std::string& where = in_direct_messages) {
    return discord_signed(R"({"application_id":"1180000000000000001","id":"1180000000000000003","token":"aW50",)"
                          R"("type":)" + std::to_string(type) + R"(,"version":1,"data":)" + data + "," + where + "}");
}

/// A pressed button of a message whose text is `content`.
WebhookRequest pressed(const std::string& custom_id, const std::string& content = "Kannatatko?") {
    return interaction(3, R"({"component_type":2,"custom_id":")" + custom_id + "\"}",
                       in_direct_messages + R"(,"message":{"id":"1180000000000000011","content":")" + content + "\"}");
}

WebhookRequest commanded(const std::string& options, const std::string& where = in_direct_messages,
                         const std::string& resolved = "") {
    return interaction(2, R"({"id":"7","name":"kuulolla","type":1,"options":[)" + options + "]" + resolved + "}",
                       where);
}

HttpAnswer discord_answer(const std::string& body) { return {.content_type = "application/json", .body = body}; }

const HttpAnswer no_change = discord_answer(R"({"type":6})");
const HttpAnswer letter = discord_answer(R"({"data":{"content":"✉️","flags":64},"type":4})");

Incoming discord_says(Reply reply, const std::string& ref = "") {
    return {.external_id = "1180000000000000003",
            .from = {"discord", "dm:1180000000000000010"},
            .to = "1180000000000000001",
            .reply = std::move(reply),
            .conversation_ref = ref,
            .sent_at = Instant(std::chrono::milliseconds(1'701'404'323'339)),
            .also = {{"discord", "1180000000000000020"}}};
}

HttpAnswer window_of(const std::string& title) {
    return discord_answer(R"({"data":{"components":[{"components":[{"custom_id":"text","label":"✏️",)"
                          R"("max_length":4000,"required":true,"style":2,"type":4}],"type":1}],)"
                          R"("custom_id":"write:q3:c0ffee42:-","title":")" + title + R"("},"type":9})");
}

std::vector<IncomingCase> discord_incoming() {
    auto from_server = discord_says(TextReply{"AVAIN"});
    from_server.from = {"discord", "1180000000000000020"};
    from_server.also.clear();
    auto finnish = discord_says(TextReply{"kuulolla"});
    finnish.language_hint = "fi";
    auto document = discord_says(TextReply{});
    document.unsupported = true;
    const auto file = [](const std::string& type) {
        return commanded(R"({"name":"file","type":11,"value":"55"})", in_direct_messages,
                         R"(,"resolved":{"attachments":{"55":{"id":"55","content_type":")" + type +
                             R"(","url":"https://cdn.example/55"}}})");
    };
    const std::string nested = R"({"custom_id":"write:q3:c0ffee42:-","components":[{"type":1,"components":)"
                               R"([{"type":4,"custom_id":"text","value":"Ovi on\nrikki 😀"}]}]})";
    const std::string labelled = R"({"custom_id":"write:q3:c0ffee42:-","components":[{"type":18,"component":)"
                                 R"({"type":4,"custom_id":"text","value":"Ovi"}}]})";
    return {
        {"a button", pressed("q3:c0ffee42:yes"), {discord_says(TapReply{3, "yes"}, "c0ffee42")}, no_change},
        {"a button without a conversation", pressed("q3::yes"), {discord_says(TapReply{3, "yes"})}, no_change},
        {"the reference's vector: a button of another make",
         discord_call(button_body, button_signature),
         {},
         no_change},
        {"a row of a list",
         interaction(3, R"({"component_type":3,"custom_id":"list","values":["q3:c0ffee42:7"]})"),
         {discord_says(TapReply{3, "7"}, "c0ffee42")},
         no_change},
        {"the pencil opens a window, and says nothing yet",
         pressed("write:q3:c0ffee42:-", "Mikä onnistui?"),
         {},
         window_of("Mikä onnistui?")},
        {"the window's title is a line, and short",
         pressed("write:q3:c0ffee42:-",
                 R"(Mikä meni \\*huonosti\\*, kun kävit Tesoman hyvinvointikeskuksessa?\nKerro.)"),
         {},
         window_of("Mikä meni *huonosti*, kun kävit Tesoman hyvi…")},
        {"a window without a title", pressed("write:q3:c0ffee42:-", ""), {}, window_of("✏️")},
        {"words written in the window",
         interaction(5, nested),
         {discord_says(TextReply{"Ovi on\nrikki 😀"}, "c0ffee42")},
         no_change},
        {"words in a window of the newer make", interaction(5, labelled), {discord_says(TextReply{"Ovi"}, "c0ffee42")},
         no_change},
        {"a keyword behind the command",
         commanded(R"({"name":"text","type":3,"value":"AVAIN"})"),
         {discord_says(TextReply{"AVAIN"})},
         letter},
        {"a keyword in a server is answered in direct messages",
         commanded(R"({"name":"text","type":3,"value":"AVAIN"})", in_server),
         {from_server},
         letter},
        {"the command alone, in Finnish", commanded("", in_direct_messages + R"(,"locale":"fi")"), {finnish}, letter},
        {"a photo behind the command", file("image/png"),
         {discord_says(FileReply{FileReply::Kind::photo, "https://cdn.example/55"})}, letter},
        {"a voice message behind the command", file("audio/ogg"),
         {discord_says(FileReply{FileReply::Kind::voice, "https://cdn.example/55"})}, letter},
        {"a document", file("application/pdf"), {document}, letter},
    };
}

std::vector<StatusCase> discord_statuses() {
    return {
        {"the reference's vector: a ping",
         discord_call(ping_body, ping_signature),
         {},
         discord_answer(R"({"type":1})")},
        {"a command half written",
         interaction(4, R"({"name":"kuulolla"})"),
         {},
         discord_answer(R"({"data":{"choices":[]},"type":8})")},
        {"a kind that we do not know", interaction(77, "{}"), {}, no_change},
        {"nobody", discord_signed(R"({"type":2,"id":"1","data":{"name":"kuulolla"}})"), {}, no_change},
    };
}

std::vector<RefusedCase> discord_refused() {
    auto late = discord_call(ping_body, ping_signature);
    late.now += std::chrono::minutes(6);
    auto early = late;
    early.now -= std::chrono::minutes(12);
    auto get = discord_call(ping_body, ping_signature);
    get.method = "GET";
    auto bare = discord_call(ping_body, "");
    bare.headers.clear();
    auto other = ping_signature;
    other[0] = 'e';
    return {
        {"no signature", bare, {401, "signature"}},
        {"a wrong signature", discord_call(ping_body, other), {401, "signature"}},
        {"a signature of another time", discord_call(ping_body, ping_signature, "1772442929"), {401, "signature"}},
        {"a signature of other words", discord_call(ping_body + " ", ping_signature), {401, "signature"}},
        {"a signature cut short", discord_call(ping_body, ping_signature.substr(0, 126)), {401, "signature"}},
        {"a signature and more", discord_call(ping_body, ping_signature + "00"), {401, "signature"}},
        {"a signature that is none", discord_call(ping_body, "zz"), {401, "signature"}},
        {"a time that is none", discord_call(ping_body, ping_signature, "now"), {401, "signature"}},
        {"a replay from six minutes ago", late, {401, "signature"}},
        {"a signature from the future", early, {401, "signature"}},
        {"another method", get, {405, "method"}},
        {"no JSON", discord_signed("moi"), {400, "malformed"}},
    };
}

const Headers discord_headers = {{"content-type", "application/json"},
                                 {"authorization", "Bot t0ken-of-the-bot"},
                                 {"user-agent", "DiscordBot (https://bot.example.fi, 1.0)"}};

HttpRequest discord_request(const std::string& method, const std::string& path, std::string body) {
    return {.method = method,
            .url = "https://discord.com/api/v10" + path,
            .headers = discord_headers,
            .body = std::move(body)};
}

Outgoing discord_message(Message message, const std::string& to = "dm:1180000000000000010") {
    return {.id = "01h8xgpmze1q2r3s4t5v6w7y8z",
            .conversation_ref = "c0ffee42",
            .to = {"discord", to},
            .message = std::move(message)};
}

/// A message with `json_string` as its text and `rows` of components.
HttpRequest discord_send(const std::string& json_string, const std::string& rows = "", const std::string& part = "1") {
    return discord_request("POST", "/channels/1180000000000000010/messages",
                           R"({"allowed_mentions":{"parse":[]},)" +
                               (rows.empty() ? "" : R"("components":[)" + rows + "],") + R"("content":)" + json_string +
                               R"(,"enforce_nonce":true,"nonce":"01h8xgpmze1q2r3s4t5v6w7y)" + part + "\"}");
}

std::string row_of(const std::string& components) { return R"({"components":[)" + components + R"(],"type":1})"; }

std::string button(const std::string& label, const std::string& payload) {
    return R"({"custom_id":")" + payload + R"(","label":")" + label + R"(","style":2,"type":2})";
}

std::string numbers(int from, int to) {
    std::string buttons;
    for (int i = from; i <= to; ++i)
        buttons += (i == from ? "" : ",") + button(std::to_string(i), "q1:c0ffee42:" + std::to_string(i));
    return row_of(buttons);
}

std::string pencil(int question) {
    return row_of(R"({"custom_id":"write:q)" + std::to_string(question) +
                  R"(:c0ffee42:-","emoji":{"name":"✏️"},"style":1,"type":2})");
}

std::vector<OutgoingCase> discord_outgoing() {
    const Message asked{.text = "Mistä?",
                        .hint = "Vastaa numerolla.",
                        .choices = {{"sms", "Tekstiviestillä", 1}, {"na", "En tiedä", 0}},
                        .plain_choices = dialogs::PlainChoices::numbered,
                        .language = "fi",
                        .question = 2};
    auto listed = asked;
    listed.plain_choices = dialogs::PlainChoices::listed;
    Message nps{.text = "Suosittelisitko?", .hint = "0-10", .language = "fi", .question = 1};
    for (int i = 0; i <= 10; ++i) nps.choices.push_back({std::to_string(i), std::to_string(i), i});
    Message units{.text = "Missä?", .plain_choices = dialogs::PlainChoices::numbered, .language = "fi", .question = 1};
    std::string lines;
    for (int i = 1; i <= 26; ++i) {
        const auto number = std::to_string(i);
        units.choices.push_back({number, "Yksikkö " + number, i});
        lines += "\\n" + number + "=Yksikkö " + number;
    }
    auto rows = asked;  // labels that are alike on a button, and are not in a list
    const std::string beginning = "Hyvinvointialueen kotihoidon ja asumispalvelujen asiakasmaksujen määräytymisen ";
    rows.choices = {{"a", beginning + "perusteet", -1}, {"b", beginning + "ehdot", -1}};
    const std::string options = R"({"label":")" + beginning + R"(perusteet","value":"q2:c0ffee42:a"},{"label":")" +
                                beginning + R"(ehdot","value":"q2:c0ffee42:b"})";
    const std::string list = row_of(R"({"custom_id":"list","options":[)" + options + R"(],"type":3})");
    const auto plainly = [](const std::string& text) { return discord_message({.text = text, .language = "fi"}); };
    const std::string sentence = "Kerro meille lisää siitä, mitä tapahtui.";
    std::string first = sentence;
    for (int i = 1; i < 24; ++i) first += ' ' + sentence;  // one more would make 1024 characters
    auto by_user = discord_message({.text = "Hei!", .language = "fi"}, "1180000000000000020");
    const auto unprepared = by_user;
    by_user.prepared = "1180000000000000010";
    return {
        {"words", plainly("Kiitos!"), {discord_send(R"("Kiitos!")")}},
        {"to direct messages that were opened", by_user, {discord_send(R"("Hei!")")}},
        {"to a resident without direct messages", unprepared, {}, {}, FailureKind::permanent},
        {"buttons instead of the hint and the lines",
         discord_message(asked),
         {discord_send(R"("Mistä?")", row_of(button("Tekstiviestillä", "q2:c0ffee42:sms") + "," +
                                             button("En tiedä", "q2:c0ffee42:na")))}},
        {"0 to 10 in rows that are about equally long",
         discord_message(nps),
         {discord_send(R"("Suosittelisitko?")", numbers(0, 3) + "," + numbers(4, 7) + "," + numbers(8, 10))}},
        {"a list where buttons would be alike", discord_message(rows), {discord_send(R"("Mistä?")", list)}},
        {"more choices than a list has rows: lines, and a pencil",
         discord_message(units),
         {discord_send("\"Missä?" + lines + '"', pencil(1))}},
        {"an open question has a pencil",
         discord_message({.text = "Miksi?", .hint = "Tai OHI.", .language = "fi", .question = 3}),
         {discord_send(R"("Miksi? Tai OHI.")", pencil(3))}},
        {"lines that are to be put in order, and a pencil",
         discord_message(listed),
         {discord_send(R"("Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä")", pencil(2))}},
        {"signs of Markdown and mentions are only signs",
         plainly("*a* _b_ ~c~ `d` |e| <@1> [f](g) \\\n# h > i\n> j\n- k - l"),
         {discord_send(R"("\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\|e\\| \\<@1> \\[f](g) )"
                       R"(\\\\\n\\# h > i\n\\> j\n\\- k - l")")}},
        {"a link stays one", plainly("Lue: https://bot.example.fi/r/a_b_c nyt_"),
         {discord_send(R"("Lue: https://bot.example.fi/r/a_b_c nyt\\_")")}},
        {"typographic signs stay", plainly("“Hei” – ok…"), {discord_send(R"("“Hei” – ok…")")}},
        {"Arabic", plainly("شكرا!"), {discord_send(R"("شكرا!")")}},
        {"bytes that are no UTF-8", plainly("a\xFF"), {discord_send("\"a\uFFFD\"")}},
        {"a long text goes in two, each under a name of its own",
         plainly(first + ' ' + sentence),
         {discord_send('"' + first + '"'), discord_send('"' + sentence + '"', "", "2")}},
    };
}

std::vector<PreparedCase> discord_prepared() {
    const auto by_user = discord_message({.text = "Hei!"}, "1180000000000000020");
    const std::vector requests = {
        discord_request("POST", "/users/@me/channels", R"({"recipient_id":"1180000000000000020"})")};
    using enum FailureKind;
    const auto error = [](int status, int code) {
        return HttpResponse{.status = status, .body = R"({"code":)" + std::to_string(code) + R"(,"message":"x"})"};
    };
    return {
        {"direct messages", by_user, requests, {.status = 200, .body = R"({"id":"1180000000000000010","type":1})"},
         "1180000000000000010", {}},
        {"no such user", by_user, requests, error(400, 50033), "", unreachable},
        {"opened too fast", by_user, requests, error(400, 40003), "", throttled},
        {"no answer in time: asking again is harmless", by_user, requests, {.status = 0, .timed_out = true}, "", retry},
        {"an answer without a channel", by_user, requests, {.status = 200, .body = "{}"}, "", retry},
        {"who has written has direct messages", discord_message({.text = "Hei!"}), {}, {}, "", {}},
    };
}

std::vector<AnswerCase> discord_answers() {
    using enum FailureKind;
    const auto error = [](int status, int code) {
        return HttpResponse{.status = status, .body = R"({"code":)" + std::to_string(code) + R"(,"message":"x"})"};
    };
    return {
        {"sent", {.status = 200, .body = R"({"id":"1180000000000000031"})"}, "1180000000000000031", {}},
        {"closed or blocked", error(403, 50007), "", stopped},
        {"no server in common", error(403, 50278), "", stopped},
        {"no such channel", error(404, 10003), "", unreachable},
        {"not ours to see", error(403, 50001), "", unreachable},
        {"a body that Discord does not take", error(400, 50035), "", permanent},
        {"a token that is none", error(401, 0), "", configuration},
        {"too many, in the words of the body",
         {.status = 429, .body = R"({"message":"You are being rate limited.","retry_after":0.35,"global":false})"},
         "",
         throttled},
        {"writes too fast", error(429, 20028), "", throttled},
        {"overloaded", error(503, 130000), "", retry},
        {"a broken service", {.status = 502, .body = "<html>"}, "", retry},
        {"no connection", {.status = 0}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

std::vector<SetupCase> discord_setup() {
    const auto me = [](const std::string& id, const std::string& key) {
        return HttpResponse{.status = 200,
                            .body = R"({"id":")" + id + R"(","name":"Kuulolla","verify_key":")" + key + "\"}"};
    };
    return {
        {"our application", "credentials", me("1180000000000000001", public_key), "Kuulolla"},
        {"another application", "credentials", me("1180000000000000002", public_key), "application_id", false},
        {"another key", "credentials", me("1180000000000000001", "00"), "public_key", false},
        {"a token that is none", "credentials", {.status = 401}, "refuses", false},
        {"the address is taken", "webhook", {.status = 200, .body = "{}"}, "https://bot.example.fi/hooks/discord"},
        {"the address is not reached", "webhook", {.status = 400, .body = R"({"code":50035})"}, "public_url", false},
        {"the command is there", "command", {.status = 201, .body = "{}"}, "/kuulolla"},
    };
}

std::vector<SetupStep> discord_steps() {
    return {{.what = "credentials", .request = discord_request("GET", "/applications/@me", "")},
            {.what = "webhook",
             .request = discord_request("PATCH", "/applications/@me",
                                        R"({"interactions_endpoint_url":"https://bot.example.fi/hooks/discord"})"),
             .changes = true},
            {.what = "command",
             .request = discord_request(
                 "POST", "/applications/1180000000000000001/commands",
                 R"({"contexts":[0,1],"description":"Kirjoita meille","name":"kuulolla","options":[)"
                 R"({"description":"Kirjoita meille","name":"text","type":3},)"
                 R"({"description":"📷 🎤","name":"file","type":11}],"type":1})"),
             .changes = true}};
}

}  // namespace

std::vector<AdapterCases> discord_cases() {
    return {{.adapter = "discord",
             .configuration = "an application",
             .config = {.name = "discord",
                        .public_url = "https://bot.example.fi",
                        .settings = settings_of({{"application_id", "1180000000000000001"},
                                                 {"public_key", public_key},
                                                 {"token", "t0ken-of-the-bot"}})},
             .incoming = discord_incoming(),
             .statuses = discord_statuses(),
             .refused = discord_refused(),
             .outgoing = discord_outgoing(),
             .prepared = discord_prepared(),
             .answers = discord_answers(),
             .steps = discord_steps(),
             .setup = discord_setup(),
             .prove = &sign_discord}};
}

}  // namespace cases
