// The contract of a channel adapter: webhook bytes → events, message → HTTP requests. No sockets, no clock, no state.
#pragma once

#include "dialogs/address.hpp"
#include "dialogs/message.hpp"
#include "dialogs/reply.hpp"
#include "dialogs/result.hpp"
#include "dialogs/texts/text_parts.hpp"
#include "dialogs/time.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace channels {

using dialogs::Address;
using dialogs::Instant;
using dialogs::Message;
using dialogs::Reply;
using dialogs::Result;
using dialogs::Span;

/// Header names are in lower case; of repeated ones, in order of arrival.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first header of that (lower-case) name, or an empty view.
[[nodiscard]] std::string_view header(const Headers& headers, std::string_view name);

/// A webhook call as it arrived: bytes untouched, so that a signature over them can be checked.
struct WebhookRequest {
    std::string method;
    std::string target;   ///< the raw request target, path and query
    std::string path;     ///< what of the path follows `/hooks/CHANNEL`, decoded; empty or begins with `/`
    std::string query;    ///< raw, without `?`
    Headers headers;
    std::string body;
    Instant now{};
};

/// Where a piece of a long message belongs that its provider hands over piece by piece (Vonage's SMS API). The bot
/// keeps the pieces of one sender's `reference` until all are there.
struct MessagePart {
    std::string reference;
    int index = 1;              ///< from 1
    int count = 1;
    bool operator==(const MessagePart&) const = default;
};

/// A message of a resident. A picture or a voice message is a FileReply whose id is the provider's own for the file.
struct Incoming {
    std::string external_id;    ///< the provider's, unique in `scope`; empty: the provider gives none
    std::string scope;          ///< empty: the channel
    Address from;
    std::string to;             ///< our number or bot, where the provider says it
    Reply reply;
    /// The conversation a tap belongs to, as `compose` wrote it into the payload; empty: unknown.
    std::string conversation_ref;
    std::optional<dialogs::Language> language_hint;
    std::optional<Instant> sent_at;   ///< by the provider's clock
    bool incomplete = false;          ///< parts of a long message are missing
    bool unsupported = false;         ///< a sticker, an edit …: a kind answer is due, `reply` is empty
    std::optional<MessagePart> part;  ///< nullopt: the message is whole
    std::vector<Address> also;        ///< the same person's further addresses that the provider tells beside `from`
    bool operator==(const Incoming&) const = default;
};

enum class DeliveryState { accepted, sent, delivered, read, failed };

/// Why a message did not get through: closed, with its policy.
enum class FailureKind {
    retry,        ///< the network, 5xx: later
    throttled,    ///< 429: after retry_after
    permanent,    ///< this message never
    unreachable,  ///< this address never (not a mobile)
    stopped,      ///< the resident blocked us or opted out at the provider
    configuration,///< our credentials or address are wrong: the operator must act
    uncertain     ///< it may have been sent: a time-out
};

struct SendFailure {
    FailureKind kind = FailureKind::permanent;
    std::optional<Span> retry_after;
    std::string detail;          ///< for the log and the operator; no numbers, no texts
    bool operator==(const SendFailure&) const = default;
};

/// A provider's word about a message of ours.
struct StatusReport {
    std::string message_id;      ///< our public id, where we sent it along; else empty
    std::string provider_id;     ///< else the provider's
    DeliveryState state = DeliveryState::sent;
    std::optional<SendFailure> failure;
    std::optional<Instant> at;
    bool operator==(const StatusReport&) const = default;
};

/// The resident opted out on the provider's side.
struct OptOut {
    Address from;
    bool operator==(const OptOut&) const = default;
};

using ChannelEvent = std::variant<Incoming, StatusReport, OptOut>;

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    Headers headers;
    std::string body;
    Span timeout = std::chrono::seconds(30);
    bool operator==(const HttpRequest&) const = default;
};

struct HttpAnswer {
    int status = 200;
    std::string content_type = "text/plain; charset=UTF-8";
    std::string body;
    bool operator==(const HttpAnswer&) const = default;
};

/// A webhook that was read: its events in order, and what to answer once they are committed.
struct Webhook {
    std::vector<ChannelEvent> events;
    HttpAnswer answer;
    /// What courtesy asks for once the events are committed (a button's spinner stopped, a message marked as read):
    /// sent once, whatever comes of it.
    std::vector<HttpRequest> courtesies;
    bool operator==(const Webhook&) const = default;
};

/// A webhook that is refused: answered at once, counted by reason (`secret`, `signature`, `malformed`, `method`).
struct Refusal {
    int status = 400;
    std::string reason;
    bool operator==(const Refusal&) const = default;
};

/// A message of ours on its way out.
struct Outgoing {
    std::string id;               ///< our public id, 26 characters
    std::string conversation_ref; ///< put into button payloads; at most 8 characters
    Address to;
    Message message;
    std::string script;              ///< the script it belongs to: some channels need an approved template by its name
    std::optional<Instant> heard_at; ///< when the resident last wrote from that address; nullopt: never
    Instant now{};
    std::string prepared;            ///< what `Adapter::read_prepared` told; empty where nothing had to be asked
};

