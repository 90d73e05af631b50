// Matrix: transactions as a homeserver sends them to an application service, and requests of the client-server API.
#include "tests/channels/cases.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::FileReply;
using dialogs::LocationReply;
using dialogs::TextReply;

const std::string room = "!aBcDeF:example.fi";
const std::string sender = "@aino:example.fi";
const std::string ours = "@kuulolla:example.fi";

/// The alias of the room with Aino, computed with Python's hashlib from as_token.
const std::string alias = "76ae899ca6341aba99dbe415b4185b70";

WebhookRequest matrix_call(const std::string& method, const std::string& path, std::string body,
                           Headers headers = {{"authorization", "Bearer hs_7f3a91c0"}}) {
    return {.method = method,
            .target = "/hooks/matrix" + path,
            .path = path,
            .headers = std::move(headers),
            .body = std::move(body),
            .now = now};
}

WebhookRequest transaction(const std::string& members) {
    return matrix_call("PUT", "/_matrix/app/v1/transactions/35", '{' + members + '}');
}

std::string event(const std::string& content, const std::string& type = "m.room.message",
                  const std::string& id = "$q1w2e3r4t5y6u7i8o9p0", const std::string& from = sender) {
    return R"({"type":")" + type + R"(","event_id":")" + id + R"(","room_id":")" + room + R"(","sender":")" + from +
           R"(","origin_server_ts":1772442927345,"content":)" + content + R"(,"unsigned":{"age":120}})";
}

WebhookRequest one(const std::string& content, const std::string& type = "m.room.message") {
    return transaction(R"("events":[)" + event(content, type) + R"(],"ephemeral":[])");
}

WebhookRequest text_event(const std::string& json_string, const std::string& more = "") {
    return one(R"({"msgtype":"m.text","body":)" + json_string + more + "}");
}

Incoming matrix_says(Reply reply) {
    return {.external_id = "$q1w2e3r4t5y6u7i8o9p0",
            .from = {"matrix", room},
            .to = ours,
            .reply = std::move(reply),
            .sent_at = Instant(std::chrono::milliseconds(1'772'442'927'345)),
            .also = {{"matrix", sender}}};
}

Incoming matrix_unsupported() {
    auto incoming = matrix_says(TextReply{});
    incoming.unsupported = true;
    return incoming;
}

