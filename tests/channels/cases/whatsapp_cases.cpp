// WhatsApp: webhooks as the Cloud API sends them, signed; messages inside and outside the 24-hour window.
#include "tests/channels/cases.hpp"
#include "tests/channels/signing.hpp"

namespace cases {
namespace {

using namespace channels;
using dialogs::FileReply;
using dialogs::LocationReply;
using dialogs::TapReply;
using dialogs::TextReply;

const std::string app_secret = "3f9a1c7be2d84056a1b2c3d4e5f60718";
const std::string number_url = "https://graph.facebook.com/v25.0/109876543210987";
const std::string metadata =
    R"("metadata":{"display_phone_number":"358457300555","phone_number_id":"109876543210987"})";
const Headers bearer = {{"content-type", "application/json"}, {"authorization", "Bearer EAAG-system-token"}};
constexpr Instant written_at{std::chrono::seconds(1'772'442'927)};

void sign(WebhookRequest& request) {
    if (request.method == "GET") request.query = "hub.mode=subscribe&hub.verify_token=our-own%20word&hub.challenge=42";
    put_header(request, "x-hub-signature-256", "sha256=" + hex(hmac_bytes("SHA256", app_secret, request.body)));
}

WebhookRequest posted(std::string body) {
    WebhookRequest request{.method = "POST",
                           .target = "/hooks/wa",
                           .headers = {{"content-type", "application/json"}},
                           .body = std::move(body),
                           .now = now};
    sign(request);
    return request;
}

std::string change(const std::string& members) {
    return R"({"field":"messages","value":{"messaging_product":"whatsapp",)" + members + "}}";
}

WebhookRequest with_changes(const std::string& changes) {
    return posted(R"({"object":"whatsapp_business_account","entry":[{"id":"102030405060708","changes":[)" + changes +
                  "]}]}");
}

/// A message of Aino's with those members.
std::string aino(const std::string& members) {
    return R"({"from":"358401112233","id":"wamid.A1","timestamp":"1772442927",)" + members + "}";
}

WebhookRequest says(const std::string& members) {
    return with_changes(change(metadata + R"(,"messages":[)" + aino(members) + "]"));
}

Incoming from_aino(Reply reply) {
    return {.external_id = "wamid.A1",
            .from = {"tel", "+358401112233"},
            .to = "358457300555",
            .reply = std::move(reply),
            .sent_at = written_at};
}

Incoming tapped(TapReply tap, std::string ref) {
    auto incoming = from_aino(std::move(tap));
    incoming.conversation_ref = std::move(ref);
    return incoming;
}

Incoming unsupported() {
    auto incoming = from_aino(TextReply{});
    incoming.unsupported = true;
    return incoming;
}

HttpRequest posts(std::string body) {
    return {.method = "POST", .url = number_url + "/messages", .headers = bearer, .body = std::move(body)};
}

HttpRequest marks_read(const std::string& id = "wamid.A1") {
    return posts(R"({"message_id":")" + id + R"(","messaging_product":"whatsapp","status":"read"})");
}

/// A user with a name and no number answers a list; another presses a template's button; a message of ours failed.
WebhookRequest mixed_batch() {
    const std::string list =
        change(metadata +
               R"(,"contacts":[{"profile":{"name":"Väinö","username":"vaino.k"},"user_id":"FI.1839204417"}],)"
               R"("messages":[{"from_user_id":"FI.1839204417","id":"wamid.B1","timestamp":"1772442990",)"
               R"("type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"q4:c0ffee42:c",)"
               R"("title":"Kirjasto"}}}])");
    const std::string other_number = change(
        R"("metadata":{"display_phone_number":"358457300556","phone_number_id":"1"},"messages":[)" +
        aino(R"("type":"text","text":{"body":"not ours"})") + "]");
    const std::string failed = change(
        metadata + R"(,"statuses":[{"id":"wamid.OUT1","status":"failed","timestamp":"1772442995",)"
                   R"("recipient_id":"358401119999","errors":[{"code":131047,"title":"Re-engagement message"}]}])");
    return posted(R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[)" + list + "," +
                  other_number + R"(,7]},{"id":"1","changes":[)" + failed + R"(]},"x"]})");
}

std::vector<IncomingCase> incoming() {
    auto thumbs = from_aino(TextReply{"Kyllä 👍"});
    thumbs.external_id = "wamid.HBgMMzU4NDAxMTEyMjMzFQIAEhgUM0E5QzAxMTIyMzM0NDU1NjY3NzgA";
    WebhookRequest meta_signed{
        .method = "POST",
        .headers = {{"x-hub-signature-256", "sha256=e9bc6d94233668eefa1b6819ad23847823728e33a91d98489515bc75eac6486f"}},
        .body =
            R"({"object":"whatsapp_business_account","entry":[{"id":"102030405060708","changes":[)"
            R"({"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"358457300555",)"
            R"("phone_number_id":"109876543210987"},)"
            R"("contacts":[{"profile":{"name":"Aino"},"wa_id":"358401112233"}],"messages":[)"
            R"({"from":"358401112233","id":"wamid.HBgMMzU4NDAxMTEyMjMzFQIAEhgUM0E5QzAxMTIyMzM0NDU1NjY3NzgA",)"
            R"("timestamp":"1772442927",)"
            R"("text":{"body":"Kyll\u00e4 \ud83d\udc4d"},"type":"text"}]},"field":"messages"}]}]})",
        .now = now};
    auto known_both = from_aino(TextReply{"9"});
    known_both.also = {{"whatsapp", "FI.77"}};
    auto in_milliseconds = from_aino(TextReply{"9"});
    in_milliseconds.sent_at = Instant(std::chrono::milliseconds(1'772'442'927'345));
    const auto row = [](std::string label, WebhookRequest request, Incoming message) {
        const auto id = message.external_id;
        return IncomingCase{std::move(label), std::move(request), {std::move(message)}, std::nullopt, {marks_read(id)}};
    };
    return {
        row("words, as Meta signed them", meta_signed, thumbs),
        row("a button",
            says(R"("type":"interactive","interactive":{"type":"button_reply",)"
                 R"("button_reply":{"id":"q3:c0ffee42:yes","title":"Kyllä"}})"),
            tapped({3, "yes"}, "c0ffee42")),
        row("a row of a list",
            says(R"("type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"q3::9","title":"9"}})"),
            tapped({3, "9"}, "")),
        row("a template's button that is not ours is its words",
            says(R"("type":"button","button":{"payload":"OPT_IN","text":"Kyllä"})"), from_aino(TextReply{"Kyllä"})),
        row("a template's button that is ours",
            says(R"("type":"button","button":{"payload":"q1:x:yes","text":"Kyllä"})"),
            tapped({1, "yes"}, "x")),
        row("a picture", says(R"("type":"image","image":{"id":"901","mime_type":"image/jpeg","caption":"näin"})"),
            from_aino(FileReply{FileReply::Kind::photo, "901"})),
        row("a voice message", says(R"("type":"audio","audio":{"id":"902","voice":true})"),
            from_aino(FileReply{FileReply::Kind::voice, "902"})),
        row("a place", says(R"("type":"location","location":{"latitude":60.17,"longitude":24.94})"),
            from_aino(LocationReply{60.17, 24.94})),
        row("a sticker", says(R"("type":"sticker","sticker":{"id":"903"})"), unsupported()),
        row("a kind that WhatsApp does not pass on", says(R"("type":"unsupported","errors":[{"code":131051}])"),
            unsupported()),
        row("milliseconds",
            with_changes(change(metadata + R"(,"messages":[{"from":"358401112233","id":"wamid.A1",)"
                                           R"("timestamp":"1772442927345","type":"text","text":{"body":"9"}}])")),
            in_milliseconds),
        row("number and user id are one person",
            with_changes(change(metadata + R"(,"contacts":[{"wa_id":"358401112233","user_id":"FI.77"}],"messages":[)" +
                                aino(R"("type":"text","text":{"body":"9"})") + "]")),
            known_both),
        {"a reaction wants no answer", says(R"("type":"reaction","reaction":{"message_id":"x","emoji":"👍"})"), {}},
        {"a group is none of ours", says(R"("group_id":"g1","type":"text","text":{"body":"moi"})"), {}},
        {"another number of the same app",
         with_changes(change(R"("metadata":{"phone_number_id":"1"},"messages":[)" +
                             aino(R"("type":"text","text":{"body":"9"})") + "]")),
         {}},
        {"half a letter does not spoil the batch",
         with_changes(change(metadata + R"(,"messages":[{"from":"","type":"text"},)" +
                             aino(R"("type":"text","text":{"body":"\ud83d"})") + "]")),
         {from_aino(TextReply{"\uFFFD"})},
         std::nullopt,
         {marks_read()}},
    };
}

