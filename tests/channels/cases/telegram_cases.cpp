// Telegram: updates as the Bot API documents them, and the calls that answer them.
#include "tests/channels/cases.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::FileReply;
using dialogs::LocationReply;
using dialogs::TapReply;
using dialogs::TextReply;

const std::string api = "https://api.telegram.org/bot7770001:AAH-token_91";
const Headers json_headers = {{"content-type", "application/json"}};
constexpr Instant written_at{std::chrono::seconds(1'772'442'927)};

WebhookRequest update(std::string body) {
    return {.method = "POST",
            .target = "/hooks/tg",
            .headers = {{"content-type", "application/json"}, {"x-telegram-bot-api-secret-token", "tg_7f3a-Secret_91"}},
            .body = std::move(body),
            .now = now};
}

/// A message of Aino's with those members.
std::string message(const std::string& members, const std::string& type = "private") {
    return R"({"message_id":412,"from":{"id":5550001112,"is_bot":false,"first_name":"Aino","language_code":"fi"},)"
           R"("chat":{"id":5550001112,"first_name":"Aino","type":")" +
           type + R"("},"date":1772442927,)" + members + "}";
}

WebhookRequest says(const std::string& members) {
    return update(R"({"update_id":730911201,"message":)" + message(members) + "}");
}

WebhookRequest taps(const std::string& data, const std::string& chat = "5550001112") {
    return update(R"({"update_id":730911202,"callback_query":{"id":"23836581900001","from":{"id":5550001112,)"
                  R"("is_bot":false,"first_name":"Aino"},"message":{"message_id":413,"chat":{"id":)" +
                  chat + R"(,"type":"private"},"date":0},"chat_instance":"-3120045","data":")" + data + R"("}})");
}

Incoming from_aino(Reply reply) {
    return {.external_id = "412",
            .scope = "5550001112",
            .from = {"telegram", "5550001112"},
            .reply = std::move(reply),
            .language_hint = "fi",
            .sent_at = written_at};
}

Incoming unsupported() {
    auto incoming = from_aino(TextReply{});
    incoming.unsupported = true;
    return incoming;
}

Incoming tapped_by_aino() {
    return {.external_id = "tap:23836581900001",
            .scope = "5550001112",
            .from = {"telegram", "5550001112"},
            .reply = TapReply{3, "yes"},
            .conversation_ref = "c0ffee42"};
}

HttpRequest calls(const std::string& method, std::string body) {
    return {.method = "POST", .url = api + '/' + method, .headers = json_headers, .body = std::move(body)};
}

HttpRequest stops_spinning() { return calls("answerCallbackQuery", R"({"callback_query_id":"23836581900001"})"); }

