#include "channels/signal_envelope.hpp"

#include "channels/json_fields.hpp"
#include "channels/place.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace channels {
namespace {

using nlohmann::json;

/// Where Signal's own "share location" puts the place: a link in the text.
constexpr std::string_view place_link = "https://maps.google.com/maps?q=";

/// The rest of a long text, which the service has left in a file.
constexpr std::string_view long_text_type = "text/x-signal-plain";

/// A message of that sender with nothing in it yet. The sender's clock is the message's name in Signal.
Incoming signal_message(const json& envelope, const std::string& account) {
    const auto uuid = words_at(envelope, "/sourceUuid");
    const auto number = words_at(envelope, "/sourceNumber");
    Incoming incoming{.external_id = words_at(envelope, "/timestamp"),
                      .scope = uuid.empty() ? number : uuid,
                      .to = account,
                      .sent_at = moment_at(envelope, "/timestamp")};
    incoming.from = {"signal", incoming.scope};
    if (!number.empty()) incoming.also.push_back({"tel", number});
    return incoming;
}

std::vector<ChannelEvent> signal_receipts(const json& receipt) {
    const bool is_read = value_at(receipt, "/isRead") == true || value_at(receipt, "/isViewed") == true;
    if (!is_read && value_at(receipt, "/isDelivery") != true) return {};
    std::vector<ChannelEvent> events;
    const auto& timestamps = value_at(receipt, "/timestamps");
    if (!timestamps.is_array()) return {};
    for (const auto& timestamp : timestamps) {
        auto id = words_at(timestamp, "");
        if (id.empty()) continue;
        events.emplace_back(StatusReport{.provider_id = std::move(id),
                                         .state = is_read ? DeliveryState::read : DeliveryState::delivered,
                                         .at = moment_at(receipt, "/when")});
    }
    return events;
}

std::optional<dialogs::LocationReply> signal_place(std::string_view text) {
    const auto at = text.find(place_link);
    if (at == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + place_link.size());
    return place_in(text.substr(0, text.find_first_of("& \n")));
}

/// A picture, a voice message, or something that nobody here can look at.
void put_file(Incoming& incoming, const json& attachment) {
    const auto type = words_at(attachment, "/contentType");
    const auto id = words_at(attachment, "/id");
    if (type.starts_with("image/") && !id.empty()) {
        incoming.reply = dialogs::FileReply{dialogs::FileReply::Kind::photo, id};
    } else if (type.starts_with("audio/") && !id.empty()) {
        incoming.reply = dialogs::FileReply{dialogs::FileReply::Kind::voice, id};
    } else {
        incoming.unsupported = true;
    }
}

bool is_rest_of_text(const json& attachment) { return words_at(attachment, "/contentType") == long_text_type; }

/// The words come before the files that they were sent with: each is a message of its own.
std::vector<ChannelEvent> signal_data(const json& data, const Incoming& blank) {
    std::vector<Incoming> messages;
    const auto add = [&]() -> Incoming& {
        auto next = blank;
        if (!messages.empty()) next.external_id += '/' + std::to_string(messages.size());
        return messages.emplace_back(std::move(next));
    };
    const auto text = words_at(data, "/message");
    const auto place = signal_place(text);
    const auto& listed = value_at(data, "/attachments");
    const auto attachments = listed.is_array() ? listed : json::array();
    if (place) {
        add().reply = *place;
    } else if (!text.empty()) {
        auto& words = add();
        words.reply = dialogs::TextReply{text};
        words.incomplete = std::any_of(attachments.begin(), attachments.end(), &is_rest_of_text);
    }
    for (const auto& attachment : attachments)
        if (!place && !is_rest_of_text(attachment)) put_file(add(), attachment);  // a place has a picture of its map
    if (value_at(data, "/sticker").is_object() || value_at(data, "/contacts").is_array() ||
        (value_at(data, "/viewOnce") == true && messages.empty())) {
        add().unsupported = true;
    }
    return {messages.begin(), messages.end()};
}

bool says_something(const json& data) {
    for (const auto* silent : {"/groupInfo", "/reaction", "/remoteDelete", "/pollVote", "/pollCreate"}) {
        if (value_at(data, silent).is_object()) return false;
    }
    return data.is_object();
}

}  // namespace

std::vector<ChannelEvent> signal_events(const json& envelope, const std::string& account) {
    const auto& receipt = value_at(envelope, "/receiptMessage");
    if (receipt.is_object()) return signal_receipts(receipt);
    auto blank = signal_message(envelope, account);
    if (blank.from.id.empty() || blank.external_id.empty()) return {};
    const auto& edited = value_at(envelope, "/editMessage/dataMessage");
    if (edited.is_object()) {
        if (!says_something(edited)) return {};
        blank.unsupported = true;
        return {std::move(blank)};
    }
    const auto& data = value_at(envelope, "/dataMessage");
    return says_something(data) ? signal_data(data, blank) : std::vector<ChannelEvent>();
}

}  // namespace channels
