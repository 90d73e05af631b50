#include "channels/messenger_webhooks.hpp"

#include "channels/json_fields.hpp"
#include "channels/payload.hpp"
#include "channels/place.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace channels {
namespace {

using nlohmann::json;
using Why = FailureKind;

constexpr std::array messenger_codes = {
    MetaError{10, 2018278, Why::permanent, {}, "the resident's last message is over 24 hours old"},
    MetaError{10, 2018065, Why::permanent, {}, "the resident's last message is over 24 hours old"},
    MetaError{551, 0, Why::stopped, {}, "the resident blocked us or left the conversation"},
    MetaError{200, 1545041, Why::stopped, {}, "the resident blocked us or left the conversation"},
    MetaError{100, 2018001, Why::unreachable, {}, "no such resident"},
    MetaError{9, 2018352, Why::permanent, {}, "Meta limits what this resident gets"},
    MetaError{1, 0, Why::retry, {}, "trouble at Meta"},
    MetaError{2, 0, Why::retry, {}, "trouble at Meta"},
    MetaError{1200, 0, Why::retry, {}, "trouble at Meta"},
    MetaError{4, 0, Why::throttled, {}, "too many calls of the app"},
    MetaError{17, 0, Why::throttled, {}, "too many calls of the user"},
    MetaError{32, 0, Why::throttled, {}, "too many calls of the page"},
    MetaError{613, 0, Why::throttled, {}, "too many calls"},
    MetaError{190, 0, Why::configuration, {}, "the token has expired"},
    MetaError{10, 0, Why::configuration, {}, "the token lacks a permission"},
    MetaError{200, 0, Why::configuration, {}, "the token lacks a permission"},
    MetaError{368, 0, Why::configuration, {}, "the page is blocked for breaking a policy"},
    MetaError{100, 0, Why::permanent, {}, "a wrong parameter"},
};

/// A button of ours, else the words that stand on it.
void press(Incoming& incoming, const std::string& payload_written, std::string words) {
    if (auto payload = payload_from(payload_written)) {
        incoming.reply = std::move(payload->tap);
        incoming.conversation_ref = std::move(payload->conversation_ref);
    } else {
        incoming.reply = dialogs::TextReply{std::move(words)};
    }
}

/// A picture or a voice message has no id but its address. Stickers are pictures that say nothing.
bool attach(Incoming& incoming, const json& attachment) {
    using File = dialogs::FileReply;
    const auto type = words_at(attachment, "/type");
    const auto url = words_at(attachment, "/payload/url");
    const auto& latitude = value_at(attachment, "/payload/coordinates/lat");
    const auto& longitude = value_at(attachment, "/payload/coordinates/long");
    const bool is_sticker = !words_at(attachment, "/payload/sticker_id").empty();
    if (type == "image" && !url.empty() && !is_sticker) {
        incoming.reply = File{File::Kind::photo, url};
    } else if (type == "audio" && !url.empty()) {
        incoming.reply = File{File::Kind::voice, url};
    } else if (type == "location" && latitude.is_number() && longitude.is_number()) {
        const auto place = place_at(latitude.get<double>(), longitude.get<double>());
        if (place) incoming.reply = *place;
        return place.has_value();
    } else {
        return false;
    }
    return true;
}

/// False for what is no message to us: our own, one taken back.
bool put_message(Incoming& incoming, const json& message) {
    if (value_at(message, "/is_echo") == true || value_at(message, "/is_deleted") == true) return false;
    incoming.external_id = words_at(message, "/mid");
    const auto& attachments = value_at(message, "/attachments");
    if (message.contains("text")) {
        press(incoming, words_at(message, "/quick_reply/payload"), words_at(message, "/text"));
    } else if (attachments.is_array() && !attachments.empty()) {
        incoming.unsupported = !attach(incoming, attachments.front());
    } else {
        incoming.unsupported = true;
    }
    return true;
}

/// A link into the conversation (m.me/PAGE?ref=KEYWORD) is its keyword.
bool put_event(Incoming& incoming, const json& event) {
    if (event.contains("message")) return put_message(incoming, event["message"]);
    auto keyword = words_at(event, "/referral/ref");
    if (event.contains("postback")) {
        incoming.external_id = words_at(event, "/postback/mid");
        keyword = words_at(event, "/postback/referral/ref");
        press(incoming, words_at(event, "/postback/payload"), words_at(event, "/postback/title"));
    }
    if (!keyword.empty()) incoming.reply = dialogs::TextReply{std::move(keyword)};
    const auto* words = std::get_if<dialogs::TextReply>(&incoming.reply);
    return words == nullptr || !words->text.empty();
}

void report(std::vector<ChannelEvent>& events, const json& event) {
    const auto at = meta_time(event, "/timestamp");
    for (const auto& mid : value_at(event, "/delivery/mids")) {
        if (!mid.is_string()) continue;
        events.emplace_back(StatusReport{.provider_id = words_at(mid, ""),
                                         .state = DeliveryState::delivered,
                                         .at = at});
    }
    auto read = words_at(event, "/read/mid");
    if (!read.empty())
        events.emplace_back(StatusReport{.provider_id = std::move(read), .state = DeliveryState::read, .at = at});
}

void take_event(std::vector<ChannelEvent>& events, const json& event, const MessengerAccount& account) {
    Incoming incoming{.from = {std::string(account.scheme), words_at(event, "/sender/id")},
                      .to = words_at(event, "/recipient/id"),
                      .sent_at = meta_time(event, "/timestamp")};
    report(events, event);
    if (incoming.from.id.empty() || !put_event(incoming, event)) return;
    events.emplace_back(std::move(incoming));
}

}  // namespace

std::vector<ChannelEvent> messenger_events(const json& webhook, const MessengerAccount& account) {
    std::vector<ChannelEvent> events;
    if (words_at(webhook, "/object") != account.object) return events;
    for (const auto& entry : value_at(webhook, "/entry")) {
        if (words_at(entry, "/id") != account.page_id) continue;
        for (const auto& event : value_at(entry, "/messaging"))
            if (event.is_object()) take_event(events, event, account);
    }
    return events;
}

std::span<const MetaError> messenger_errors() { return messenger_codes; }

}  // namespace channels
