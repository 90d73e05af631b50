// Viber: signed events, and messages with a keyboard.
#include "tests/channels/cases.hpp"
#include "tests/channels/signing.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::FileReply;
using dialogs::LocationReply;
using dialogs::TapReply;
using dialogs::TextReply;

const std::string auth_token = "4f0a1b2c3d4e5f60-718293a4b5c6d7e8-f90a1b2c3d4e5f61";
const std::string bot_api = "https://chatapi.viber.com/pa";
constexpr Instant written_at{std::chrono::milliseconds(1'772'442'927'345)};

void sign(WebhookRequest& request) {
    put_header(request, "x-viber-content-signature", hex(hmac_bytes("SHA256", auth_token, request.body)));
}

WebhookRequest posted(std::string body) {
    WebhookRequest request{.method = "POST", .target = "/hooks/viber", .body = std::move(body), .now = now};
    sign(request);
    return request;
}

WebhookRequest says(const std::string& message) {
    return posted(R"({"event":"message","timestamp":1772442927345,"message_token":5989012345678901234,)"
                  R"("sender":{"id":"01234567890A=","name":"Aino","language":"fi"},"message":{)" +
                  message + "}}");
}

WebhookRequest tells(const std::string& event, const std::string& members) {
    return posted(R"({"event":")" + event + R"(","timestamp":1772442927345,"message_token":18446744073709551615,)" +
                  members + "}");
}

Incoming from_aino(Reply reply) {
    return {.external_id = "5989012345678901234",
            .from = {"viber", "01234567890A="},
            .reply = std::move(reply),
            .language_hint = "fi",
            .sent_at = written_at};
}

Incoming unsupported() {
    auto incoming = from_aino(TextReply{});
    incoming.unsupported = true;
    return incoming;
}

/// The text of a pressed button, with what our last message had it bring along.
WebhookRequest presses(const std::string& text, const std::string& tracked) {
    return says(R"("type":"text","text":")" + text + R"(","tracking_data":")" + tracked + '"');
}

