// Messenger and Instagram: webhooks as Meta sends them, signed; quick replies inside the 24 hours.
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
const std::string graph = "https://graph.facebook.com/v25.0";
const std::string token = "access_token=EAAG-page%2Ftoken";
const Headers json_headers = {{"content-type", "application/json"}};
constexpr Instant written_at{std::chrono::milliseconds(1'772'442'927'112)};

/// What differs between the two.
struct Platform {
    std::string name;
    std::string object;
    std::string page;
    std::string person;
};
const Platform facebook{"messenger", "page", "1122334455667788", "9988776655443322"};
const Platform instagram{"instagram", "instagram", "17841400000000001", "6677889900112233"};

void sign(WebhookRequest& request) {
    if (request.method == "GET") request.query = "hub.mode=subscribe&hub.verify_token=our-own&hub.challenge=42";
    put_header(request, "x-hub-signature-256", "sha256=" + hex(hmac_bytes("SHA256", app_secret, request.body)));
}

WebhookRequest posted(std::string body) {
    WebhookRequest request{.method = "POST",
                           .target = "/hooks/fb",
                           .headers = {{"content-type", "application/json"}},
                           .body = std::move(body),
                           .now = now};
    sign(request);
    return request;
}

/// One event of that person's with those members.
std::string event(const Platform& on, const std::string& members) {
    return R"({"sender":{"id":")" + on.person + R"("},"recipient":{"id":")" + on.page +
           R"("},"timestamp":1772442927112,)" + members + "}";
}

WebhookRequest with_events(const Platform& on, const std::string& events) {
    return posted(R"({"object":")" + on.object + R"(","entry":[{"time":1772442927480,"id":")" + on.page +
                  R"(","messaging":[)" + events + "]}]}");
}

WebhookRequest says(const Platform& on, const std::string& members) {
    return with_events(on, event(on, R"("message":{"mid":"m_1",)" + members + "}"));
}

Incoming from_person(const Platform& on, Reply reply, std::string id = "m_1") {
    return {.external_id = std::move(id),
            .from = {on.name, on.person},
            .to = on.page,
            .reply = std::move(reply),
            .sent_at = written_at};
}

Incoming tapped(const Platform& on, TapReply tap, std::string ref) {
    auto incoming = from_person(on, std::move(tap));
    incoming.conversation_ref = std::move(ref);
    return incoming;
}

Incoming unsupported(const Platform& on) {
    auto incoming = from_person(on, TextReply{});
    incoming.unsupported = true;
    return incoming;
}

HttpRequest posts(std::string body) {
    return {.method = "POST", .url = graph + "/me/messages?" + token, .headers = json_headers, .body = std::move(body)};
}

/// What is done for one who wrote to the page.
std::vector<HttpRequest> seen(const Platform& on) {
    if (on.name == "instagram") return {};
    return {posts(R"({"recipient":{"id":"9988776655443322"},"sender_action":"mark_seen"})")};
}

/// As Meta signed it: verified with its own library.
WebhookRequest meta_signed(const Platform& on) {
    const bool page = on.name == "messenger";
    return {
        .method = "POST",
        .headers = {{"x-hub-signature-256",
                     page ? "sha256=21c99000228e88474c9ec732d3099bab30db15f1c0b66173ee2125b5c0b6e57f"
                          : "sha256=5a91c091979609d1744c9216f27c0964ba22bb6183bd31f6cc461aff4c093a40"}},
        .body =
            page ? R"({"object":"page","entry":[{"time":1772442927480,"id":"1122334455667788","messaging":[)"
                   R"({"sender":{"id":"9988776655443322"},"recipient":{"id":"1122334455667788"},)"
                   R"("timestamp":1772442927112,)"
                   R"("message":{"mid":"m_Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8","text":"Kyll\u00e4",)"
                   R"("quick_reply":{"payload":"Q3:YES"}}}]}]})"
                 : R"({"object":"instagram","entry":[{"time":1772442927480,"id":"17841400000000001","messaging":[)"
                   R"({"sender":{"id":"6677889900112233"},"recipient":{"id":"17841400000000001"},)"
                   R"("timestamp":1772442927112,)"
                   R"("message":{"mid":"aWdfZAG1faXRlbTo1","text":"Kyll\u00e4"}}]}]})",
        .now = now};
}

