#include "channels/discord_interactions.hpp"

#include "channels/discord_message.hpp"
#include "channels/json_fields.hpp"
#include "channels/payload.hpp"

#include <nlohmann/json.hpp>

namespace channels {
namespace {

using nlohmann::json;

/// Types of interactions.
constexpr int ping_type = 1;
constexpr int command_type = 2;
constexpr int component_type = 3;
constexpr int completion_type = 4;
constexpr int window_type = 5;

/// Types of answers.
constexpr int pong_answer = 1;
constexpr int say_answer = 4;
constexpr int no_change_answer = 6;
constexpr int completions_answer = 8;
constexpr int window_answer = 9;

constexpr int bot_dm_context = 1;
constexpr int private_flag = 64;  // seen by the resident alone
constexpr int string_option = 3;
constexpr int file_option = 11;
constexpr std::string_view letter_sign = "✉️";

HttpAnswer answer_of(const json& value) {
    return {.content_type = "application/json", .body = json_text(value)};
}

/// Ids count the milliseconds since 2015 in their upper bits.
std::optional<Instant> moment_of(const json& interaction) {
    constexpr std::int64_t epoch_2015_ms = 1'420'070'400'000;
    constexpr unsigned counter_bits = 22;
    const auto id = number_at(interaction, "/id");
    if (!id || *id <= 0) return std::nullopt;
    return Instant(std::chrono::milliseconds((*id >> counter_bits) + epoch_2015_ms));
}

/// The sender, the sender's language and the moment; nothing said yet.
Incoming interaction_message(const json& interaction) {
    const auto in_server = words_at(interaction, "/member/user/id");
    const auto user = in_server.empty() ? words_at(interaction, "/user/id") : in_server;
    const auto channel = words_at(interaction, "/channel_id");
    const auto context = number_at(interaction, "/context").value_or(bot_dm_context);
    const bool is_direct = in_server.empty() && !channel.empty() && context == bot_dm_context;
    Incoming incoming{.external_id = words_at(interaction, "/id"),
                      .from = {"discord", user},
                      .to = words_at(interaction, "/application_id"),
                      .sent_at = moment_of(interaction)};
    if (user.empty()) incoming.from.id.clear();
    if (is_direct && !user.empty()) {
        incoming.from.id = std::string(direct_channel) + channel;
        incoming.also.push_back({"discord", user});
    }
    if (auto locale = words_at(interaction, "/locale"); !locale.empty()) incoming.language_hint = std::move(locale);
    return incoming;
}

/// A picture or a voice message behind our command.
void put_attachment(const json& attachment, Incoming& incoming) {
    const auto type = words_at(attachment, "/content_type");
    const auto url = words_at(attachment, "/url");
    using Kind = dialogs::FileReply::Kind;
    if (!url.empty() && type.starts_with("image/")) {
        incoming.reply = dialogs::FileReply{Kind::photo, url};
    } else if (!url.empty() && type.starts_with("audio/")) {
        incoming.reply = dialogs::FileReply{Kind::voice, url};
    } else {
        incoming.unsupported = true;
    }
}

/// Words behind a command, a file there, or the command itself: a keyword.
void read_command(const json& data, Incoming& incoming) {
    auto words = words_at(data, "/name");
    const auto& options = value_at(data, "/options");
    for (const auto& option : options.is_array() ? options : json::array()) {
        const auto type = number_at(option, "/type");
        if (type == file_option)
            return put_attachment(value_at(data, "/resolved/attachments/" + words_at(option, "/value")), incoming);
        if (type == string_option) words = words_at(option, "/value");
    }
    incoming.reply = dialogs::TextReply{std::move(words)};
}

/// The first value in a tree of components: we ask for one.
std::string written_in(const json& components) {
    if (!components.is_array()) return {};
    for (const auto& each : components) {
        if (auto value = words_at(each, "/value"); !value.empty()) return value;
        if (auto value = written_in(value_at(each, "/components")); !value.empty()) return value;
        if (auto value = words_at(each, "/component/value"); !value.empty()) return value;
    }
    return {};
}

/// What was tapped: a button, or the first of a list's chosen rows; nullopt where it is none of ours.
std::optional<Payload> tapped_in(const json& data) {
    const auto& values = value_at(data, "/values");
    const bool chosen = values.is_array() && !values.empty();
    return payload_from(chosen ? words_at(values[0], "") : words_at(data, "/custom_id"));
}

Webhook read_component(const json& interaction, Incoming incoming) {
    const auto& data = value_at(interaction, "/data");
    const auto id = words_at(data, "/custom_id");
    if (writing_from(id)) {
        const auto opened = writing_window(id, words_at(interaction, "/message/content"));
        return {.answer = answer_of({{"type", window_answer}, {"data", opened}})};
    }
    Webhook webhook{.answer = answer_of({{"type", no_change_answer}})};
    if (auto payload = tapped_in(data)) {
        incoming.reply = std::move(payload->tap);
        incoming.conversation_ref = std::move(payload->conversation_ref);
        webhook.events.emplace_back(std::move(incoming));
    }
    return webhook;
}

Webhook read_window(const json& interaction, Incoming incoming) {
    const auto& data = value_at(interaction, "/data");
    if (auto writing = writing_from(words_at(data, "/custom_id")))
        incoming.conversation_ref = std::move(writing->conversation_ref);
    incoming.reply = dialogs::TextReply{written_in(value_at(data, "/components"))};
    return {.events = {std::move(incoming)}, .answer = answer_of({{"type", no_change_answer}})};
}

}  // namespace

Webhook read_interaction(const json& interaction) {
    const auto type = number_at(interaction, "/type").value_or(0);
    if (type == ping_type) return {.answer = answer_of({{"type", pong_answer}})};
    if (type == completion_type)
        return {.answer = answer_of({{"type", completions_answer}, {"data", {{"choices", json::array()}}}})};
    auto incoming = interaction_message(interaction);
    if (incoming.from.id.empty() || incoming.external_id.empty())
        return {.answer = answer_of({{"type", no_change_answer}})};
    if (type == component_type) return read_component(interaction, std::move(incoming));
    if (type == window_type) return read_window(interaction, std::move(incoming));
    if (type != command_type) return {.answer = answer_of({{"type", no_change_answer}})};
    read_command(value_at(interaction, "/data"), incoming);
    return {.events = {std::move(incoming)},
            .answer = answer_of({{"type", say_answer}, {"data", {{"content", letter_sign}, {"flags", private_flag}}}})};
}

}  // namespace channels
