// The web chat: what its page sends, and the events it reads.
#include "tests/channels/cases.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::TapReply;
using dialogs::TextReply;

const std::string session = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

WebhookRequest post(std::string body) {
    return {.method = "POST",
            .target = "/hooks/chat/message",
            .path = "/message",
            .headers = {{"content-type", "application/json; charset=utf-8"}},
            .body = std::move(body),
            .now = now};
}

WebhookRequest says(const std::string& members) {
    return post(R"({"session":")" + session + R"(","id":"m-1",)" + members + "}");
}

Incoming from_page(Reply reply) {
    return {.external_id = "m-1",
            .scope = session,
            .from = {"web", "chat:" + session},
            .to = "chat",
            .reply = std::move(reply)};
}

Incoming tapped(int question, std::string value, std::string ref) {
    auto incoming = from_page(TapReply{question, std::move(value)});
    incoming.conversation_ref = std::move(ref);
    return incoming;
}

std::vector<IncomingCase> incoming() {
    auto spoken = from_page(TextReply{"Hej"});
    spoken.language_hint = "sv-FI";
    auto other_session = from_page(TextReply{"moi"});
    other_session.scope = "AAAAAAAAAAAAAAAAAAAA-_";
    other_session.from.id = "chat:AAAAAAAAAAAAAAAAAAAA-_";
    return {
        {"words", says(R"("text":"yhdeksän")"), {from_page(TextReply{"yhdeksän"})}},
        {"words of two lines", says(R"("text":"a\nb")"), {from_page(TextReply{"a\nb"})}},
        {"an escaped emoji", says(R"("text":"\ud83d\ude00")"), {from_page(TextReply{"😀"})}},
        {"no words at all", says(R"("text":"")"), {from_page(TextReply{""})}},
        {"a NUL is shown, not stored",
         says(R"("text":"a\u0000b")"),
         {from_page(TextReply{"a\uFFFDb"})}},
        {"a tap",
         says(R"("tap":{"question":3,"value":"sms","ref":"c0ffee42"})"),
         {tapped(3, "sms", "c0ffee42")}},
        {"a tap on the open question", says(R"("tap":{"value":"9"})"), {tapped(0, "9", "")}},
        {"a tap whose reference is none of ours",
         says(R"("tap":{"question":1,"value":"9","ref":"../../etc"})"),
         {tapped(1, "9", "")}},
        {"words win over a tap", says(R"("text":"9","tap":"no")"), {from_page(TextReply{"9"})}},
        {"the page's language", says(R"("text":"Hej","language":"sv-FI")"), {spoken}},
        {"a language that is none",
         says(R"("text":"moi","language":"<b>")"),
         {from_page(TextReply{"moi"})}},
        {"members we do not know",
         says(R"("text":"moi","typing":true)"),
         {from_page(TextReply{"moi"})}},
        {"a session in base64",
         post(R"({"session":"AAAAAAAAAAAAAAAAAAAA-_","id":"m-1","text":"moi"})"),
         {other_session}},
    };
}

