#include "channels/rcs_events.hpp"

#include "channels/json_fields.hpp"
#include "channels/payload.hpp"
#include "channels/place.hpp"
#include "channels/timestamp.hpp"

#include <nlohmann/json.hpp>

namespace channels {
namespace {

using nlohmann::json;

constexpr char part_sign = '.';  // our ids have none

std::optional<Instant> rcs_moment(const json& event) { return parse_time(words_at(event, "/sendTime"), "rfc3339"); }

/// The number is an address of its own kind: one that RCS does not reach may well be reached by text message.
Incoming rcs_message(const json& event, std::string id) {
    const auto number = words_at(event, "/senderPhoneNumber");
    return {.external_id = std::move(id),
            .from = {"rcs", number},
            .to = words_at(event, "/agentId"),
            .sent_at = rcs_moment(event),
            .also = {{"tel", number}}};
}

/// A tap where the chip is ours, else its words.
void read_suggestion(const json& suggestion, Incoming& incoming) {
    if (auto payload = payload_from(words_at(suggestion, "/postbackData"))) {
        incoming.reply = std::move(payload->tap);
        incoming.conversation_ref = std::move(payload->conversation_ref);
    } else {
        incoming.reply = dialogs::TextReply{words_at(suggestion, "/text")};
    }
}

void read_file(const json& file, Incoming& incoming) {
    const auto type = words_at(file, "/payload/mimeType");
    const auto url = words_at(file, "/payload/fileUri");
    using Kind = dialogs::FileReply::Kind;
    if (!url.empty() && type.starts_with("image/")) {
        incoming.reply = dialogs::FileReply{Kind::photo, url};
    } else if (!url.empty() && type.starts_with("audio/")) {
        incoming.reply = dialogs::FileReply{Kind::voice, url};
    } else {
        incoming.unsupported = true;
    }
}

std::vector<ChannelEvent> rcs_said(const json& event) {
    auto incoming = rcs_message(event, words_at(event, "/messageId"));
    const auto& place = value_at(event, "/location");
    if (value_at(event, "/suggestionResponse").is_object()) {
        read_suggestion(value_at(event, "/suggestionResponse"), incoming);
    } else if (value_at(event, "/text").is_string()) {
        incoming.reply = dialogs::TextReply{words_at(event, "/text")};
    } else if (place.is_object()) {
        const auto& latitude = value_at(place, "/latitude");  // left out where it is 0
        const auto& longitude = value_at(place, "/longitude");
        const auto found = place_at(latitude.is_number() ? latitude.get<double>() : 0,
                                    longitude.is_number() ? longitude.get<double>() : 0);
        if (found) incoming.reply = *found;
        incoming.unsupported = !found;
    } else if (value_at(event, "/userFile").is_object()) {
        read_file(value_at(event, "/userFile"), incoming);
    } else {
        incoming.unsupported = true;
    }
    return {std::move(incoming)};
}

/// Of a part that is not the last, only that it failed.
std::vector<ChannelEvent> rcs_report(const json& event, DeliveryState state) {
    const auto id = words_at(event, "/messageId");
    const auto end = id.find(part_sign);
    if (id.empty() || (end != std::string::npos && state != DeliveryState::failed)) return {};
    StatusReport report{.message_id = id.substr(0, end), .state = state, .at = rcs_moment(event)};
    if (state == DeliveryState::failed)
        report.failure = SendFailure{.kind = FailureKind::permanent, .detail = "not delivered in its time"};
    return {std::move(report)};
}

}  // namespace

std::vector<ChannelEvent> rcs_events(const json& event) {
    const auto kind = words_at(event, "/eventType");
    const auto number = words_at(event, "/senderPhoneNumber");
    if (kind == "SENT") return rcs_report(event, DeliveryState::sent);
    if (kind == "DELIVERED") return rcs_report(event, DeliveryState::delivered);
    if (kind == "READ") return rcs_report(event, DeliveryState::read);
    if (kind == "TTL_EXPIRATION_REVOKED") return rcs_report(event, DeliveryState::failed);
    if (number.empty()) return {};
    if (kind == "UNSUBSCRIBE") return {OptOut{{"rcs", number}}};
    if (kind == "SUBSCRIBE") {  // takes the STOP back: the reserved word does it
        auto incoming = rcs_message(event, words_at(event, "/eventId"));
        incoming.reply = dialogs::TextReply{"START"};
        return {std::move(incoming)};
    }
    return kind.empty() ? rcs_said(event) : std::vector<ChannelEvent>();
}

std::string rcs_message_id(const std::string& message_id, std::size_t part, std::size_t parts) {
    return part == parts ? message_id : message_id + part_sign + std::to_string(part);
}

}  // namespace channels