std::vector<StatusCase> statuses() {
    const auto report = [](const std::string& members) {
        return with_changes(change(metadata + R"(,"statuses":[{"id":"wamid.OUT1","timestamp":"1772442927",)" +
                                   members + "}]"));
    };
    const auto state = [](DeliveryState of) {
        return StatusReport{.provider_id = "wamid.OUT1", .state = of, .at = written_at};
    };
    const auto failed = [&](FailureKind kind, std::string detail) {
        auto status = state(DeliveryState::failed);
        status.failure = SendFailure{.kind = kind, .detail = std::move(detail)};
        return status;
    };
    auto ours = state(DeliveryState::sent);
    ours.message_id = "out-1";
    auto late = failed(FailureKind::permanent,
                       "131047 the resident's last message is over 24 hours old: templates only");
    late.at = Instant(std::chrono::seconds(1'772'442'995));
    const Incoming listed{.external_id = "wamid.B1",
                          .from = {"whatsapp", "FI.1839204417"},
                          .to = "358457300555",
                          .reply = TapReply{4, "c"},
                          .conversation_ref = "c0ffee42",
                          .sent_at = Instant(std::chrono::seconds(1'772'442'990))};
    WebhookRequest challenge{
        .method = "GET",
        .query = "hub.mode=subscribe&hub.verify_token=our-own%20word&hub.challenge=1158201444",
        .now = now};
    const auto preference = [](const std::string& value) {
        return with_changes(R"({"field":"user_preferences","value":{)" + metadata +
                            R"(,"user_preferences":[{"wa_id":"358401112233",)"
                            R"("category":"marketing_messages","value":")" +
                            value + R"(","timestamp":1772442927}]}})");
    };
    return {
        {"sent, under our own id", report(R"("status":"sent","biz_opaque_callback_data":"out-1")"), {ours}},
        {"delivered", report(R"("status":"delivered")"), {state(DeliveryState::delivered)}},
        {"read", report(R"("status":"read")"), {state(DeliveryState::read)}},
        {"a state that says nothing", report(R"("status":"warning")"), {}},
        {"stopped by the resident",
         report(R"("status":"failed","errors":[{"code":131050}])"),
         {failed(FailureKind::stopped, "131050 the resident stopped such messages")}},
        {"not on WhatsApp",
         report(R"("status":"failed","errors":[{"code":131026}])"),
         {failed(FailureKind::unreachable, "131026 not on WhatsApp, or of an old version")}},
        {"a code nobody told us of",
         report(R"("status":"failed","errors":[{"code":99}])"),
         {failed(FailureKind::permanent, "code 99")}},
        {"failed without a reason", report(R"("status":"failed")"), {failed(FailureKind::permanent, "code unknown")}},
        {"a batch of two entries", mixed_batch(), {listed, late}, std::nullopt, {marks_read("wamid.B1")}},
        {"stop on the provider's side", preference("stop"), {OptOut{{"tel", "+358401112233"}}}},
        {"resume on the provider's side", preference("resume"), {}},
        {"a template was approved",
         with_changes(R"({"field":"message_template_status_update","value":{"event":"APPROVED"}})"),
         {}},
        {"the address is verified", challenge, {}, HttpAnswer{.body = "1158201444"}},
    };
}