std::vector<IncomingCase> incoming(const Platform& on) {
    const auto row = [&](std::string label, WebhookRequest request, std::vector<Incoming> messages) {
        return IncomingCase{std::move(label), std::move(request), std::move(messages), std::nullopt, seen(on)};
    };
    const std::string signed_id = on.name == "messenger" ? "m_Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8" : "aWdfZAG1faXRlbTo1";
    auto second = from_person(on, TextReply{"b"}, "m_2");
    auto in_seconds = from_person(on, TextReply{"9"});
    in_seconds.sent_at = Instant(std::chrono::seconds(1'772'442'927));
    const auto attached = [&](const std::string& attachment) {
        return says(on, R"("attachments":[)" + attachment + "]");
    };
    const auto presses = [&](const std::string& postback) {
        return with_events(on, event(on, R"("postback":{"mid":"m_1",)" + postback + "}"));
    };
    return {
        row("words, as Meta signed them", meta_signed(on), {from_person(on, TextReply{"Kyllä"}, signed_id)}),
        row("a quick reply", says(on, R"("text":"Kyllä","quick_reply":{"payload":"q3:c0ffee42:yes"})"),
            {tapped(on, {3, "yes"}, "c0ffee42")}),
        row("two events at once",
            with_events(on, event(on, R"("message":{"mid":"m_1","text":"a"})") + ",7," +
                                event(on, R"("message":{"mid":"m_2","text":"b"})")),
            {from_person(on, TextReply{"a"}), second}),
        row("a picture", attached(R"({"type":"image","payload":{"url":"https://cdn.example/1.jpg"}})"),
            {from_person(on, FileReply{FileReply::Kind::photo, "https://cdn.example/1.jpg"})}),
        row("a voice message", attached(R"({"type":"audio","payload":{"url":"https://cdn.example/1.mp4"}})"),
            {from_person(on, FileReply{FileReply::Kind::voice, "https://cdn.example/1.mp4"})}),
        row("a place", attached(R"({"type":"location","payload":{"coordinates":{"lat":60.17,"long":24.94}}})"),
            {from_person(on, LocationReply{60.17, 24.94})}),
        row("a thumb is a sticker",
            attached(R"({"type":"image","payload":{"url":"https://x/","sticker_id":369239263222822}})"),
            {unsupported(on)}),
        row("a film", attached(R"({"type":"video","payload":{"url":"https://cdn.example/2.mp4"}})"), {unsupported(on)}),
        row("what Meta does not pass on", says(on, R"("is_unsupported":true)"), {unsupported(on)}),
        row("a first press, with the link's keyword",
            presses(R"("title":"Aloita","payload":"GET_STARTED","referral":{"ref":"espoo-q3","source":"SHORTLINK"})"),
            {from_person(on, TextReply{"espoo-q3"})}),
        row("a first press", presses(R"("title":"Aloita","payload":"GET_STARTED")"),
            {from_person(on, TextReply{"Aloita"})}),
        row("a link into a conversation that runs",
            with_events(on, event(on, R"("referral":{"ref":"espoo-q3","source":"SHORTLINK"})")),
            {from_person(on, TextReply{"espoo-q3"}, "")}),
        row("seconds where milliseconds should be",
            with_events(on, R"({"sender":{"id":")" + on.person + R"("},"recipient":{"id":")" + on.page +
                                R"("},"timestamp":1772442927,"message":{"mid":"m_1","text":"9"}})"),
            {in_seconds}),
        {"our own message", says(on, R"("is_echo":true,"text":"Hei")"), {}},
        {"a message taken back", says(on, R"("is_deleted":true)"), {}},
        {"another page",
         posted(R"({"object":")" + on.object + R"(","entry":[{"id":"1","messaging":[)" +
                event(on, R"("message":{"mid":"m_1","text":"9"})") + "]}]}"),
         {}},
        {"another product", posted(R"({"object":"user","entry":[{"id":")" + on.page + R"(","messaging":[]}]})"), {}},
    };
}

std::vector<StatusCase> statuses(const Platform& on) {
    const auto report = [](std::string id, DeliveryState state) {
        return StatusReport{.provider_id = std::move(id), .state = state, .at = written_at};
    };
    return {
        {"delivered, two at once",
         with_events(on, event(on, R"("delivery":{"mids":["m_O1","m_O2",3],"watermark":1772442990500})")),
         {report("m_O1", DeliveryState::delivered), report("m_O2", DeliveryState::delivered)}},
        {"read", with_events(on, event(on, R"("read":{"mid":"m_O1"})")), {report("m_O1", DeliveryState::read)}},
        {"read up to a moment names no message",
         with_events(on, event(on, R"("read":{"watermark":1772442991500})")),
         {}},
        {"a reaction", with_events(on, event(on, R"("reaction":{"mid":"m_O1","emoji":"👍"})")), {}},
        {"entries that are none", posted(R"({"object":")" + on.object + R"(","entry":[7,{"id":")" + on.page +
                                         R"(","messaging":7}]})"), {}},
        {"the address is verified",
         WebhookRequest{.method = "GET", .query = "hub.mode=subscribe&hub.verify_token=our-own&hub.challenge=42"},
         {},
         HttpAnswer{.body = "42"}},
    };
}

std::vector<RefusedCase> refused(const Platform& on) {
    auto changed = says(on, R"("text":"9")");
    changed.body += ' ';
    auto put = says(on, R"("text":"9")");
    put.method = "PUT";
    return {{"a changed body", changed, {403, "signature"}},
            {"another method", put, {405, "method"}},
            {"no JSON", posted("[]"), {400, "malformed"}},
            {"a verification with another token",
             WebhookRequest{.method = "GET", .query = "hub.mode=subscribe&hub.verify_token=x&hub.challenge=42"},
             {403, "secret"}}};
}

Outgoing to_person(const Platform& on, Message message) {
    return {.id = "out-1",
            .conversation_ref = "c0ffee42",
            .to = {on.name, on.person},
            .message = std::move(message),
            .heard_at = now - std::chrono::hours(1),
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

HttpRequest sends(const Platform& on, const std::string& text, const std::string& replies = "") {
    const auto quick = replies.empty() ? "" : R"("quick_replies":[)" + replies + "],";
    const std::string type = on.name == "messenger" ? R"("messaging_type":"RESPONSE",)" : "";
    return posts(R"({"message":{)" + quick + R"("text":")" + text + R"("},)" + type + R"("recipient":{"id":")" +
                 on.person + R"("}})");
}