std::vector<IncomingCase> matrix_incoming() {
    auto second = matrix_says(TextReply{"9"});
    second.external_id = "$second";
    auto old = text_event(R"("Kyllä")");
    old.headers.clear();
    old.query = "access_token=hs_7f3a91c0";
    auto old_path = text_event(R"("Kyllä")");
    old_path.path = "/transactions/35";
    const auto both = transaction(R"("events":[{"type":7},)" + event(R"({"msgtype":"m.text","body":"8"})") + "," +
                                  event(R"({"msgtype":"m.text","body":"9"})", "m.room.message", "$second") + "]");
    const std::string deep = std::string(200, '[') + std::string(200, ']');
    const auto spoilt = transaction(R"("events":[)" + event(R"({"msgtype":"m.text","body":"x","y":)" + deep + "}",
                                                            "m.room.message", "$deep", ours) +
                                    "," + event(R"({"msgtype":"m.text","body":"9"})", "m.room.message", "$second") +
                                    "]");
    return {
        {"words", text_event(R"("Kyllä")"), {matrix_says(TextReply{"Kyllä"})}},
        {"the token in the query, as old homeservers have it", old, {matrix_says(TextReply{"Kyllä"})}},
        {"the path of old homeservers", old_path, {matrix_says(TextReply{"Kyllä"})}},
        {"two in one transaction, and something that is none", both, {matrix_says(TextReply{"8"}), second}},
        {"what nests without end does not spoil the others", spoilt, {second}},
        {"an emoji in two halves", text_event(R"("\ud83d\ude00 \\ud83d")"), {matrix_says(TextReply{"😀 \\ud83d"})}},
        {"half an emoji is shown as such", text_event(R"("a\ud83d b")"), {matrix_says(TextReply{"a\uFFFD b"})}},
        {"words about oneself", one(R"({"msgtype":"m.emote","body":"nyökkää"})"), {matrix_says(TextReply{"nyökkää"})}},
        {"an answer to a message, which some clients quote",
         text_event(R"("> <@kuulolla:example.fi> Mistä?\n> Vastaa numerolla.\n\n2")",
                    R"(,"m.relates_to":{"m.in_reply_to":{"event_id":"$out88231"}})"),
         {matrix_says(TextReply{"2"})}},
        {"an answer to a message, unquoted",
         text_event(R"("2")", R"(,"m.relates_to":{"m.in_reply_to":{"event_id":"$out88231"}})"),
         {matrix_says(TextReply{"2"})}},
        {"a sign that only looks like a quote", text_event(R"("> 5")"), {matrix_says(TextReply{"> 5"})}},
        {"a photo",
         one(R"({"msgtype":"m.image","body":"ovi.jpg","url":"mxc://example.fi/AbC"})"),
         {matrix_says(FileReply{FileReply::Kind::photo, "mxc://example.fi/AbC"})}},
        {"a voice message",
         one(R"({"msgtype":"m.audio","body":"Voice","url":"mxc://example.fi/DeF","org.matrix.msc3245.voice":{}})"),
         {matrix_says(FileReply{FileReply::Kind::voice, "mxc://example.fi/DeF"})}},
        {"a place",
         one(R"({"msgtype":"m.location","body":"Tesoma","geo_uri":"geo:61.5054,23.6242;u=35"})"),
         {matrix_says(LocationReply{.latitude = 61.5054, .longitude = 23.6242})}},
        {"a place that is not on this earth",
         one(R"({"msgtype":"m.location","body":"x","geo_uri":"geo:91,0"})"),
         {matrix_unsupported()}},
        {"a document", one(R"({"msgtype":"m.file","body":"a.pdf","url":"mxc://example.fi/P"})"),
         {matrix_unsupported()}},
        {"a picture without its place", one(R"({"msgtype":"m.image","body":"x"})"), {matrix_unsupported()}},
        {"a sticker", one(R"({"body":"👍","url":"mxc://example.fi/S"})", "m.sticker"), {matrix_unsupported()}},
        {"an edit",
         text_event(R"("* En")", R"(,"m.new_content":{"msgtype":"m.text","body":"En"},)"
                                 R"("m.relates_to":{"rel_type":"m.replace","event_id":"$before"})"),
         {matrix_unsupported()}},
    };
}

WebhookRequest membership(const std::string& what, const std::string& of, const std::string& by,
                          const std::string& more = "") {
    return transaction(R"("events":[{"type":"m.room.member","event_id":"$m","room_id":")" + room + R"(","sender":")" +
                       by + R"(","state_key":")" + of + R"(","content":{"membership":")" + what + '"' + more + "}}]");
}

WebhookRequest receipt(const std::string& name, const std::string& content) {
    return transaction(R"("events":[],")" + name + R"(":[{"type":"m.receipt","room_id":")" + room +
                       R"(","content":)" + content + "}]");
}

HttpRequest matrix_request(const std::string& method, const std::string& path, std::string body,
                           const std::string& api = "/_matrix/client/v3") {
    return {.method = method,
            .url = "https://matrix.example.fi" + api + path,
            .headers = {{"content-type", "application/json"}, {"authorization", "Bearer as_c0ffee"}},
            .body = std::move(body)};
}

std::vector<StatusCase> matrix_statuses() {
    const StatusReport read{.provider_id = "$out88231",
                            .state = DeliveryState::read,
                            .at = Instant(std::chrono::milliseconds(1'772'442'999'000))};
    const std::string by_aino = R"({"$out88231":{"m.read":{"@aino:example.fi":{"ts":1772442999000}}}})";
    const std::vector<ChannelEvent> gone = {OptOut{{"matrix", room}}, OptOut{{"matrix", sender}}};
    const auto answered = [](const std::string& with) {
        return std::vector{matrix_request("POST", "/rooms/%21aBcDeF%3Aexample.fi" + with, "{}")};
    };
    auto later = read;
    later.at.reset();
    return {
        {"read", receipt("ephemeral", by_aino), {read}},
        {"read, by the name of the draft", receipt("de.sorunome.msc2409.ephemeral", by_aino), {read}},
        {"read by one who does not show it",
         receipt("ephemeral", R"({"$out88231":{"m.read.private":{"@aino:example.fi":{}}}})"),
         {later}},
        {"read by ourselves", receipt("ephemeral", R"({"$o":{"m.read":{"@kuulolla:example.fi":{"ts":1}}}})"), {}},
        {"typing", transaction(R"("ephemeral":[{"type":"m.typing","content":{"user_ids":["@aino:example.fi"]}}])"), {}},
        {"the resident leaves", membership("leave", sender, sender), gone},
        {"the resident is banned", membership("ban", sender, "@admin:example.fi"), gone},
        {"we are thrown out", membership("leave", ours, sender), {OptOut{{"matrix", room}}}},
        {"we leave", membership("leave", ours, ours), {}},
        {"the resident comes in", membership("join", sender, sender), {}},
        {"a direct invitation is taken",
         membership("invite", ours, sender, R"(,"is_direct":true)"),
         {},
         {},
         answered("/join")},
        {"an invitation among many is not: others would read along",
         membership("invite", ours, sender),
         {},
         {},
         answered("/leave")},
        {"another's invitation", membership("invite", "@eino:example.fi", sender, R"(,"is_direct":true)"), {}},
        {"our own words",
         transaction(R"("events":[)" + event(R"({"msgtype":"m.text","body":"Hei"})", "m.room.message", "$o", ours) +
                     "]"),
         {}},
        {"another machine's notice", one(R"({"msgtype":"m.notice","body":"Hei"})"), {}},
        {"words that were taken back", one("{}"), {}},
        {"encrypted words", one(R"({"algorithm":"m.megolm.v1.aes-sha2","ciphertext":"Aw"})", "m.room.encrypted"), {}},
        {"a reaction", one(R"({"m.relates_to":{"rel_type":"m.annotation","key":"👍"}})", "m.reaction"), {}},
        {"no events", transaction(""), {}},
        {"no JSON: the homeserver would repeat it for ever", matrix_call("PUT", "/transactions/1", "moi"), {}},
        {"a ping", matrix_call("POST", "/_matrix/app/v1/ping", R"({"transaction_id":"t1"})"), {}},
    };
}

std::vector<RefusedCase> matrix_refused() {
    auto get = text_event(R"("moi")");
    get.method = "GET";
    return {
        {"no token", matrix_call("PUT", "/_matrix/app/v1/transactions/35", "{}", {}), {401, "secret"}},
        {"a wrong token",
         matrix_call("PUT", "/_matrix/app/v1/transactions/35", "{}", {{"authorization", "Bearer hs_7f3a91c1"}}),
         {403, "secret"}},
        {"our own token",
         matrix_call("PUT", "/_matrix/app/v1/transactions/35", "{}", {{"authorization", "Bearer as_c0ffee"}}),
         {403, "secret"}},
        {"a user that there is not", matrix_call("GET", "/_matrix/app/v1/users/%40x", ""), {404, "malformed"}},
        {"another method", get, {405, "method"}},
    };
}

Outgoing matrix_message(Message message, const std::string& to = room) {
    return {.id = "out-88231", .conversation_ref = "c0ffee42", .to = {"matrix", to}, .message = std::move(message)};
}

HttpRequest matrix_send(const std::string& json_string) {
    return matrix_request("PUT", "/rooms/%21aBcDeF%3Aexample.fi/send/m.room.message/out-88231.1",
                          R"({"body":)" + json_string + R"(,"msgtype":"m.text"})");
}

std::vector<OutgoingCase> matrix_outgoing() {
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
    const auto plainly = [](const std::string& text) { return matrix_message({.text = text, .language = "fi"}); };
    std::string long_text;
    for (int i = 0; i < 10'000; ++i) long_text += "ä";
    auto by_name = matrix_message({.text = "Hei!", .language = "fi"}, sender);
    const auto unprepared = by_name;
    by_name.prepared = room;
    return {
        {"words", plainly("Kiitos!"), {matrix_send(R"("Kiitos!")")}},
        {"into the room that was opened", by_name, {matrix_send(R"("Hei!")")}},
        {"to a resident without a room", unprepared, {}, {}, FailureKind::permanent},
        {"text, hint and numbered lines",
         matrix_message(asked),
         {matrix_send(R"("Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä")")}},
        {"a question that says itself how to answer",
         matrix_message(scale),
         {matrix_send(R"("Kannatatko? Vastaa kyllä tai ei.")")}},
        {"typographic signs stay", plainly("“Hei” – ok…"), {matrix_send(R"("“Hei” – ok…")")}},
        {"signs of HTML and Markdown are only signs", plainly("<b>a</b> *c*"), {matrix_send(R"("<b>a</b> *c*")")}},
        {"quotes and line breaks", plainly("a \"b\"\nc\\d"), {matrix_send(R"("a \"b\"\nc\\d")")}},
        {"an emoji", plainly("Kiitos 👍"), {matrix_send(R"("Kiitos 👍")")}},
        {"Arabic", plainly("شكرا!"), {matrix_send(R"("شكرا!")")}},
        {"bytes that are no UTF-8", plainly("a\xFF"), {matrix_send("\"a\uFFFD\"")}},
        {"a long text fits into one event", plainly(long_text), {matrix_send('"' + long_text + '"')}},
        {"an empty text is still sent", plainly(""), {matrix_send(R"("")")}},
    };
}

std::vector<PreparedCase> matrix_prepared() {
    auto find = matrix_request("GET", "/directory/room/%23" + alias + "%3Aexample.fi", "");
    const std::vector requests = {
        matrix_request("POST", "/createRoom",
                       R"({"invite":["@aino:example.fi"],"is_direct":true,"preset":"trusted_private_chat",)"
                       R"("room_alias_name":")" + alias + "\"}"),
        find};
    const auto known_by_name = matrix_message({.text = "Hei!", .language = "fi"}, sender);
    using enum FailureKind;
    return {
        {"a room of one's own",
         known_by_name,
         requests,
         {.status = 200, .body = R"({"room_id":"!aBcDeF:example.fi","servers":["example.fi"]})"},
         room,
         {}},
        {"no room yet", known_by_name, requests, {.status = 404, .body = R"({"errcode":"M_NOT_FOUND"})"}, "", retry},
        {"too many rooms at once",
         known_by_name,
         requests,
         {.status = 429, .body = R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2000})"},
         "",
         throttled},
        {"a wrong token", known_by_name, requests, {.status = 401, .body = R"({"errcode":"M_UNKNOWN_TOKEN"})"}, "",
         configuration},
        {"no answer in time: asking again is harmless", known_by_name, requests, {.status = 0, .timed_out = true}, "",
         retry},
        {"who has written has a room", matrix_message({.text = "Hei!"}), {}, {}, "", {}},
    };
}

std::vector<AnswerCase> matrix_answers() {
    using enum FailureKind;
    const auto error = [](int status, const std::string& code) {
        return HttpResponse{.status = status, .body = R"({"errcode":")" + code + R"(","error":"x"})"};
    };
    return {
        {"sent", {.status = 200, .body = R"({"event_id":"$out88231"})"}, "$out88231", {}},
        {"too fast, in the words of the body",
         {.status = 429, .body = R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2000})"},
         "",
         throttled},
        {"too fast, in the words of the head",
         {.status = 429, .headers = {{"retry-after", "2"}}, .body = R"({"errcode":"M_LIMIT_EXCEEDED"})"},
         "",
         throttled},
        {"not in the room", error(403, "M_FORBIDDEN"), "", unreachable},
        {"no such room", error(404, "M_NOT_FOUND"), "", unreachable},
        {"no such API", error(404, "M_UNRECOGNIZED"), "", configuration},
        {"a wrong token", error(401, "M_UNKNOWN_TOKEN"), "", configuration},
        {"outside the namespace", error(400, "M_EXCLUSIVE"), "", configuration},
        {"too large", error(413, "M_TOO_LARGE"), "", permanent},
        {"anything else", error(400, "M_BAD_JSON"), "", permanent},
        {"a broken homeserver", {.status = 502, .body = "<html>"}, "", retry},
        {"no connection", {.status = 0}, "", retry},
        {"no answer in time", {.status = 0, .timed_out = true}, "", uncertain},
    };
}

std::vector<SetupCase> matrix_setup() {
    return {
        {"our user", "credentials", {.status = 200, .body = R"({"user_id":"@kuulolla:example.fi"})"}, ours},
        {"another user", "credentials", {.status = 200, .body = R"({"user_id":"@bot:example.fi"})"},
         "sender_localpart", false},
        {"a wrong token", "credentials", {.status = 401, .body = R"({"errcode":"M_UNKNOWN_TOKEN"})"}, "as_token",
         false},
        {"reached", "webhook", {.status = 200, .body = R"({"duration_ms":21})"}, "reaches our webhook"},
        {"not reached", "webhook", {.status = 502, .body = R"({"errcode":"M_BAD_STATUS"})"}, "M_BAD_STATUS", false},
        {"an old homeserver", "webhook", {.status = 404, .body = R"({"errcode":"M_UNRECOGNIZED"})"}, "too old", false},
    };
}

}  // namespace

std::vector<AdapterCases> matrix_cases() {
    return {{.adapter = "matrix",
             .configuration = "an application service",
             .config = {.name = "matrix",
                        .public_url = "https://bot.example.fi",
                        .settings = settings_of({{"api_url", "https://matrix.example.fi"},
                                                 {"user", ours},
                                                 {"as_token", "as_c0ffee"},
                                                 {"hs_token", "hs_7f3a91c0"}})},
             .incoming = matrix_incoming(),
             .statuses = matrix_statuses(),
             .refused = matrix_refused(),
             .outgoing = matrix_outgoing(),
             .prepared = matrix_prepared(),
             .answers = matrix_answers(),
             .steps = {{.what = "credentials", .request = matrix_request("GET", "/account/whoami", "")},
                       {.what = "webhook",
                        .request = matrix_request("POST", "/appservice/kuulolla/ping", "{}", "/_matrix/client/v1")}},
             .setup = matrix_setup(),
             .answer = {.content_type = "application/json", .body = "{}"},
             .prove = [](WebhookRequest& request) {
                 request.headers.insert(request.headers.begin(), {"authorization", "Bearer hs_7f3a91c0"});
             }}};
}

}  // namespace cases