std::vector<RefusedCase> refused() {
    auto other_body = says(R"("type":"text","text":{"body":"9"})");
    other_body.body += ' ';
    auto unsigned_request = other_body;
    unsigned_request.headers.clear();
    auto sha1 = other_body;
    sha1.headers = {{"x-hub-signature", "sha1=" + hex(hmac_bytes("SHA1", app_secret, other_body.body))}};
    const auto challenge = [](const std::string& query) { return WebhookRequest{.method = "GET", .query = query}; };
    return {
        {"a changed body", other_body, {403, "signature"}},
        {"no signature", unsigned_request, {403, "signature"}},
        {"the old signature", sha1, {403, "signature"}},
        {"no JSON", posted("object=1"), {400, "malformed"}},
        {"a verification with another token",
         challenge("hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1"),
         {403, "secret"}},
        {"a challenge that is markup",
         challenge("hub.mode=subscribe&hub.verify_token=our-own%20word&hub.challenge=%3Cb%3E"),
         {400, "malformed"}},
    };
}

Outgoing to_aino(Message message) {
    return {.id = "out-1",
            .conversation_ref = "c0ffee42",
            .to = {"tel", "+358401112233"},
            .message = std::move(message),
            .script = "post-visit",
            .heard_at = now - std::chrono::hours(1),
            .now = now};
}

