// Gateways described by configuration: a signed JSON one, Jasmin, one that sends batches, XML, a multipart form, text.
#include "tests/channels/cases/http_parts.hpp"

namespace cases {

using namespace channels;

ChannelConfig config(const std::vector<std::pair<std::string, std::string>>& settings) {
    return {.name = "gw", .public_url = public_url, .settings = settings_of(settings)};
}

WebhookRequest post(const std::string& path, const std::string& type, std::string body,
                    Headers headers) {
    headers.emplace_back("content-type", type);
    return {.method = "POST",
            .target = "/hooks/gw" + path,
            .path = path,
            .headers = std::move(headers),
            .body = std::move(body),
            .now = now};
}

Incoming from_aino(std::string id, std::string text) {
    return {.external_id = std::move(id),
            .from = {"tel", "+358401112233"},
            .to = "16161",
            .reply = dialogs::TextReply{std::move(text)}};
}

Incoming at(Incoming incoming, long long seconds) {
    incoming.sent_at = Instant(std::chrono::seconds(seconds));
    return incoming;
}

StatusReport about_ours(DeliveryState state) { return {.message_id = "out-88231", .state = state}; }
StatusReport about_theirs(DeliveryState state) { return {.provider_id = "gx-7", .state = state}; }

StatusReport failing(StatusReport report, FailureKind kind, std::string detail) {
    report.failure = SendFailure{.kind = kind, .detail = std::move(detail)};
    return report;
}

Outgoing message(std::string text) {
    return {.id = "out-88231",
            .to = {"tel", "+358401112233"},
            .message = {.text = std::move(text), .language = "fi"}};
}

Outgoing question() {
    auto asked = message("Mistä?");
    asked.message.hint = "Vastaa numerolla.";
    asked.message.choices = {{"sms", "Tekstiviestillä", 1}, {"na", "En tiedä", 0}};
    asked.message.plain_choices = dialogs::PlainChoices::numbered;
    return asked;
}

std::vector<AdapterCases> http_cases() {
    return {signed_json(), jasmin_gateway(), batches(), xml(), multipart(), plain_text()};
}

}  // namespace cases