std::vector<IncomingCase> incoming() {
    auto edit = unsupported();
    edit.external_id = "412:edit:1772442999";
    edit.sent_at = Instant(std::chrono::seconds(1'772'442'999));
    auto shared = unsupported();
    shared.also = {{"tel", "+358401112233"}};
    return {
        {"words", says(R"("text":"yhdeksän")"), {from_aino(TextReply{"yhdeksän"})}},
        {"an escaped emoji", says(R"("text":"\ud83d\ude00")"), {from_aino(TextReply{"😀"})}},
        {"half an emoji", says(R"("text":"\ud83d!")"), {from_aino(TextReply{"\uFFFD!"})}},
        {"a link into the bot is its keyword", says(R"("text":"/start espoo-q3")"), {from_aino(TextReply{"espoo-q3"})}},
        {"a start without a keyword", says(R"("text":"/start")"), {from_aino(TextReply{"start"})}},
        {"a command is its word", says(R"("text":"/stop@osallistu_bot")"), {from_aino(TextReply{"stop"})}},
        {"a slash that begins no command", says(R"("text":"/5")"), {from_aino(TextReply{"/5"})}},
        {"a tap",
         taps("q3:c0ffee42:yes"),
         {tapped_by_aino()},
         std::nullopt,
         {stops_spinning()}},
        {"a tap on a button that is not ours", taps("anything"), {}, std::nullopt, {stops_spinning()}},
        {"a tap in somebody else's chat", taps("q3:c0ffee42:yes", "42"), {}, std::nullopt, {stops_spinning()}},
        {"a picture, in its largest size",
         says(R"("photo":[{"file_id":"small","width":90},{"file_id":"large","width":1280}],"caption":"näin")"),
         {from_aino(FileReply{FileReply::Kind::photo, "large"})}},
        {"a picture as a document",
         says(R"("document":{"file_id":"D1","mime_type":"image/png"})"),
         {from_aino(FileReply{FileReply::Kind::photo, "D1"})}},
        {"a voice message",
         says(R"("voice":{"file_id":"V1","duration":3})"),
         {from_aino(FileReply{FileReply::Kind::voice, "V1"})}},
        {"a place",
         says(R"("location":{"latitude":60.17,"longitude":24.94})"),
         {from_aino(LocationReply{60.17, 24.94})}},
        {"a place that is not on this earth",
         says(R"("location":{"latitude":160.17,"longitude":24.94})"),
         {unsupported()}},
        {"a sticker", says(R"("sticker":{"file_id":"S1","emoji":"👍"})"), {unsupported()}},
        {"one's own number", says(R"("contact":{"phone_number":"358401112233","user_id":5550001112})"), {shared}},
        {"somebody else's number", says(R"("contact":{"phone_number":"358401112233","user_id":42})"), {unsupported()}},
        {"an edit",
         update(R"({"update_id":1,"edited_message":)" + message(R"("edit_date":1772442999,"text":"8")") + "}"),
         {edit}},
    };
}

std::vector<StatusCase> statuses() {
    const auto membership = [](const std::string& status, const std::string& type) {
        return update(R"({"update_id":2,"my_chat_member":{"chat":{"id":5550001112,"type":")" + type +
                      R"("},"from":{"id":5550001112},"date":1772443000,"new_chat_member":{"user":{"id":7770001},)"
                      R"("status":")" +
                      status + R"("}}})");
    };
    return {
        {"the resident blocked the bot", membership("kicked", "private"), {OptOut{{"telegram", "5550001112"}}}},
        {"the resident unblocked the bot", membership("member", "private"), {}},
        {"a group put the bot out", membership("kicked", "supergroup"), {}},
        {"words in a group",
         update(R"({"update_id":3,"message":)" + message(R"("text":"moi")", "group") + "}"),
         {}},
        {"a word of the service itself", says(R"("pinned_message":{"message_id":3})"), {}},
        {"a place that moves",
         update(R"({"update_id":4,"edited_message":)" +
                message(R"("edit_date":1772442999,"location":{"latitude":1,"longitude":2})") + "}"),
         {}},
        {"an update of a kind we did not ask for", update(R"({"update_id":5,"poll":{"id":"1"}})"), {}},
        {"an update that is none", update("{}"), {}},
        {"a message that is none", update(R"({"message":7,"callback_query":"x"})"), {}},
    };
}

std::vector<RefusedCase> refused() {
    const auto with_secret = [](const std::string& secret) {
        auto request = says(R"("text":"9")");
        request.headers = {{"x-telegram-bot-api-secret-token", secret}};
        return request;
    };
    auto without = says(R"("text":"9")");
    without.headers.clear();
    auto read = says(R"("text":"9")");
    read.method = "GET";
    return {{"no secret", without, {403, "secret"}},
            {"a secret in another case", with_secret("tg_7F3A-Secret_91"), {403, "secret"}},
            {"the beginning of the secret", with_secret("tg_7f3a"), {403, "secret"}},
            {"another method", read, {405, "method"}},
            {"no JSON", update("update_id=1"), {400, "malformed"}},
            {"a list", update("[]"), {400, "malformed"}}};
}

Outgoing said_to_aino(Message message) {
    return {.id = "out-1",
            .conversation_ref = "c0ffee42",
            .to = {"telegram", "5550001112"},
            .message = std::move(message),
            .now = now};
}

Message asks(std::vector<dialogs::Choice> choices) {
    return {.text = "Kannatatko?",
            .hint = "Vastaa numerolla.",
            .choices = std::move(choices),
            .plain_choices = dialogs::PlainChoices::numbered,
            .language = "fi",
            .question = 3};
}

HttpRequest sends(const std::string& text, const std::string& keyboard = "") {
    const auto markup = keyboard.empty() ? "" : R"("reply_markup":{"inline_keyboard":)" + keyboard + "},";
    return calls("sendMessage", R"({"chat_id":5550001112,"link_preview_options":{"is_disabled":true},)" + markup +
                                    R"("text":")" + text + R"("})");
}

std::string button(const std::string& label, const std::string& data) {
    return R"({"callback_data":")" + data + R"(","text":")" + label + R"("})";
}