Outgoing after(std::chrono::seconds silence, Message message) {
    auto outgoing = to_aino(std::move(message));
    outgoing.heard_at = now - silence;
    return outgoing;
}

Message asks(std::vector<dialogs::Choice> choices) {
    return {.text = "Mistä?",
            .hint = "Vastaa numerolla.",
            .choices = std::move(choices),
            .plain_choices = dialogs::PlainChoices::numbered,
            .language = "fi",
            .question = 3};
}

Message rates(int last) {
    auto message = asks({});
    message.plain_choices = dialogs::PlainChoices::as_written;
    message.hint = "Vastaa 0-" + std::to_string(last) + '.';
    for (int i = 0; i <= last; ++i) message.choices.push_back({std::to_string(i), std::to_string(i), i});
    return message;
}

const std::string opening = R"({"biz_opaque_callback_data":"out-1",)";
const std::string addressed = R"("messaging_product":"whatsapp","recipient_type":"individual",)";

HttpRequest texts(const std::string& text, const std::string& to = R"("to":"358401112233",)") {
    const bool named = to.find("recipient") != std::string::npos;
    return posts(opening + R"("messaging_product":"whatsapp",)" + (named ? to : "") +
                 R"("recipient_type":"individual","text":{"body":")" + text + R"(","preview_url":false},)" +
                 (named ? "" : to) + R"("type":"text"})");
}

HttpRequest asks_with(const std::string& action, const std::string& text, const std::string& type) {
    return posts(opening + R"("interactive":{"action":)" + action + R"(,"body":{"text":")" + text + R"("},"type":")" +
                 type + R"("},)" + addressed + R"("to":"358401112233","type":"interactive"})");
}

std::string reply(const std::string& id, const std::string& title) {
    return R"({"reply":{"id":")" + id + R"(","title":")" + title + R"("},"type":"reply"})";
}

HttpRequest in_template(const std::string& text, const std::string& language) {
    return posts(opening + addressed +
                 R"("template":{"components":[{"parameters":[{"text":")" + text +
                 R"(","type":"text"}],"type":"body"}],"language":{"code":")" + language +
                 R"("},"name":"kysely"},"to":"358401112233","type":"template"})");
}

std::vector<OutgoingCase> outgoing() {
    const auto ten = [] {
        std::string rows;
        for (int i = 0; i < 10; ++i) {
            const auto number = std::to_string(i);
            rows += (i == 0 ? "" : ",") + (R"({"id":"q3:c0ffee42:)" + number + R"(","title":")" + number + R"("})");
        }
        return R"({"button":"Valitse","sections":[{"rows":[)" + rows + "]}]}";
    }();
    auto named = to_aino({.text = "Hei"});
    named.to = {"whatsapp", "FI.1839204417"};
    auto never = to_aino({.text = "Hei"});
    never.heard_at.reset();
    auto other_script = never;
    other_script.script = "feedback";
    const std::string sentence = std::string(3000, 'a');
    return {
        {"words", to_aino({.text = "Kiitos! 😀", .language = "fi"}), {texts("Kiitos! 😀")}},
        {"to a resident without a number", named, {texts("Hei", R"("recipient":"FI.1839204417",)")}},
        {"two buttons",
         to_aino(asks({{"a", "Netistä", 1}, {"b", "Muualta", 2}})),
         {asks_with(R"({"buttons":[)" + reply("q3:c0ffee42:a", "Netistä") + "," + reply("q3:c0ffee42:b", "Muualta") +
                        "]}",
                    "Mistä?", "button")}},
        {"a label of over 20 characters",
         to_aino(asks({{"a", "Keskustan terveysasema", 1}, {"b", "Muualta", 2}})),
         {asks_with(R"({"buttons":[)" + reply("q3:c0ffee42:a", "Keskustan terveysas…") + "," +
                        reply("q3:c0ffee42:b", "Muualta") + "]}",
                    "Mistä?\\n1=Keskustan terveysasema", "button")}},
        {"ten values are a list", to_aino(rates(9)), {asks_with(ten, "Mistä?", "list")}},
        {"eleven values are more than a list holds: a number is written",
         to_aino(rates(10)),
         {texts("Mistä? Vastaa 0-10.")}},
        {"a long text comes before its buttons",
         to_aino([&] {
             auto message = asks({{"a", "Netistä", 1}});
             message.text = std::string(1000, 'a') + ".\nMistä tuli tieto?" + std::string(20, '!');
             return message;
         }()),
         {texts(std::string(1000, 'a') + '.'),
          asks_with(R"({"buttons":[)" + reply("q3:c0ffee42:a", "Netistä") + "]}",
                    "Mistä tuli tieto?" + std::string(20, '!'), "button")}},
        {"a text of over 4096 characters",
         to_aino({.text = sentence + '\n' + sentence}),
         {texts(sentence), texts(sentence)}},
        {"the last second of the window",
         after(std::chrono::hours(24) - std::chrono::seconds(1), {.text = "Hei"}),
         {texts("Hei")}},
        {"the window is closed: a template carries text, hint and lines",
         after(std::chrono::hours(24), asks({{"a", "Netistä", 1}, {"b", "Muualta", 2}})),
         {in_template("Mistä? Vastaa numerolla. 1=Netistä 2=Muualta", "fi")}},
        {"the first message is a template",
         [&] {
             auto first = never;
             first.message = {.text = "Hei", .language = "fi-simple"};
             return first;
         }(),
         {in_template("Hei", "fi")}},
        {"the window is closed and there is no template", other_script, {}, "", FailureKind::permanent},
        {"the window is closed and the text is too long",
         after(std::chrono::hours(30), {.text = sentence}),
         {},
         "",
         FailureKind::permanent},
    };
}

