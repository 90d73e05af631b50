// Tables of what an adapter must read and write: one row a case, all run by adapters_test.cpp.
#pragma once

#include "channels/payload.hpp"
#include "channels/registry.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cases {

/// A webhook, and what is to be read from it.
struct IncomingCase {
    std::string label;
    channels::WebhookRequest request;
    std::vector<channels::Incoming> messages;
    std::optional<channels::HttpAnswer> answer;     ///< nullopt: the adapter's usual one
    std::vector<channels::HttpRequest> courtesies;
};

/// A webhook that is no message: reports and opt-outs in their order; none where it says nothing.
struct StatusCase {
    std::string label;
    channels::WebhookRequest request;
    std::vector<channels::ChannelEvent> events;
    std::optional<channels::HttpAnswer> answer;
    std::vector<channels::HttpRequest> courtesies;
};

/// A webhook that is refused.
struct RefusedCase {
    std::string label;
    channels::WebhookRequest request;
    channels::Refusal refusal;
};

/// A message, and the requests that carry it (of a feed: the event its page reads), or why it cannot be sent.
struct OutgoingCase {
    std::string label;
    channels::Outgoing message;
    std::vector<channels::HttpRequest> requests;
    std::string feed_event;
    std::optional<channels::FailureKind> failure;
};

/// A message, what must be asked before it can be composed, what the last answer tells or why it cannot be sent.
struct PreparedCase {
    std::string label;
    channels::Outgoing message;
    std::vector<channels::HttpRequest> requests;
    channels::HttpResponse response;
    std::string told;
    std::optional<channels::FailureKind> failure;
};

/// A provider's answer, and what it means: sent under an id, or a failure of a kind.
struct AnswerCase {
    std::string label;
    channels::HttpResponse response;
    std::string provider_id;
    std::optional<channels::FailureKind> failure;
};

/// What a provider answers to a step of setting up, and a piece of what the operator is told of it.
struct SetupCase {
    std::string label;
    std::string what;
    channels::HttpResponse response;
    std::string told;
    bool well = true;
};

/// Adds what proves a request, whatever it says: how the provider would sign it.
using Prove = void (*)(channels::WebhookRequest& request);

/// The cases of one adapter in one configuration.
struct AdapterCases {
    std::string adapter;
    std::string configuration;
    channels::ChannelConfig config;
    std::vector<IncomingCase> incoming;
    std::vector<StatusCase> statuses;
    std::vector<RefusedCase> refused;
    std::vector<OutgoingCase> outgoing;
    std::vector<PreparedCase> prepared;
    std::vector<AnswerCase> answers;
    std::vector<channels::SetupStep> steps;   ///< all that `setup` gives
    std::vector<SetupCase> setup;
    channels::HttpAnswer answer;              ///< what its webhooks are answered, unless a case says otherwise
    /// A webhook of those words, or that tap, for transcripts; none: one of the cases' own, told and proved anew.
    channels::WebhookRequest (*says)(const std::string& words) = nullptr;
    channels::WebhookRequest (*taps)(const channels::Payload& payload) = nullptr;
    Prove prove = nullptr;                    ///< for fuzzing; none: a secret that the requests themselves carry
};

/// Settings as the configuration hands them over, their lines counted from 10.
[[nodiscard]] channels::Settings settings_of(
    const std::vector<std::pair<std::string, std::string>>& written);

/// The moment every case happens at: 2026-03-02T09:15:28Z.
inline constexpr channels::Instant now{std::chrono::milliseconds(1'772'442'928'000)};

// One maker for each adapter; all of them stand in the list of cases.cpp.
[[nodiscard]] std::vector<AdapterCases> discord_cases();
[[nodiscard]] std::vector<AdapterCases> elks46_cases();
[[nodiscard]] std::vector<AdapterCases> gatewayapi_cases();
[[nodiscard]] std::vector<AdapterCases> http_cases();
[[nodiscard]] std::vector<AdapterCases> infobip_cases();
[[nodiscard]] std::vector<AdapterCases> instagram_cases();
[[nodiscard]] std::vector<AdapterCases> kannel_cases();
[[nodiscard]] std::vector<AdapterCases> linkmobility_cases();
[[nodiscard]] std::vector<AdapterCases> matrix_cases();
[[nodiscard]] std::vector<AdapterCases> messagebird_cases();
[[nodiscard]] std::vector<AdapterCases> messenger_cases();
[[nodiscard]] std::vector<AdapterCases> rcs_cases();
[[nodiscard]] std::vector<AdapterCases> signal_cases();
[[nodiscard]] std::vector<AdapterCases> sinch_cases();
[[nodiscard]] std::vector<AdapterCases> telegram_cases();
[[nodiscard]] std::vector<AdapterCases> twilio_cases();
[[nodiscard]] std::vector<AdapterCases> viber_cases();
[[nodiscard]] std::vector<AdapterCases> vonage_cases();
[[nodiscard]] std::vector<AdapterCases> webchat_cases();
[[nodiscard]] std::vector<AdapterCases> whatsapp_cases();

/// The tables of every adapter.
[[nodiscard]] std::vector<AdapterCases> all_cases();

}  // namespace cases