std::string reply(const std::string& label, const std::string& value) {
    return R"({"content_type":"text","payload":"q3:c0ffee42:)" + value + R"(","title":")" + label + R"("})";
}

std::vector<OutgoingCase> outgoing(const Platform& on) {
    std::vector<dialogs::Choice> many;
    std::string eleven;
    std::string lines;
    for (int i = 0; i <= 13; ++i) {
        const auto number = std::to_string(i);
        many.push_back({number, number, i});
        if (i <= 10) eleven += (i == 0 ? "" : ",") + reply(number, number);
        lines += "\\n" + number + "=" + number;
    }
    auto listed = asks({{"a", "Yksi", 1}});
    listed.plain_choices = dialogs::PlainChoices::listed;
    auto closed = to_person(on, {.text = "Hei"});
    closed.heard_at = now - std::chrono::hours(24);
    auto never = closed;
    never.heard_at.reset();
    auto just = closed;
    just.heard_at = now - std::chrono::hours(24) + std::chrono::seconds(1);
    const std::string letters = std::string(999, 'a');
    std::string umlauts;
    for (int i = 0; i < 700; ++i) umlauts += "ä";
    const bool bytes = on.name == "instagram";
    const std::string tail = umlauts.substr(1000);
    return {
        {"words", to_person(on, {.text = "Kiitos! 😀"}), {sends(on, "Kiitos! 😀")}},
        {"signs that JSON escapes", to_person(on, {.text = "\"a\"\nb"}), {sends(on, R"(\"a\"\nb)")}},
        {"two quick replies",
         to_person(on, asks({{"a", "Netistä", 1}, {"b", "Muualta", 2}})),
         {sends(on, "Mistä?", reply("Netistä", "a") + "," + reply("Muualta", "b"))}},
        {"eleven quick replies",
         to_person(on, asks({many.begin(), many.begin() + 11})),
         {sends(on, "Mistä?", eleven)}},
        {"fourteen are numbered text", to_person(on, asks(many)), {sends(on, "Mistä? Vastaa numerolla." + lines)}},
        {"a label of over 20 characters",
         to_person(on, asks({{"a", "Keskustan terveysasema", 1}, {"b", "Muualta", 2}})),
         {sends(on, "Mistä?\\n1=Keskustan terveysasema",
                reply("Keskustan terveysas…", "a") + "," + reply("Muualta", "b"))}},
        {"labels that begin alike",
         to_person(on, asks({{"a", "Keskustan terveysasema 1", 1}, {"b", "Keskustan terveysasema 2", 2}})),
         {sends(on, "Mistä?\\n1=Keskustan terveysasema 1\\n2=Keskustan terveysasema 2",
                reply("1 Keskustan terveys…", "a") + "," + reply("2 Keskustan terveys…", "b"))}},
        {"an order is written", to_person(on, listed), {sends(on, "Mistä? Vastaa numerolla.\\n1=Yksi")}},
        {"a hint where there is nothing to tap",
         to_person(on, {.text = "Miksi?", .hint = "Tai OHITA."}),
         {sends(on, "Miksi? Tai OHITA.")}},
        {"700 letters of two bytes each",
         to_person(on, {.text = umlauts}),
         bytes ? std::vector{sends(on, umlauts.substr(0, 1000)), sends(on, tail)} : std::vector{sends(on, umlauts)}},
        {"a long text",
         to_person(on, {.text = letters + '\n' + letters + '\n' + letters}),
         bytes ? std::vector{sends(on, letters), sends(on, letters), sends(on, letters)}
               : std::vector{sends(on, letters + "\\n" + letters), sends(on, letters)}},
        {"the last second of the window", just, {sends(on, "Hei")}},
        {"the window is closed", closed, {}, "", FailureKind::permanent},
        {"nobody wrote yet", never, {}, "", FailureKind::permanent},
    };
}