struct HttpResponse {
    int status = 0;              ///< 0: none arrived
    Headers headers;
    std::string body;
    bool timed_out = false;      ///< the request may have had its effect
    std::string error;           ///< the network's, where status is 0
};

/// The provider took it.
struct Sent {
    std::string provider_id;     ///< empty where it gives none
    bool operator==(const Sent&) const = default;
};

/// What the channel can carry.
struct Capabilities {
    std::string kind = "sms";            ///< what scripts see: `sms`, `web` …
    bool plain = true;                   ///< no buttons: text, hint and numbered lines
    std::size_t buttons_max = 0;         ///< choices it can show as buttons
    std::size_t label_max = 0;           ///< characters of a button's label; 0: any
    std::size_t list_max = 0;            ///< choices it can show as a list to open; 0: it has none
    std::size_t list_label_max = 0;      ///< characters of a list's row; 0: any
    std::size_t payload_max = 0;         ///< bytes that a button may carry; 0: any
    std::size_t text_max = 0;            ///< characters of one message; 0: any. A longer text is parted at sentences
    std::size_t choices_text_max = 0;    ///< those of a message with buttons or a list; 0: as `text_max`
    dialogs::TextUnit text_unit = dialogs::TextUnit::character;  ///< what `text_max` counts
    Span window{0};                      ///< after a resident's message, how long any text may be sent; 0: always
    bool carries_our_id = false;         ///< sending the same id again is harmless
    bool retries_webhooks = true;        ///< what we do not acknowledge comes again
    Span retry_window = std::chrono::minutes(5);  ///< within which an id-less equal text is a duplicate
    Span webhook_deadline = std::chrono::seconds(10); ///< its own patience
    bool counts_segments = true;         ///< rate is in SMS segments, else in messages
    bool trusted_with_health = true;     ///< default of `trust`
};

/// A question or an order to the provider that `kuulolla channel check` makes.
struct SetupStep {
    std::string what;            ///< `credentials`, `webhook` …: unique among the adapter's
    HttpRequest request;
    bool changes = false;        ///< it registers something: only where the operator asked for it
};

/// How a channel works. push: compose gives requests. feed: committing is accepting, the page reads. poll: `poll` gives
/// a request whose answer `receive_poll` reads like a webhook.
enum class Transport { push, feed, poll };

class Adapter {
  public:
    virtual ~Adapter() = default;

    [[nodiscard]] virtual Transport transport() const = 0;
    [[nodiscard]] virtual const Capabilities& capabilities() const = 0;

    /// Checks authenticity first, in constant time; reads then. Unknown kinds of events are an empty Webhook.
    [[nodiscard]] virtual Result<Webhook, Refusal> receive(const WebhookRequest& request) const = 0;

    /// What must be asked before the message can be composed (a room opened, a token fetched), in order; often nothing.
    /// Asked anew at each attempt, so asking twice must be harmless.
    [[nodiscard]] virtual std::vector<HttpRequest> prepare(const Outgoing& message) const;
    /// What the answer to the last of them tells, for `Outgoing::prepared`; the answers before it do not matter.
    [[nodiscard]] virtual Result<std::string, SendFailure> read_prepared(const HttpResponse& response) const;

    /// The requests that carry the message, to be sent one after the other (parts of a long text). Never empty for
    /// push; empty for a feed.
    [[nodiscard]] virtual Result<std::vector<HttpRequest>, SendFailure> compose(const Outgoing& message) const = 0;

    /// What the provider's answer to one of them means.
    [[nodiscard]] virtual Result<Sent, SendFailure> read_answer(const HttpResponse& response) const = 0;

    /// The text the channel shows for a message, as a resident reads it: for segments, lengths, the demo's phone.
    [[nodiscard]] virtual std::string rendered(const Message& message) const = 0;

    /// poll only: the next request, given the cursor that the last answer gave (empty at first).
    [[nodiscard]] virtual HttpRequest poll(const std::string& cursor) const;
    /// poll only: its events, and the next cursor.
    [[nodiscard]] virtual Result<std::pair<Webhook, std::string>, SendFailure> receive_poll(
        const HttpResponse& response) const;

    /// What setting the channel up asks of the provider, in order: are the credentials right, register the webhook …;
    /// empty where the provider has no API for it.
    [[nodiscard]] virtual std::vector<SetupStep> setup() const;
    /// What the answer to one of them means, in plain words for an operator: what is well, or what is wrong and how to
    /// mend it.
    [[nodiscard]] virtual Result<std::string, std::string> read_setup(const SetupStep& step,
                                                                      const HttpResponse& response) const;

    /// Values that must never be logged.
    [[nodiscard]] virtual std::vector<std::string> secrets() const = 0;
};

}  // namespace channels
