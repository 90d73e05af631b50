#include "tests/channels/cases/sms_parts.hpp"

namespace cases::sms {

using namespace channels;

ChannelConfig config(const std::vector<std::pair<std::string, std::string>>& settings) {
    return {.name = "sms", .public_url = "https://bot.example.fi", .settings = settings_of(settings)};
}

WebhookRequest post(const std::string& path, const std::string& type, std::string body, Headers headers) {
    headers.emplace_back("content-type", type);
    return {.method = "POST",
            .target = "/hooks/sms" + path,
            .path = path,
            .headers = std::move(headers),
            .body = std::move(body),
            .now = now};
}

WebhookRequest get(const std::string& path, const std::string& query) {
    return {.method = "GET",
            .target = "/hooks/sms" + path + '?' + query,
            .path = path,
            .query = query,
            .now = now};
}

std::string flipped(std::string text) {
    auto& byte = text.at(text.size() / 2);
    byte = static_cast<char>(byte ^ 1);
    return text;
}

WebhookRequest flipped(WebhookRequest request) {
    request.body = flipped(std::move(request.body));
    return request;
}

WebhookRequest by(const char* method, WebhookRequest request) {
    request.method = method;
    return request;
}

WebhookRequest later(WebhookRequest request, Span span) {
    request.now += span;
    return request;
}

Incoming from_aino(std::string id, std::string text) {
    return {.external_id = std::move(id),
            .from = {"tel", "+358401112233"},
            .reply = dialogs::TextReply{std::move(text)}};
}

Incoming sent_at_27(Incoming incoming, int milliseconds) {
    incoming.sent_at = at_second(27, milliseconds);
    return incoming;
}

Incoming to(Incoming incoming, std::string receiver) {
    incoming.to = std::move(receiver);
    return incoming;
}

Incoming unsupported(Incoming incoming) {
    incoming.unsupported = true;
    incoming.reply = {};
    return incoming;
}

Incoming photo(std::string id, std::string file) {
    auto incoming = from_aino(std::move(id), "");
    incoming.reply = dialogs::FileReply{dialogs::FileReply::Kind::photo, std::move(file)};
    return incoming;
}

Instant at_second(int second, int milliseconds) {
    return now - std::chrono::seconds(28) + std::chrono::seconds(second) + std::chrono::milliseconds(milliseconds);
}

StatusReport report(std::string ours, std::string theirs, DeliveryState state, std::optional<Instant> at) {
    return {.message_id = std::move(ours), .provider_id = std::move(theirs), .state = state, .at = at};
}

StatusReport failed(std::string ours, std::string theirs, FailureKind kind, std::string detail,
                    std::optional<Instant> at) {
    auto failing = report(std::move(ours), std::move(theirs), DeliveryState::failed, at);
    failing.failure = SendFailure{.kind = kind, .detail = std::move(detail)};
    return failing;
}

Outgoing message(std::string text) {
    return {.id = "out-88231",
            .to = {"tel", "+358401112233"},
            .message = {.text = std::move(text), .language = "fi"},
            .now = now};
}

Outgoing question() {
    auto asked = message("Mistä?");
    asked.message.hint = "Vastaa numerolla.";
    asked.message.choices = {{"sms", "Tekstiviestillä", 1}, {"na", "En tiedä", 0}};
    asked.message.plain_choices = dialogs::PlainChoices::numbered;
    return asked;
}

Outgoing to_a_page() {
    auto outgoing = message("Hei!");
    outgoing.to = {"web", "chat:0123456789abcdefghijkl"};
    return outgoing;
}

std::string times(int count, std::string_view what) {
    std::string text;
    for (int i = 0; i < count; ++i) text += what;
    return text;
}

}  // namespace cases::sms