std::vector<IncomingCase> incoming() {
    WebhookRequest viber_signed{
        .method = "POST",
        .headers = {{"x-viber-content-signature", "df6382cc76c5fe58f1bf56bd4d8a98bd9c1e36c558c9b6d66ad13be600ea3a6b"}},
        .body =
            R"({"event":"message","timestamp":1772442927345,"chat_hostname":"SN-CHAT-01_",)"
            R"("message_token":5989012345678901234,"sender":{"id":"01234567890A=","name":"Aino","language":"fi",)"
            R"("country":"FI","api_version":10},)"
            R"("message":{"text":"Kyllä","type":"text"},"silent":false})",
        .now = now};
    auto tapped = from_aino(TapReply{3, "yes"});
    tapped.conversation_ref = "c0ffee42";
    auto without_ref = from_aino(TapReply{3, "yes"});
    auto linked = from_aino(TextReply{"espoo-q3"});
    linked.external_id = "18446744073709551615";
    const std::string tracked = R"({\"q\":3,\"ref\":\"c0ffee42\",\"values\":{\"Kyllä\":\"yes\",\"En\":\"no\"}})";
    return {
        {"words, as Viber signed them", viber_signed, {from_aino(TextReply{"Kyllä"})}},
        {"a pressed button", presses("Kyllä", tracked), {tapped}},
        {"other words than the buttons'", presses("kyllä, mutta", tracked), {from_aino(TextReply{"kyllä, mutta"})}},
        {"a reference that is none of ours",
         presses("Kyllä", R"({\"q\":3,\"ref\":\"../..\",\"values\":{\"Kyllä\":\"yes\"}})"),
         {without_ref}},
        {"tracking data that is none of ours", presses("Kyllä", "out-88231"), {from_aino(TextReply{"Kyllä"})}},
        {"values that are none",
         presses("Kyllä", R"({\"q\":3,\"values\":[\"Kyllä\"]})"),
         {from_aino(TextReply{"Kyllä"})}},
        {"a question that is none",
         presses("Kyllä", R"({\"q\":-3,\"values\":{\"Kyllä\":\"yes\"}})"),
         {from_aino(TextReply{"Kyllä"})}},
        {"a picture",
         says(R"("type":"picture","text":"näin","media":"https://dl.viber.example/1.jpg")"),
         {from_aino(FileReply{FileReply::Kind::photo, "https://dl.viber.example/1.jpg"})}},
        {"a place",
         says(R"("type":"location","location":{"lat":60.17,"lon":24.94})"),
         {from_aino(LocationReply{60.17, 24.94})}},
        {"a place that is not on this earth",
         says(R"("type":"location","location":{"lat":91,"lon":0})"),
         {unsupported()}},
        {"a sticker", says(R"("type":"sticker","sticker_id":46105)"), {unsupported()}},
        {"a film", says(R"("type":"video","media":"https://dl.viber.example/1.mp4")"), {unsupported()}},
        {"a link into the bot",
         tells("conversation_started",
               R"("type":"open","context":"espoo-q3","user":{"id":"01234567890A=","language":"fi"})"),
         {linked}},
        {"the bot's page was opened",
         tells("conversation_started", R"("type":"open","user":{"id":"01234567890A="},"subscribed":false)"),
         {}},
    };
}

std::vector<StatusCase> statuses() {
    const auto report = [](DeliveryState state) {
        return StatusReport{.provider_id = "18446744073709551615", .state = state, .at = written_at};
    };
    auto failed = report(DeliveryState::failed);
    failed.failure = SendFailure{.detail = "Viber could not deliver it"};
    const std::string user = R"("user_id":"01234567890A=")";
    return {
        {"delivered, under an id of 64 bits", tells("delivered", user), {report(DeliveryState::delivered)}},
        {"seen", tells("seen", user), {report(DeliveryState::read)}},
        {"failed", tells("failed", user + R"(,"desc":"failure description")"), {failed}},
        {"unsubscribed", tells("unsubscribed", user), {OptOut{{"viber", "01234567890A="}}}},
        {"subscribed", tells("subscribed", R"("user":{"id":"01234567890A="})"), {}},
        {"the webhook is tried", tells("webhook", R"("x":1)"), {}},
        {"a message of nobody", posted(R"({"event":"message","message":{"type":"text","text":"9"}})"), {}},
        {"an event that is none", posted("{}"), {}},
    };
}

std::vector<RefusedCase> refused() {
    auto changed = says(R"("type":"text","text":"9")");
    changed.body += ' ';
    auto without = says(R"("type":"text","text":"9")");
    without.headers.clear();
    auto read = says(R"("type":"text","text":"9")");
    read.method = "GET";
    return {{"a changed body", changed, {403, "signature"}},
            {"no signature", without, {403, "signature"}},
            {"another method", read, {405, "method"}},
            {"no JSON", posted("event=message"), {400, "malformed"}}};
}

Outgoing to_aino(Message message) {
    return {.id = "out-1",
            .conversation_ref = "c0ffee42",
            .to = {"viber", "01234567890A="},
            .message = std::move(message),
            .now = now};
}

Message asks(std::vector<dialogs::Choice> choices) {
    return {.text = "Mistä?",
            .hint = "Vastaa numerolla.",
            .choices = std::move(choices),
            .plain_choices = dialogs::PlainChoices::numbered,
            .language = "fi",
            .question = 3};
}

HttpRequest posts(const std::string& path, std::string body) {
    return {.method = "POST",
            .url = bot_api + path,
            .headers = {{"content-type", "application/json"}, {"x-viber-auth-token", auth_token}},
            .body = std::move(body)};
}

HttpRequest sends(const std::string& text, const std::string& buttons = "", const std::string& values = "") {
    const auto keyboard =
        buttons.empty() ? ""
                        : R"("keyboard":{"Buttons":[)" + buttons + R"(],"DefaultHeight":false,"Type":"keyboard"},)";
    const auto tracking =
        values.empty() ? ""
                       : R"("tracking_data":"{\"q\":3,\"ref\":\"c0ffee42\",\"values\":{)" + values + R"(}}",)";
    return posts("/send_message", "{" + keyboard +
                                      R"("min_api_version":3,"receiver":"01234567890A=","sender":{"name":"Espoo"},)"
                                      R"("text":")" +
                                      text + R"(",)" + tracking + R"("type":"text"})");
}

std::string key(const std::string& label, int columns) {
    return R"({"ActionBody":")" + label + R"(","ActionType":"reply","Columns":)" + std::to_string(columns) +
           R"(,"Rows":1,"Text":")" + label + R"("})";
}

std::string value(const std::string& label, const std::string& of) {
    return R"(\")" + label + R"(\":\")" + of + R"(\")";
}

std::vector<OutgoingCase> outgoing() {
    std::vector<dialogs::Choice> ratings;
    std::string keys;
    for (int i = 0; i <= 10; ++i) {
        const auto number = std::to_string(i);
        ratings.push_back({number, number, i});
        keys += (i == 0 ? "" : ",") + key(number, 1);
    }
    const std::string values = R"(\"0\":\"0\",\"1\":\"1\",\"10\":\"10\",\"2\":\"2\",\"3\":\"3\",\"4\":\"4\",)"
                               R"(\"5\":\"5\",\"6\":\"6\",\"7\":\"7\",\"8\":\"8\",\"9\":\"9\")";
    auto many = ratings;
    many.push_back({"11", "11", 11});
    many.push_back({"12", "12", 12});
    std::string lines;
    for (const auto& choice : many) lines += "\\n" + choice.label + "=" + choice.label;
    std::vector<dialogs::Choice> heavy;
    std::string heavy_lines;
    for (int i = 1; i <= 12; ++i) {
        const auto label = std::string(50, static_cast<char>('a' + i));
        heavy.push_back({std::string(300, static_cast<char>('a' + i)), label, i});
        heavy_lines += "\\n" + std::to_string(i) + "=" + label;
    }
    auto listed = asks({{"a", "Yksi", 1}});
    listed.plain_choices = dialogs::PlainChoices::listed;
    const std::string sentence = std::string(4000, 'a');
    const std::string long_label = "Keskustan hyvinvointikeskuksen neuvonta ja ohjaus iltaisin klo 16-20";
    const std::string short_label = "Keskustan hyvinvointikeskuksen neuvonta ja ohjaus iltaisin…";
    return {
        {"words", to_aino({.text = "Kiitos! 😀"}), {sends("Kiitos! 😀")}},
        {"signs that JSON escapes", to_aino({.text = "\"a\"\nb"}), {sends(R"(\"a\"\nb)")}},
        {"two keys in a row",
         to_aino(asks({{"a", "Netistä", 1}, {"b", "Muualta", 2}})),
         {sends("Mistä?", key("Netistä", 3) + "," + key("Muualta", 3),
                value("Muualta", "b") + "," + value("Netistä", "a"))}},
        {"one above the other",
         to_aino(asks({{"a", "Kerron itse lisää", 1}, {"b", "En kerro", 2}})),
         {sends("Mistä?", key("Kerron itse lisää", 6) + "," + key("En kerro", 6),
                value("En kerro", "b") + "," + value("Kerron itse lisää", "a"))}},
        {"eleven values", to_aino(asks(ratings)), {sends("Mistä?", keys, values)}},
        {"thirteen are numbered text", to_aino(asks(many)), {sends("Mistä? Vastaa numerolla." + lines)}},
        {"meanings that do not fit are numbered text",
         to_aino(asks(heavy)),
         {sends("Mistä? Vastaa numerolla." + heavy_lines)}},
        {"a label of over 60 characters",
         to_aino(asks({{"a", long_label, 1}})),
         {sends("Mistä?\\n1=" + long_label, key(short_label, 6),
                value(short_label, "a"))}},
        {"an order is written", to_aino(listed), {sends("Mistä? Vastaa numerolla.\\n1=Yksi")}},
        {"a hint where there is nothing to tap",
         to_aino({.text = "Miksi?", .hint = "Tai OHITA."}),
         {sends("Miksi? Tai OHITA.")}},
        {"a text of over 7000 characters",
         to_aino({.text = sentence + '\n' + sentence}),
         {sends(sentence), sends(sentence)}},
        {"another language's letters", to_aino({.text = "شكرا", .language = "ar"}), {sends("شكرا")}},
    };
}

std::vector<AnswerCase> answers() {
    const auto status = [](int code) {
        return HttpResponse{.status = 200,
                            .body = R"({"status":)" + std::to_string(code) + R"(,"status_message":"x"})"};
    };
    return {
        {"taken, under an id of 64 bits",
         {.status = 200, .body = R"({"status":0,"status_message":"ok","message_token":18446744073709551615})"},
         "18446744073709551615",
         {}},
        {"a wrong token", status(2), "", FailureKind::configuration},
        {"not on Viber", status(5), "", FailureKind::unreachable},
        {"unsubscribed", status(6), "", FailureKind::stopped},
        {"blocked", status(7), "", FailureKind::stopped},
        {"an old device", status(11), "", FailureKind::unreachable},
        {"too many", status(12), "", FailureKind::throttled},
        {"our mistake", status(3), "", FailureKind::permanent},
        {"the free messages are used up", status(23), "", FailureKind::configuration},
        {"a status nobody told us of", status(99), "", FailureKind::permanent},
        {"trouble at Viber", {.status = 503}, "", FailureKind::retry},
        {"somebody else's page", {.status = 200, .body = "<html>"}, "", FailureKind::retry},
        {"no answer in time", {.timed_out = true}, "", FailureKind::uncertain},
    };
}

}  // namespace

