#include "dialogs/conversation/simulator_events.hpp"

#include "dialogs/channel_kind.hpp"
#include "dialogs/local_time.hpp"
#include "dialogs/texts/plain_text.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <nlohmann/json.hpp>

namespace dialogs {
namespace {

using nlohmann::json;

json event_named(std::string_view name) {
    auto event = json::object();
    event["event"] = name;
    return event;
}

/// Of an answer inside a repeat: `2`, or `2.1` in a repeat inside another one.
void add_round(json& event, const std::string& round) {
    if (!round.empty()) event["round"] = round;
}

json event_for(const Tell& tell, const std::string& channel) {
    return message_event(tell.message, channel);
}

json event_for(const Answered& answered, const std::string&) {
    auto event = event_named("answer");
    event["question"] = answered.question;
    event["value"] = to_json(answered.value);
    event["raw"] = answered.raw;
    event["comment"] = answered.comment ? json(*answered.comment) : json();
    event["language"] = answered.language;
    event["complete"] = answered.complete;
    if (!answered.other_text.empty()) event["other_text"] = answered.other_text;
    add_round(event, answered.round);
    return event;
}

json event_for(const Withdrawn& withdrawn, const std::string&) {
    auto event = event_named("withdrawn");
    event["question"] = withdrawn.question;
    add_round(event, withdrawn.round);
    return event;
}

json event_for(const Saved& saved, const std::string&) {
    auto event = event_named("saved");
    event["field"] = saved.field;
    event["value"] = to_json(saved.value);
    return event;
}

json event_for(const Unclear& unclear, const std::string&) {
    auto event = event_named("unclear");
    event["question"] = unclear.question;
    event["raw"] = unclear.raw;
    event["try"] = unclear.attempt;
    event["kept"] = unclear.kept;
    add_round(event, unclear.round);
    return event;
}

json event_for(const Perform& perform, const std::string&) {
    auto event = event_named("effect");
    event["do"] = perform.effect;
    for (const auto& [name, words] : perform.words)
        event[name] = name == "urgent" ? json(true) : json(words);
    for (const auto& [name, value] : perform.values) {
        const auto dot = name.find('.');
        if (dot == std::string::npos) {
            event[name] = to_json(value);
        } else {
            event[name.substr(0, dot)][name.substr(dot + 1)] = to_json(value);
        }
    }
    return event;
}

json event_for(const Said& said, const std::string&) {
    auto event = event_named("command");
    event["word"] = name_of(said.command.word);
    if (!said.command.argument.empty()) event["argument"] = said.command.argument;
    return event;
}

json event_for(const StartScript& start, const std::string&) {
    if (!start.by_keyword) return {};  // its `do: start` was told already
    auto event = event_named("effect");
    event["do"] = "start";
    event["script"] = start.script;
    return event;
}

json event_for(const Ended& ended, const std::string&) {
    auto event = event_named("ended");
    event["outcome"] = name_of(ended.outcome);
    return event;
}

json event_for(const Failed& failed, const std::string&) { return error_event(failed.reason); }
json event_for(const SetTimer&, const std::string&) { return {}; }
json event_for(const Waits& waits, const std::string&) {
    auto event = event_named("waiting");
    event["until"] = waits.until ? json(iso_in_zone(*waits.until)) : json();
    return event;
}

json event_for(const LanguageChosen&, const std::string&) { return {}; }

}  // namespace

json message_event(const Message& message, const std::string& channel) {
    auto event = event_named("message");
    const auto plain = is_plain_channel(channel) || !may_have_buttons(message);
    const auto text = plain ? plain_text(message) : message.text;
    event["text"] = text;
    event["choices"] = json::array();
    for (const auto& choice : message.choices) {
        auto entry = json::object();
        entry["value"] = choice.value;
        entry["label"] = choice.label;
        event["choices"].push_back(std::move(entry));
    }
    event["language"] = message.language;
    event["channel"] = channel;
    if (channel == "sms") {
        const auto count = count_sms(text);
        event["encoding"] = name_of(count.encoding);
        event["segments"] = count.segments;
    }
    return event;
}

std::optional<json> event_of(const Effect& effect, const std::string& channel) {
    auto event = std::visit([&](const auto& one) { return event_for(one, channel); }, effect);
    return event.is_null() ? std::nullopt : std::optional(std::move(event));
}

json error_event(std::string_view message) {
    auto event = event_named("error");
    event["message"] = message;
    return event;
}

}  // namespace dialogs
