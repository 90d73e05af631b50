#include "channels/telegram_updates.hpp"

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

/// Contents that we cannot take, but should say so. What is missing here are words of the service itself ("pinned a
/// message"), which want no answer.
constexpr std::array unsupported_contents = {"sticker", "animation", "audio",    "video", "video_note", "document",
                                             "contact", "dice",      "game",     "poll",  "story",      "paid_media",
                                             "venue",   "location",  "checklist"};

bool is_of_a_person(const json& message) {
    return words_at(message, "/chat/type") == "private" && value_at(message, "/from/is_bot") != true &&
           !words_at(message, "/chat/id").empty();
}

std::optional<Instant> telegram_time(const json& seconds) {
    constexpr std::int64_t year_2200 = 7'258'118'400;
    if (!seconds.is_number_integer()) return std::nullopt;
    const auto count = seconds.get<std::int64_t>();
    if (count <= 0 || count > year_2200) return std::nullopt;
    return Instant(std::chrono::seconds(count));
}

/// A message's ids are unique in its chat only.
Incoming telegram_message(const json& message) {
    const auto chat = words_at(message, "/chat/id");
    Incoming incoming{.external_id = words_at(message, "/message_id"),
                      .scope = chat,
                      .from = {telegram_scheme, chat},
                      .sent_at = telegram_time(value_at(message, "/date"))};
    if (auto language = words_at(message, "/from/language_code"); !language.empty())
        incoming.language_hint = std::move(language);
    return incoming;
}

/// Commands are words: `/start KEYWORD` (a link into the bot) is the keyword, `/stop` is STOP.
std::string without_command(const std::string& text) {
    const bool command = text.size() > 1 && text[0] == '/' && ((text[1] >= 'a' && text[1] <= 'z') ||
                                                               (text[1] >= 'A' && text[1] <= 'Z'));
    if (!command) return text;
    const auto end = std::min(text.find_first_of(" \n"), text.size());
    const auto name = text.substr(1, text.find('@') < end ? text.find('@') - 1 : end - 1);
    const auto rest = end < text.size() ? text.substr(end + 1) : std::string();
    if (rest.empty()) return name;
    return name == "start" ? rest : name + ' ' + rest;
}

/// The file of a picture in its largest size (the last), of one sent as a document, or of a voice message.
std::optional<dialogs::FileReply> telegram_file(const json& message) {
    using Kind = dialogs::FileReply::Kind;
    const auto& sizes = value_at(message, "/photo");
    const bool is_picture = words_at(message, "/document/mime_type").starts_with("image/");
    auto photo = sizes.is_array() && !sizes.empty() ? words_at(sizes.back(), "/file_id")
                 : is_picture                       ? words_at(message, "/document/file_id")
                                                    : std::string();
    if (!photo.empty()) return dialogs::FileReply{Kind::photo, std::move(photo)};
    auto voice = words_at(message, "/voice/file_id");
    if (!voice.empty()) return dialogs::FileReply{Kind::voice, std::move(voice)};
    return std::nullopt;
}

std::optional<dialogs::LocationReply> telegram_place(const json& message) {
    const auto& latitude = value_at(message, "/location/latitude");
    const auto& longitude = value_at(message, "/location/longitude");
    if (!latitude.is_number() || !longitude.is_number()) return std::nullopt;
    return place_at(latitude.get<double>(), longitude.get<double>());
}

/// The number, where it is the writer's own: people share others' cards, too.
std::optional<Address> own_phone(const json& message, const std::string& country) {
    const auto owner = words_at(message, "/contact/user_id");
    if (owner.empty() || owner != words_at(message, "/from/id")) return std::nullopt;
    const auto written = words_at(message, "/contact/phone_number");
    auto number = normalise_phone(written, country);
    return number ? number : normalise_phone('+' + written, country);
}

std::vector<ChannelEvent> said(const json& message, const std::string& country) {
    if (!is_of_a_person(message)) return {};
    auto incoming = telegram_message(message);
    if (const auto& text = value_at(message, "/text"); text.is_string()) {
        incoming.reply = dialogs::TextReply{without_command(words_at(message, "/text"))};
    } else if (auto file = telegram_file(message)) {
        incoming.reply = std::move(*file);
    } else if (const auto place = telegram_place(message)) {
        incoming.reply = *place;
    } else {
        const auto has = [&](const char* content) { return message.contains(content); };
        incoming.unsupported = std::any_of(unsupported_contents.begin(), unsupported_contents.end(), has);
        if (!incoming.unsupported) return {};
    }
    if (auto phone = own_phone(message, country)) incoming.also.push_back(std::move(*phone));
    return {std::move(incoming)};
}

/// An edit changes nothing, which its writer should know; a place that moves is edited by the minute.
std::vector<ChannelEvent> edited(const json& message) {
    if (!is_of_a_person(message) || message.contains("location")) return {};
    auto incoming = telegram_message(message);
    incoming.external_id += ":edit:" + words_at(message, "/edit_date");
    incoming.sent_at = telegram_time(value_at(message, "/edit_date"));
    incoming.unsupported = true;
    return {std::move(incoming)};
}

/// The message that the button hangs on was ours, so its time is not the tap's.
std::vector<ChannelEvent> tapped(const json& query) {
    const auto payload = payload_from(words_at(query, "/data"));
    auto chat = words_at(query, "/message/chat/id");
    if (!payload || chat.empty() || chat != words_at(query, "/from/id")) return {};
    Incoming incoming{.external_id = "tap:" + words_at(query, "/id"),
                      .scope = chat,
                      .from = {telegram_scheme, chat},
                      .reply = payload->tap,
                      .conversation_ref = payload->conversation_ref};
    if (auto language = words_at(query, "/from/language_code"); !language.empty())
        incoming.language_hint = std::move(language);
    return {std::move(incoming)};
}

std::vector<ChannelEvent> membership(const json& change) {
    const auto chat = words_at(change, "/chat/id");
    const bool is_blocked = words_at(change, "/chat/type") == "private" && !chat.empty() &&
                            words_at(change, "/new_chat_member/status") == "kicked";
    if (!is_blocked) return {};
    return {OptOut{.from = {telegram_scheme, chat}}};
}

}  // namespace

std::vector<ChannelEvent> telegram_events(const json& update, const std::string& country) {
    if (update.contains("message")) return said(update["message"], country);
    if (update.contains("callback_query")) return tapped(update["callback_query"]);
    if (update.contains("my_chat_member")) return membership(update["my_chat_member"]);
    if (update.contains("edited_message")) return edited(update["edited_message"]);
    return {};
}

}  // namespace channels
