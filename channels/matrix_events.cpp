#include "channels/matrix_events.hpp"

#include "channels/json_fields.hpp"
#include "channels/place.hpp"

#include <nlohmann/json.hpp>

namespace channels {
namespace {

using nlohmann::json;

const json& list_at(const json& value, std::string_view pointer) {
    static const json none = json::array();
    const auto& found = value_at(value, pointer);
    return found.is_array() ? found : none;
}

/// What some clients quote in front of an answer: lines that begin with `>`, and an empty one.
std::string without_quote(std::string_view body) {
    if (!body.starts_with("> ")) return std::string(body);
    while (body.starts_with(">")) {
        const auto end = body.find('\n');
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
    }
    if (body.starts_with("\n")) body.remove_prefix(1);
    return std::string(body);
}

/// Fills in what a message says; false where it says nothing to us.
bool read_content(const json& content, Incoming& incoming) {
    const auto kind = words_at(content, "/msgtype");
    if (kind.empty() || kind == "m.notice") return false;  // taken back, or another machine's
    const auto url = words_at(content, "/url");
    incoming.unsupported = words_at(content, "/m.relates_to/rel_type") == "m.replace";
    if (incoming.unsupported) return true;
    if (kind == "m.text" || kind == "m.emote") {
        const auto body = words_at(content, "/body");
        const bool quotes = value_at(content, "/m.relates_to/m.in_reply_to").is_object();
        incoming.reply = dialogs::TextReply{quotes ? without_quote(body) : body};
        return true;
    }
    if (kind == "m.image" && !url.empty()) {
        incoming.reply = dialogs::FileReply{dialogs::FileReply::Kind::photo, url};
        return true;
    }
    if (kind == "m.audio" && !url.empty()) {
        incoming.reply = dialogs::FileReply{dialogs::FileReply::Kind::voice, url};
        return true;
    }
    constexpr std::string_view geo = "geo:";
    const auto uri = words_at(content, "/geo_uri");
    const auto place = uri.starts_with(geo) ? place_in(uri.substr(geo.size())) : std::nullopt;
    if (place) incoming.reply = *place;
    incoming.unsupported = !place;
    return true;
}

/// The address of a resident is the room with them; who they are is their further address.
std::optional<Incoming> matrix_message(const json& event, const std::string& our_user) {
    const auto sender = words_at(event, "/sender");
    Incoming incoming{.external_id = words_at(event, "/event_id"),
                      .from = {"matrix", words_at(event, "/room_id")},
                      .to = our_user,
                      .sent_at = moment_at(event, "/origin_server_ts"),
                      .also = {{"matrix", sender}}};
    if (sender.empty() || sender == our_user || incoming.external_id.empty() || incoming.from.id.empty())
        return std::nullopt;
    if (words_at(event, "/type") == "m.sticker") {
        incoming.unsupported = true;
        return incoming;
    }
    if (!read_content(value_at(event, "/content"), incoming)) return std::nullopt;
    return incoming;
}

/// Who leaves the room, or will not come in, wants nothing more: neither there nor in a room that we would open.
void put_departure(const json& event, const std::string& our_user, std::vector<ChannelEvent>& events) {
    const auto membership = words_at(event, "/content/membership");
    const auto room = words_at(event, "/room_id");
    const auto who = words_at(event, "/state_key");
    const bool by_us = words_at(event, "/sender") == our_user;
    if ((membership != "leave" && membership != "ban") || by_us || room.empty() || who.empty()) return;
    events.emplace_back(OptOut{{"matrix", room}});
    if (who != our_user) events.emplace_back(OptOut{{"matrix", who}});
}

/// `{"$event": {"m.read": {"@user": {"ts": …}}}}`
void put_receipts(const json& receipt, const std::string& our_user, std::vector<ChannelEvent>& events) {
    const auto& content = value_at(receipt, "/content");
    if (words_at(receipt, "/type") != "m.receipt" || !content.is_object()) return;
    for (const auto& [message, kinds] : content.items()) {
        for (const auto* kind : {"/m.read", "/m.read.private"}) {
            const auto& readers = value_at(kinds, kind);
            if (!readers.is_object() || message.empty()) continue;
            for (const auto& [reader, read] : readers.items()) {
                if (reader == our_user) continue;
                events.emplace_back(StatusReport{.provider_id = message,
                                                 .state = DeliveryState::read,
                                                 .at = moment_at(read, "/ts")});
                break;
            }
        }
    }
}

}  // namespace

std::vector<ChannelEvent> matrix_events(const json& transaction, const std::string& our_user) {
    std::vector<ChannelEvent> events;
    for (const auto& event : list_at(transaction, "/events")) {
        const auto type = words_at(event, "/type");
        if (type == "m.room.member") put_departure(event, our_user, events);
        if (type != "m.room.message" && type != "m.sticker") continue;
        if (auto message = matrix_message(event, our_user)) events.emplace_back(std::move(*message));
    }
    // Homeservers that had receipts before the specification name them by its draft.
    for (const auto* ephemeral : {"/ephemeral", "/de.sorunome.msc2409.ephemeral"}) {
        const auto& receipts = list_at(transaction, ephemeral);
        for (const auto& receipt : receipts)
            put_receipts(receipt, our_user, events);
        if (!receipts.empty()) break;
    }
    return events;
}

RoomInvitations matrix_invitations(const json& transaction, const std::string& our_user) {
    RoomInvitations invitations;
    for (const auto& event : list_at(transaction, "/events")) {
        const bool ours = words_at(event, "/type") == "m.room.member" && words_at(event, "/state_key") == our_user &&
                          words_at(event, "/content/membership") == "invite";
        auto room = words_at(event, "/room_id");
        if (!ours || room.empty()) continue;
        const bool is_direct = value_at(event, "/content/is_direct") == true;
        (is_direct ? invitations.direct : invitations.others).push_back(std::move(room));
    }
    return invitations;
}

}  // namespace channels
