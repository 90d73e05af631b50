// The keys `inbound.*`, `status.*` and `stopped.*` of an HTTP gateway.
#include "channels/http/inbound.hpp"
#include "channels/timestamp.hpp"
#include "channels/lower_case.hpp"

#include <algorithm>
#include <array>

namespace channels {
namespace {

constexpr std::array content_names = {NamedValue<Content>{"json", Content::json},
                                      NamedValue<Content>{"form", Content::form},
                                      NamedValue<Content>{"query", Content::query},
                                      NamedValue<Content>{"multipart", Content::multipart},
                                      NamedValue<Content>{"xml", Content::xml},
                                      NamedValue<Content>{"text", Content::text}};
constexpr std::array sender_names = {NamedValue<SenderFormat>{"phone", SenderFormat::phone},
                                     NamedValue<SenderFormat>{"id", SenderFormat::id}};

struct NamedMeaning {
    std::string_view name;
    std::optional<DeliveryState> state;
    std::optional<FailureKind> failure;
};
constexpr std::array meanings = {
    NamedMeaning{"accepted", DeliveryState::accepted, std::nullopt},
    NamedMeaning{"sent", DeliveryState::sent, std::nullopt},
    NamedMeaning{"delivered", DeliveryState::delivered, std::nullopt},
    NamedMeaning{"read", DeliveryState::read, std::nullopt},
    NamedMeaning{"failed", DeliveryState::failed, FailureKind::permanent},
    NamedMeaning{"retry", DeliveryState::failed, FailureKind::retry},
    NamedMeaning{"unreachable", DeliveryState::failed, FailureKind::unreachable},
    NamedMeaning{"stopped", DeliveryState::failed, FailureKind::stopped},
    NamedMeaning{"ignored", std::nullopt, std::nullopt},
};

/// A field's location; an error where it cannot be one in that content.
Location location(SettingsReader& read, std::string_view key, Content content) {
    auto written = read.text(key);
    const bool elsewhere = written.empty() || written == "body:" ||
                           written.rfind("header:", 0) == 0 || written.rfind("query:", 0) == 0;
    if (elsewhere || is_location(content, written)) return written;
    read.error(
        key, content == Content::json
                 ? "must be a JSON pointer such as /message/text, header:NAME, query:NAME or body:"
                 : "must be an XPath such as text, header:NAME, query:NAME or body:");
    return {};
}

std::string list_of(SettingsReader& read, std::string_view key, Content content) {
    auto list = read.text(key);
    if (list.empty()) return list;
    if (content != Content::json && content != Content::xml) {
        read.error(key, "is only for json and xml: a form holds one message");
    } else if (!is_location(content, list)) {
        read.error(key, content == Content::json ? "must be a JSON pointer such as /results"
                                                 : "must be an XPath such as //message");
    } else {
        return list;
    }
    return {};
}

std::string path_of(SettingsReader& read, std::string_view key) {
    auto path = read.text(key);
    if (!path.empty() && (path.front() != '/' || path.size() == 1))
        read.error(key, "must be a path such as /status");
    return path;
}

Charset charset_of(SettingsReader& read, std::string_view key, const std::string& name) {
    const auto charset = charset_named(name);
    if (!charset) read.error(key, "must be one of " + std::string(charset_names()));
    return charset.value_or(Charset::utf8);
}

Inbound read_messages(SettingsReader& read) {
    Inbound inbound{.method = read.text("inbound.method"),
                    .content = read.one_of<Content>("inbound.content", content_names),
                    .charset = charset_of(read, "inbound.charset", read.text("inbound.charset")),
                    .time_format = read.text("inbound.time_format"),
                    .sender = read.one_of<SenderFormat>("inbound.from_format", sender_names),
                    .scheme = read.text("inbound.scheme")};
    if (inbound.method.empty()) inbound.method = inbound.content == Content::query ? "GET" : "POST";
    if (inbound.method != "GET" && inbound.method != "POST" && inbound.method != "any") {
        read.error("inbound.method", "must be GET, POST or any");
    }
    inbound.list = list_of(read, "inbound.list", inbound.content);
    inbound.from = location(read, "inbound.from", inbound.content);
    inbound.text = location(read, "inbound.text", inbound.content);
    inbound.id = location(read, "inbound.id", inbound.content);
    inbound.to = location(read, "inbound.to", inbound.content);
    inbound.time = location(read, "inbound.time", inbound.content);
    inbound.parts = location(read, "inbound.parts", inbound.content);
    inbound.charset_field = location(read, "inbound.charset_field", inbound.content);
    for (const auto& [value, name] : read.map("inbound.charsets")) {
        inbound.charsets[value] = charset_of(read, "inbound.charsets." + value, name);
    }
    if (!is_time_format(inbound.time_format)) {
        read.error("inbound.time_format",
                   "must be rfc3339, unix, unix-ms or a pattern such as YYYY-MM-DD hh:mm:ss");
    }
    return inbound;
}

/// What each value means: as configured, or the names of the states themselves.
std::map<std::string, Meaning, std::less<>> meanings_of(SettingsReader& read) {
    std::map<std::string, Meaning, std::less<>> values;
    for (const auto& known : meanings)
        values[std::string(known.name)] = {known.state, known.failure};
    for (const auto& [value, name] : read.map("status.values")) {
        const auto* known =
            std::find_if(meanings.begin(), meanings.end(),
                         [&name = name](const auto& meaning) { return meaning.name == name; });
        if (known == meanings.end()) {
            read.error("status.values." + value,
                       "must be accepted, sent, delivered, read, failed, retry, unreachable, "
                       "stopped or ignored");
            continue;
        }
        values[lower_case(value)] = {known->state, known->failure};
    }
    return values;
}

Reports read_reports(SettingsReader& read, Content messages_content) {
    Reports reports{.path = path_of(read, "status.path"), .content = messages_content};
    if (read.has("status.content"))
        reports.content = read.one_of<Content>("status.content", content_names);
    reports.list = list_of(read, "status.list", reports.content);
    reports.message_id = location(read, "status.message_id", reports.content);
    reports.provider_id = location(read, "status.provider_id", reports.content);
    reports.state = read.text("status.state") == "path"
                        ? "path"
                        : location(read, "status.state", reports.content);
    reports.time = location(read, "status.time", reports.content);
    reports.values = meanings_of(read);
    const bool wanted = read.has("status");
    if (wanted && reports.message_id.empty() && reports.provider_id.empty()) {
        read.error("status", "needs message_id (ours) or provider_id: which message is it about?");
    }
    if (wanted && reports.state.empty()) read.error("status", "needs state: where is it told?");
    if (!wanted) reports.path.clear();
    return reports;
}

}  // namespace

InboundSettings read_inbound(SettingsReader& read, std::string_view country) {
    InboundSettings settings{.messages = read_messages(read)};
    settings.messages.country = country;
    settings.reports = read_reports(read, settings.messages.content);
    settings.opt_outs = {.path = path_of(read, "stopped.path"),
                         .from = location(read, "stopped.from", settings.reports.content)};
    if (read.has("stopped") && settings.opt_outs.from.empty())
        read.error("stopped", "needs from: who has opted out?");
    if (!read.has("stopped")) settings.opt_outs.path.clear();
    return settings;
}

}  // namespace channels