std::vector<OutgoingCase> outgoing() {
    std::vector<dialogs::Choice> ratings;
    std::string low;
    std::string high;
    for (int i = 0; i <= 10; ++i) {
        const auto number = std::to_string(i);
        ratings.push_back({number, number, i});
        auto& row = i < 6 ? low : high;
        row += (row.empty() ? "" : ",") + button(number, "q3:c0ffee42:" + number);
    }
    auto listed = asks({{"a", "Yksi", 1}});
    listed.plain_choices = dialogs::PlainChoices::listed;
    const std::string sentence = std::string(2998, 'a') + ". ";
    const std::string long_label = "Keskustan hyvinvointikeskuksen neuvonta ja ohjaus";
    auto group = said_to_aino({.text = "Hei"});
    group.to.id = "-1001234567890";
    auto nobody = group;
    nobody.to.id = "aino";
    return {
        {"words", said_to_aino({.text = "Kiitos! 😀", .language = "fi"}), {sends("Kiitos! 😀")}},
        {"signs that JSON escapes", said_to_aino({.text = "\"a\\b\"\n<b>&"}), {sends(R"(\"a\\b\"\n<b>&)")}},
        {"a hint where there is nothing to tap",
         said_to_aino({.text = "Miksi?", .hint = "Tai OHITA.", .question = 1}),
         {sends("Miksi? Tai OHITA.")}},
        {"two buttons",
         said_to_aino(asks({{"yes", "Kyllä", 1}, {"no", "En", 2}})),
         {sends("Kannatatko?",
                "[[" + button("Kyllä", "q3:c0ffee42:yes") + "," + button("En", "q3:c0ffee42:no") + "]]")}},
        {"long labels have rows of their own",
         said_to_aino(asks({{"yes", "Kyllä, kannatan", 1}, {"no", "En kannata", 2}})),
         {sends("Kannatatko?", "[[" + button("Kyllä, kannatan", "q3:c0ffee42:yes") + "],[" +
                                   button("En kannata", "q3:c0ffee42:no") + "]]")}},
        {"eleven values in two rows",
         said_to_aino(asks(ratings)),
         {sends("Kannatatko?", "[[" + low + "],[" + high + "]]")}},
        {"a label that no phone shows whole",
         said_to_aino(asks({{"a", long_label, 1}, {"b", "Muu", 2}})),
         {sends("Kannatatko?\\n1=" + long_label,
                "[[" + button("Keskustan hyvinvointikeskuksen neuvonta…", "q3:c0ffee42:a") + "],[" +
                    button("Muu", "q3:c0ffee42:b") + "]]")}},
        {"a value that no button carries is numbered text",
         said_to_aino(asks({{std::string(60, 'k'), "Yksi", 1}, {"b", "Kaksi", 2}})),
         {sends("Kannatatko? Vastaa numerolla.\\n1=Yksi\\n2=Kaksi")}},
        {"an order is written, not tapped", said_to_aino(listed), {sends("Kannatatko? Vastaa numerolla.\\n1=Yksi")}},
        {"a value in other letters is encoded",
         said_to_aino(asks({{"ä", "Yksi", 1}})),
         {sends("Kannatatko?", "[[" + button("Yksi", "q3:c0ffee42:%C3%A4") + "]]")}},
        {"two messages for a long text",
         said_to_aino({.text = sentence + sentence}),
         {sends(sentence.substr(0, 2999)), sends(sentence.substr(0, 2999))}},
        {"another language's letters", said_to_aino({.text = "شكرا", .language = "ar"}), {sends("شكرا")}},
        {"a chat with a negative id",
         group,
         {calls("sendMessage",
                R"({"chat_id":-1001234567890,"link_preview_options":{"is_disabled":true},"text":"Hei"})")}},
        {"an address that is no chat", nobody, {}, "", FailureKind::unreachable},
    };
}