std::vector<AdapterCases> viber_cases() {
    const ChannelConfig config{.name = "viber",
                               .public_url = "https://bot.example.fi",
                               .settings = settings_of({{"token", auth_token}, {"sender", "Espoo"}})};
    const auto info = [](const std::string& webhook) {
        return HttpResponse{.status = 200,
                            .body = R"({"status":0,"name":"Espoo kuulee","webhook":")" + webhook + R"("})"};
    };
    return {{.adapter = "viber",
             .configuration = "bot",
             .config = config,
             .incoming = incoming(),
             .statuses = statuses(),
             .refused = refused(),
             .outgoing = outgoing(),
             .answers = answers(),
             .steps = {{"credentials", posts("/get_account_info", "{}")},
                       {"webhook",
                        posts("/set_webhook", R"({"event_types":["delivered","seen","failed","subscribed",)"
                                              R"("unsubscribed","conversation_started"],)"
                                              R"("url":"https://bot.example.fi/hooks/viber"})"),
                        true}},
             .setup = {{"all is well", "credentials", info("https://bot.example.fi/hooks/viber"), "Viber calls us"},
                       {"nobody is called", "credentials", info(""), "nobody", false},
                       {"a wrong token", "credentials", {.status = 200, .body = R"({"status":2})"},
                        "partners.viber.com", false},
                       {"registered", "webhook", {.status = 200, .body = R"({"status":0})"}, "the webhook is set"}},
             .prove = &sign}};
}

}  // namespace cases