std::vector<RefusedCase> refused() {
    auto read = says(R"("text":"moi")");
    read.method = "GET";
    auto form = says(R"("text":"moi")");
    form.headers = {{"content-type", "text/plain"}};
    auto elsewhere = says(R"("text":"moi")");
    elsewhere.path = "/other";
    return {
        {"another method", read, {405, "method"}},
        {"another site's form", form, {415, "malformed"}},
        {"another path", elsewhere, {404, "malformed"}},
        {"no JSON", post("session=1"), {400, "malformed"}},
        {"invalid UTF-8",
         post("{\"session\":\"" + session + "\",\"id\":\"1\",\"text\":\"\xFF\"}"),
         {400, "malformed"}},
        {"a list", post("[]"), {400, "malformed"}},
        {"nesting without end", post(std::string(100'000, '[')), {400, "malformed"}},
        {"no session", post(R"({"id":"m-1","text":"moi"})"), {403, "secret"}},
        {"a session that could be guessed",
         post(R"({"session":"1234","id":"m-1","text":"moi"})"),
         {403, "secret"}},
        {"no id", post(R"({"session":")" + session + R"(","text":"moi"})"), {400, "malformed"}},
        {"nothing said", says(R"("language":"fi")"), {400, "malformed"}},
        {"a tap on nothing", says(R"("tap":{"question":1})"), {400, "malformed"}},
        {"a tap on a question below none",
         says(R"("tap":{"question":-1,"value":"9"})"),
         {400, "malformed"}},
    };
}

Outgoing said(Message message) {
    return {.id = "out-1",
            .conversation_ref = "c0ffee42",
            .to = {"web", "chat:" + session},
            .message = std::move(message)};
}

Outgoing asked() {
    return said({.text = "Mistä?",
                 .hint = "Vastaa numerolla.",
                 .choices = {{"sms", "Tekstiviestillä", 1}, {"na", "En tiedä", 0}},
                 .plain_choices = dialogs::PlainChoices::numbered,
                 .language = "fi",
                 .question = 2});
}

std::vector<OutgoingCase> as_messenger() {
    return {
        {"words",
         said({.text = "Kiitos!", .language = "fi"}),
         {},
         R"({"n":7,"text":"Kiitos!","language":"fi","dir":"ltr","question":0,"ref":"c0ffee42","choices":[]})"},
        {"buttons instead of the hint and the lines",
         asked(),
         {},
         R"({"n":7,"text":"Mistä?","language":"fi","dir":"ltr","question":2,"ref":"c0ffee42",
             "choices":[{"value":"sms","label":"Tekstiviestillä"},{"value":"na","label":"En tiedä"}]})"},
        {"a question without buttons keeps its hint",
         said({.text = "Miksi?", .hint = "Tai OHI.", .language = "fi", .question = 1}),
         {},
         R"({"n":7,"text":"Miksi? Tai OHI.","language":"fi","dir":"ltr","question":1,"ref":"c0ffee42","choices":[]})"},
        {"right to left",
         said({.text = "شكرا!", .language = "ar"}),
         {},
         R"({"n":7,"text":"شكرا!","language":"ar","dir":"rtl","question":0,"ref":"c0ffee42","choices":[]})"},
        {"easy Finnish runs left to right",
         said({.text = "Kiitos!", .language = "fi-simple"}),
         {},
         R"({"n":7,"text":"Kiitos!","language":"fi-simple","dir":"ltr","question":0,"ref":"c0ffee42","choices":[]})"},
        {"typographic signs stay",
         said({.text = "“Hei” – ok", .language = "fi"}),
         {},
         R"({"n":7,"text":"“Hei” – ok","language":"fi","dir":"ltr","question":0,"ref":"c0ffee42","choices":[]})"},
        {"lines stay inside one event",
         said({.text = "a\nb", .language = "fi"}),
         {},
         R"({"n":7,"text":"a\nb","language":"fi","dir":"ltr","question":0,"ref":"c0ffee42","choices":[]})"},
        {"bytes that are no UTF-8 do not break the feed",
         said({.text = "a\xFF", .language = "fi"}),
         {},
         R"({"n":7,"text":"a\ufffd","language":"fi","dir":"ltr","question":0,"ref":"c0ffee42","choices":[]})"},
    };
}

std::vector<OutgoingCase> as_sms_phone() {
    std::string long_text;
    for (int i = 0; i < 200; ++i)
        long_text += "ä";
    return {
        {"plain lines and their price",
         asked(),
         {},
         R"({"n":7,"text":"Mistä? Vastaa numerolla.\n1=Tekstiviestillä\n0=En tiedä","language":"fi","dir":"ltr",
             "question":2,"ref":"c0ffee42","choices":[],"segments":1,"encoding":"GSM-7"})"},
        {"typographic signs become plain ones",
         said({.text = "“Hei” – ok", .language = "fi"}),
         {},
         R"({"n":7,"text":"\"Hei\" - ok","language":"fi","dir":"ltr","question":0,"ref":"c0ffee42","choices":[],
             "segments":1,"encoding":"GSM-7"})"},
        {"an emoji costs the alphabet",
         said({.text = "Kiitos 👍", .language = "fi"}),
         {},
         R"({"n":7,"text":"Kiitos 👍","language":"fi","dir":"ltr","question":0,"ref":"c0ffee42","choices":[],
             "segments":1,"encoding":"UCS-2"})"},
        {"a long text costs two",
         said({.text = long_text, .language = "fi"}),
         {},
         R"({"n":7,"text":")" + long_text +
             R"(","language":"fi","dir":"ltr","question":0,"ref":"c0ffee42",
             "choices":[],"segments":2,"encoding":"GSM-7"})"},
    };
}

const HttpAnswer page_answer = {.content_type = "application/json", .body = "{}"};

ChannelConfig config(const std::vector<std::pair<std::string, std::string>>& settings) {
    return {
        .name = "chat", .public_url = "https://bot.example.fi", .settings = settings_of(settings)};
}

WebhookRequest page_tap(const Payload& payload) {
    return says(R"("tap":{"question":)" + std::to_string(payload.tap.question) + R"(,"value":")" + payload.tap.value +
                R"(","ref":")" + payload.conversation_ref + "\"}");
}

}  // namespace

std::vector<AdapterCases> webchat_cases() {
    return {{.adapter = "webchat",
             .configuration = "as a messenger",
             .config = config({}),
             .incoming = incoming(),
             .refused = refused(),
             .outgoing = as_messenger(),
             .answer = page_answer,
             .taps = &page_tap},
            {.adapter = "webchat",
             .configuration = "as a text message phone",
             .config = config({{"looks", "sms"}}),
             .incoming = incoming(),
             .outgoing = as_sms_phone(),
             .answer = page_answer}};
}

}  // namespace cases