std::vector<AnswerCase> answers() {
    const auto refuses = [](int code, const std::string& description, const std::string& more = "") {
        return HttpResponse{.status = code,
                            .body = R"({"ok":false,"error_code":)" + std::to_string(code) + R"(,"description":")" +
                                    description + '"' + more + '}'};
    };
    return {
        {"taken",
         {.status = 200, .body = R"({"ok":true,"result":{"message_id":413,"chat":{"id":5550001112}}})"},
         "5550001112:413",
         {}},
        {"too many", refuses(429, "Too Many Requests: retry after 17", R"(,"parameters":{"retry_after":17})"), "",
         FailureKind::throttled},
        {"blocked", refuses(403, "Forbidden: bot was blocked by the user"), "", FailureKind::stopped},
        {"a deleted account", refuses(403, "Forbidden: user is deactivated"), "", FailureKind::unreachable},
        {"never started", refuses(403, "Forbidden: bot can't initiate conversation with a user"), "",
         FailureKind::unreachable},
        {"no such chat", refuses(400, "Bad Request: chat not found"), "", FailureKind::unreachable},
        {"a group that moved",
         refuses(400, "Bad Request: group chat was upgraded to a supergroup chat",
                 R"(,"parameters":{"migrate_to_chat_id":-1001234567890})"),
         "",
         FailureKind::permanent},
        {"a wrong button", refuses(400, "Bad Request: BUTTON_DATA_INVALID"), "", FailureKind::permanent},
        {"a wrong token", refuses(401, "Unauthorized"), "", FailureKind::configuration},
        {"no such token", refuses(404, "Not Found"), "", FailureKind::configuration},
        {"trouble at Telegram", refuses(502, "Bad Gateway"), "", FailureKind::retry},
        {"somebody else's page", {.status = 200, .body = "<html>"}, "", FailureKind::retry},
        {"no connection", {.error = "refused"}, "", FailureKind::retry},
        {"no answer in time", {.timed_out = true}, "", FailureKind::uncertain},
    };
}

const std::string wanted = R"(["message","edited_message","callback_query","my_chat_member"])";

std::vector<SetupCase> setup() {
    const auto info = [](const std::string& members) {
        return HttpResponse{.status = 200, .body = R"({"ok":true,"result":{)" + members + "}}"};
    };
    const std::string ours = R"("url":"https://bot.example.fi/hooks/tg",)";
    return {
        {"a bot", "credentials", info(R"("username":"osallistu_bot")"), "@osallistu_bot"},
        {"a wrong token", "credentials",
         {.status = 401, .body = R"({"ok":false,"error_code":401,"description":"Unauthorized"})"}, "BotFather", false},
        {"registered", "webhook", {.status = 200, .body = R"({"ok":true,"result":true})"}, "the webhook is set"},
        {"all is well", "delivery", info(ours + R"("pending_update_count":0)"), "updates waiting: 0"},
        {"somebody else is called", "delivery", info(R"("url":"https://other.example/")"), "https://other.example/",
         false},
        {"nobody is called", "delivery", info(R"("url":"")"), "nobody", false},
        {"Telegram cannot deliver", "delivery",
         info(ours + R"("pending_update_count":3,"last_error_message":"Wrong response: 502")"), "502", false},
    };
}

}  // namespace

std::vector<AdapterCases> telegram_cases() {
    const auto with = [](std::vector<std::pair<std::string, std::string>> settings) {
        settings.emplace_back("token", "7770001:AAH-token_91");
        return ChannelConfig{.name = "tg", .public_url = "https://bot.example.fi", .settings = settings_of(settings)};
    };
    return {
        {.adapter = "telegram",
         .configuration = "webhook",
         .config = with({{"secret", "tg_7f3a-Secret_91"}}),
         .incoming = incoming(),
         .statuses = statuses(),
         .refused = refused(),
         .outgoing = outgoing(),
         .answers = answers(),
         .steps = {{"credentials", calls("getMe", "{}")},
                   {"webhook",
                    calls("setWebhook", R"({"allowed_updates":)" + wanted +
                                            R"(,"secret_token":"tg_7f3a-Secret_91",)"
                                            R"("url":"https://bot.example.fi/hooks/tg"})"),
                    true},
                   {"delivery", calls("getWebhookInfo", "{}")}},
         .setup = setup(),
         .prove = [](WebhookRequest& request) {
             request.headers.insert(request.headers.begin(), {"x-telegram-bot-api-secret-token", "tg_7f3a-Secret_91"});
         }},
        {.adapter = "telegram",
         .configuration = "polling",
         .config = with({{"poll", "true"}}),
         .refused = {{"a webhook that nobody set", says(R"("text":"9")"), {403, "secret"}}},
         .steps = {{"credentials", calls("getMe", "{}")},
                   {"webhook", calls("deleteWebhook", "{}"), true},
                   {"delivery", calls("getWebhookInfo", "{}")}}},
    };
}

}  // namespace cases