std::vector<AnswerCase> answers() {
    const auto refuses = [](int status, const std::string& code) {
        return HttpResponse{.status = status, .body = R"({"error":{"message":"x","code":)" + code + "}}"};
    };
    return {
        {"taken", {.status = 200, .body = R"({"recipient_id":"9","message_id":"m_O1"})"}, "m_O1", {}},
        {"blocked", refuses(400, R"(551,"error_subcode":1545041)"), "", FailureKind::stopped},
        {"blocked, as a permission", refuses(403, R"(200,"error_subcode":1545041)"), "", FailureKind::stopped},
        {"a permission", refuses(403, "200"), "", FailureKind::configuration},
        {"the window", refuses(400, R"(10,"error_subcode":2018278)"), "", FailureKind::permanent},
        {"another permission", refuses(403, "10"), "", FailureKind::configuration},
        {"no such resident", refuses(400, R"(100,"error_subcode":2018001)"), "", FailureKind::unreachable},
        {"a wrong parameter", refuses(400, "100"), "", FailureKind::permanent},
        {"too many calls", refuses(400, "613"), "", FailureKind::throttled},
        {"an expired token", refuses(401, "190"), "", FailureKind::configuration},
        {"trouble at Meta", refuses(500, "2"), "", FailureKind::retry},
        {"no answer in time", {.timed_out = true}, "", FailureKind::uncertain},
    };
}

AdapterCases cases_on(const Platform& on, const std::string& fields) {
    const ChannelConfig config{.name = "fb",
                               .public_url = "https://bot.example.fi",
                               .settings = settings_of({{"page_id", on.page},
                                                        {"token", "EAAG-page/token"},
                                                        {"app_secret", app_secret},
                                                        {"verify_token", "our-own"}})};
    return {.adapter = on.name,
            .configuration = "page",
            .config = config,
            .incoming = incoming(on),
            .statuses = statuses(on),
            .refused = refused(on),
            .outgoing = outgoing(on),
            .answers = answers(),
            .steps = {{"credentials", {.url = graph + "/me?fields=id,name&" + token}},
                      {"webhook",
                       {.method = "POST",
                        .url = graph + "/me/subscribed_apps?subscribed_fields=" + fields + '&' + token,
                        .headers = json_headers,
                        .body = "{}"},
                       true}},
            .setup = {{"a page", "credentials", {.status = 200, .body = R"({"id":"1","name":"Espoo kuulee"})"},
                       "Espoo kuulee"},
                      {"an expired token", "credentials", {.status = 401, .body = R"({"error":{"code":190}})"},
                       "does not expire", false},
                      {"subscribed", "webhook", {.status = 200, .body = R"({"success":true})"}, "by hand"},
                      {"not subscribed", "webhook", {.status = 403, .body = R"({"error":{"code":200}})"},
                       "lacks a permission", false}},
            .prove = &sign};
}

}  // namespace

std::vector<AdapterCases> messenger_cases() {
    return {cases_on(facebook,
                     "messages,messaging_postbacks,messaging_referrals,message_deliveries,message_reads")};
}

std::vector<AdapterCases> instagram_cases() {
    return {cases_on(instagram, "messages,messaging_postbacks,messaging_referral,messaging_seen")};
}

}  // namespace cases