std::vector<AnswerCase> answers() {
    const auto refuses = [](int status, int code) {
        return HttpResponse{.status = status,
                            .body = R"({"error":{"message":"(#1) x","code":)" + std::to_string(code) + "}}"};
    };
    return {
        {"taken",
         {.status = 200,
          .body = R"({"messaging_product":"whatsapp","messages":[{"id":"wamid.OUT1","message_status":"accepted"}]})"},
         "wamid.OUT1",
         {}},
        {"too fast", refuses(429, 130429), "", FailureKind::throttled},
        {"too fast for one resident", refuses(400, 131056), "", FailureKind::throttled},
        {"trouble at Meta", refuses(500, 131000), "", FailureKind::retry},
        {"the window", refuses(400, 131047), "", FailureKind::permanent},
        {"stopped", refuses(400, 131050), "", FailureKind::stopped},
        {"not on WhatsApp", refuses(400, 131026), "", FailureKind::unreachable},
        {"an expired token", refuses(401, 190), "", FailureKind::configuration},
        {"a missing permission", refuses(403, 230), "", FailureKind::configuration},
        {"a missing template", refuses(404, 132001), "", FailureKind::permanent},
        {"a code nobody told us of", refuses(503, 7), "", FailureKind::retry},
        {"no id", {.status = 200, .body = "{}"}, "", FailureKind::permanent},
        {"no answer in time", {.timed_out = true}, "", FailureKind::uncertain},
    };
}

}  // namespace

std::vector<AdapterCases> whatsapp_cases() {
    const ChannelConfig config{.name = "wa",
                               .public_url = "https://bot.example.fi",
                               .settings = settings_of({{"phone_number_id", "109876543210987"},
                                                        {"token", "EAAG-system-token"},
                                                        {"app_secret", app_secret},
                                                        {"verify_token", "our-own word"},
                                                        {"templates.post-visit", "kysely"}})};
    return {{.adapter = "whatsapp",
             .configuration = "cloud",
             .config = config,
             .incoming = incoming(),
             .statuses = statuses(),
             .refused = refused(),
             .outgoing = outgoing(),
             .answers = answers(),
             .steps = {{"credentials",
                        {.url = number_url + "?fields=display_phone_number,verified_name,quality_rating",
                         .headers = {{"authorization", "Bearer EAAG-system-token"}}}}},
             .setup = {{"a number", "credentials",
                        {.status = 200,
                         .body = R"({"display_phone_number":"+358 45 7300555","verified_name":"Osallistu"})"},
                        "Osallistu, +358 45 7300555"},
                       {"an expired token", "credentials", {.status = 401, .body = R"({"error":{"code":190}})"},
                        "Business settings", false},
                       {"trouble at Meta", "credentials", {.status = 500}, "HTTP 500", false}},
             .prove = &sign}};
}

}  // namespace cases
