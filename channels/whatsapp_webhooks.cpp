#include "channels/whatsapp_webhooks.hpp"

#include "channels/json_fields.hpp"
#include "channels/payload.hpp"
#include "channels/place.hpp"
#include "channels/registry.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace channels {
namespace {

using nlohmann::json;
using Kind = FailureKind;

constexpr std::chrono::hours hour{1};
constexpr std::chrono::seconds between_two{6};  // messages to one resident

constexpr std::array whatsapp_codes = {
    MetaError{131047, 0, Kind::permanent, {}, "the resident's last message is over 24 hours old: templates only"},
    MetaError{131050, 0, Kind::stopped, {}, "the resident stopped such messages"},
    MetaError{131026, 0, Kind::unreachable, {}, "not on WhatsApp, or of an old version"},
    MetaError{131021, 0, Kind::permanent, {}, "sender and recipient are the same"},
    MetaError{131030, 0, Kind::permanent, {}, "not among the numbers that a test account may write to"},
    MetaError{131062, 0, Kind::permanent, {}, "this kind of message needs a telephone number"},
    MetaError{130497, 0, Kind::permanent, {}, "not allowed in this country"},
    MetaError{131049, 0, Kind::permanent, {}, "Meta limits what this resident gets"},
    MetaError{130472, 0, Kind::permanent, {}, "Meta leaves this resident out for an experiment"},
    MetaError{131056, 0, Kind::throttled, between_two, "too many messages to one resident"},
    MetaError{131048, 0, Kind::throttled, hour, "slowed down: residents blocked or reported messages"},
    MetaError{130429, 0, Kind::throttled, {}, "too many messages a second"},
    MetaError{4, 0, Kind::throttled, {}, "too many calls of the app"},
    MetaError{80007, 0, Kind::throttled, {}, "too many calls of the account"},
    MetaError{133016, 0, Kind::throttled, hour, "too many registrations"},
    MetaError{1, 0, Kind::retry, {}, "trouble at Meta"},
    MetaError{2, 0, Kind::retry, {}, "trouble at Meta"},
    MetaError{131000, 0, Kind::retry, {}, "trouble at Meta"},
    MetaError{131016, 0, Kind::retry, {}, "trouble at Meta"},
    MetaError{131053, 0, Kind::retry, {}, "trouble with a file"},
    MetaError{131057, 0, Kind::retry, {}, "maintenance"},
    MetaError{135000, 0, Kind::retry, {}, "trouble at Meta"},
    MetaError{132000, 0, Kind::permanent, {}, "the template has another number of parameters"},
    MetaError{132001, 0, Kind::permanent, {}, "no approved template of that name in that language"},
    MetaError{132005, 0, Kind::permanent, {}, "the text is too long for the template"},
    MetaError{132007, 0, Kind::permanent, {}, "the template breaks a rule of Meta's"},
    MetaError{132012, 0, Kind::permanent, {}, "the template has another kind of parameter"},
    MetaError{132015, 0, Kind::permanent, {}, "the template is paused"},
    MetaError{132016, 0, Kind::permanent, {}, "the template is switched off"},
    MetaError{100, 0, Kind::permanent, {}, "a wrong parameter"},
    MetaError{131008, 0, Kind::permanent, {}, "a parameter is missing"},
    MetaError{131009, 0, Kind::permanent, {}, "a wrong parameter"},
    MetaError{131051, 0, Kind::permanent, {}, "a kind of message that is not supported"},
    MetaError{131052, 0, Kind::permanent, {}, "a file could not be fetched"},
    MetaError{0, 0, Kind::configuration, {}, "the token is not accepted"},
    MetaError{190, 0, Kind::configuration, {}, "the token has expired"},
    MetaError{3, 0, Kind::configuration, {}, "the token lacks a permission"},
    MetaError{10, 0, Kind::configuration, {}, "the token lacks a permission"},
    MetaError{200, 0, Kind::configuration, {}, "the token lacks a permission"},
    MetaError{131005, 0, Kind::configuration, {}, "the token lacks a permission"},
    MetaError{131031, 0, Kind::configuration, {}, "the account is locked"},
    MetaError{131037, 0, Kind::configuration, {}, "the number has no approved display name"},
    MetaError{131042, 0, Kind::configuration, {}, "the account has no way to pay"},
    MetaError{131045, 0, Kind::configuration, {}, "the number is not registered"},
    MetaError{133010, 0, Kind::configuration, {}, "the number is not registered"},
    MetaError{368, 0, Kind::configuration, {}, "the account is blocked for breaking a policy"},
};

std::optional<Address> number_address(const std::string& digits) {
    return digits.empty() ? std::nullopt : normalise_phone('+' + digits, "358");
}

/// Who wrote: the number where WhatsApp tells it, else the id; the other one is in `also`.
bool put_sender(Incoming& incoming, const json& message, const json& value) {
    const auto number = words_at(message, "/from");
    auto user = words_at(message, "/from_user_id");
    for (const auto& contact : value_at(value, "/contacts")) {
        const bool is_same = !number.empty() && words_at(contact, "/wa_id") == number;
        if (user.empty() && is_same) user = words_at(contact, "/user_id");
    }
    const auto address = number_address(number);
    if (!address && user.empty()) return false;
    incoming.from = address ? *address : Address{whatsapp_scheme, user};
    if (address && !user.empty()) incoming.also.push_back({whatsapp_scheme, user});
    return true;
}

/// A pressed button of ours; its label where we did not make it (a template's own buttons).
void put_tap(Incoming& incoming, const std::string& id, std::string label) {
    if (auto payload = payload_from(id)) {
        incoming.reply = std::move(payload->tap);
        incoming.conversation_ref = std::move(payload->conversation_ref);
    } else {
        incoming.reply = dialogs::TextReply{std::move(label)};
    }
}

bool put_file(Incoming& incoming, const json& message, const std::string& type) {
    const bool is_picture = words_at(message, "/document/mime_type").starts_with("image/");
    const bool is_voice = type == "audio" || type == "voice";
    if (type != "image" && !is_voice && !is_picture) return false;
    auto id = words_at(message, '/' + type + "/id");
    if (id.empty()) return false;
    using File = dialogs::FileReply;
    incoming.reply = File{is_voice ? File::Kind::voice : File::Kind::photo, std::move(id)};
    return true;
}

bool put_place(Incoming& incoming, const json& message) {
    const auto& latitude = value_at(message, "/location/latitude");
    const auto& longitude = value_at(message, "/location/longitude");
    if (!latitude.is_number() || !longitude.is_number()) return false;
    const auto place = place_at(latitude.get<double>(), longitude.get<double>());
    if (place) incoming.reply = *place;
    return place.has_value();
}

/// False where it wants no answer: a reaction, a word of the service, a kind that nobody has told us of.
bool put_reply(Incoming& incoming, const json& message) {
    constexpr std::array<std::string_view, 3> silent = {"reaction", "system", "request_welcome"};
    const auto type = words_at(message, "/type");
    if (std::find(silent.begin(), silent.end(), type) != silent.end()) return false;
    if (type == "text") {
        incoming.reply = dialogs::TextReply{words_at(message, "/text/body")};
    } else if (type == "button") {
        put_tap(incoming, words_at(message, "/button/payload"), words_at(message, "/button/text"));
    } else if (const auto kind = words_at(message, "/interactive/type");
               type == "interactive" && (kind == "button_reply" || kind == "list_reply")) {
        const auto& pressed = value_at(message, "/interactive/" + kind);
        put_tap(incoming, words_at(pressed, "/id"), words_at(pressed, "/title"));
    } else if (!put_file(incoming, message, type) && !put_place(incoming, message)) {
        incoming.unsupported = true;
    }
    return true;
}

void read_message(const json& message, const json& value, std::vector<ChannelEvent>& events) {
    if (!message.is_object() || message.contains("group_id")) return;
    Incoming incoming{.external_id = words_at(message, "/id"),
                      .to = words_at(value, "/metadata/display_phone_number"),
                      .sent_at = meta_time(message, "/timestamp")};
    if (!put_sender(incoming, message, value) || !put_reply(incoming, message)) return;
    events.emplace_back(std::move(incoming));
}

std::optional<DeliveryState> state_named(const std::string& status) {
    if (status == "sent") return DeliveryState::sent;
    if (status == "delivered") return DeliveryState::delivered;
    if (status == "read") return DeliveryState::read;
    if (status == "failed") return DeliveryState::failed;
    return std::nullopt;
}

void read_status(const json& status, std::vector<ChannelEvent>& events) {
    const auto state = state_named(words_at(status, "/status"));
    if (!state) return;
    StatusReport report{.message_id = words_at(status, "/biz_opaque_callback_data"),
                        .provider_id = words_at(status, "/id"),
                        .state = *state,
                        .at = meta_time(status, "/timestamp")};
    if (report.message_id.empty() && report.provider_id.empty()) return;
    if (*state == DeliveryState::failed) {
        const auto& errors = value_at(status, "/errors");
        const auto code = errors.is_array() && !errors.empty() ? number_at(errors.front(), "/code") : std::nullopt;
        report.failure = meta_failure(whatsapp_codes, code.value_or(-1), 0)
                             .value_or(SendFailure{.detail = "code " + (code ? std::to_string(*code) : "unknown")});
    }
    events.emplace_back(std::move(report));
}

/// `stop` on a template: the resident's wish, as good as STOP.
void read_preference(const json& preference, std::vector<ChannelEvent>& events) {
    if (words_at(preference, "/value") != "stop") return;
    const auto user = words_at(preference, "/user_id");
    if (auto address = number_address(words_at(preference, "/wa_id"))) {
        events.emplace_back(OptOut{*address});
    } else if (!user.empty()) {
        events.emplace_back(OptOut{{whatsapp_scheme, user}});
    }
}

}  // namespace

std::vector<ChannelEvent> whatsapp_events(const json& webhook, std::string_view phone_number_id) {
    std::vector<ChannelEvent> events;
    for (const auto& entry : value_at(webhook, "/entry")) {
        for (const auto& change : value_at(entry, "/changes")) {
            const auto& value = value_at(change, "/value");
            if (words_at(value, "/metadata/phone_number_id") != phone_number_id) continue;
            for (const auto& message : value_at(value, "/messages"))
                read_message(message, value, events);
            for (const auto& status : value_at(value, "/statuses"))
                read_status(status, events);
            for (const auto& preference : value_at(value, "/user_preferences"))
                read_preference(preference, events);
        }
    }
    return events;
}

std::span<const MetaError> whatsapp_errors() { return whatsapp_codes; }

}  // namespace channels
