// How an HTTP gateway's webhooks are read: messages, delivery reports, opt-outs.
#pragma once

#include "channels/adapter.hpp"
#include "channels/charset.hpp"
#include "channels/http/document.hpp"
#include "channels/settings_reader.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// Where a field is: in the element, or by `header:NAME`, `query:NAME`, `body:` elsewhere in the
/// request.
using Location = std::string;

/// How a sender is written.
enum class SenderFormat { phone, id };

/// What a value of a report means; nothing for values to pass over.
struct Meaning {
    std::optional<DeliveryState> state;
    std::optional<FailureKind> failure;
};

struct Inbound {
    std::string method;  ///< `POST`, `GET`, or `any`
    Content content = Content::json;
    Charset charset = Charset::utf8;
    std::string list;
    Location from;
    Location text;
    Location id;
    Location to;
    Location time;
    std::string time_format;
    Location parts;          ///< how many parts the message has, where each comes alone
    Location charset_field;  ///< tells the text's charset by `charsets`
    std::map<std::string, Charset, std::less<>> charsets;
    SenderFormat sender = SenderFormat::phone;
    std::string scheme;
    std::string country;
};

struct Reports {
    std::string path;
    Content content = Content::json;
    std::string list;
    Location message_id;  ///< ours
    Location provider_id;
    Location state;  ///< `path`: what follows `path` in the webhook's own
    Location time;
    std::map<std::string, Meaning, std::less<>> values;  ///< by lower-case value
};

struct OptOuts {
    std::string path;
    Location from;
};

/// All a webhook may be.
struct InboundSettings {
    Inbound messages;
    Reports reports;
    OptOuts opt_outs;
};

/// Reads `inbound.*`, `status.*` and `stopped.*`.
[[nodiscard]] InboundSettings read_inbound(SettingsReader& read, std::string_view country);

/// The events of a webhook whose authenticity is proved; `path` is the rest of its path. One
/// element that cannot be read does not spoil the others; a Refusal where none can.
[[nodiscard]] Result<std::vector<ChannelEvent>, Refusal> read_webhook(
    const InboundSettings& settings, const WebhookRequest& request, std::string_view path);

}  // namespace channels
