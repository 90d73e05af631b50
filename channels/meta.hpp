// What Meta's platforms (WhatsApp, Messenger, Instagram) have in common: how addresses are verified, webhooks signed
// and errors written.
#pragma once

#include "channels/adapter.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace channels {

/// The app that webhooks belong to, as its page at developers.facebook.com shows it.
struct MetaApp {
    std::string app_secret;
    std::string verify_token;  ///< what we chose, for the verification of the webhooks' address
};

/// True for the call that verifies the webhooks' address.
[[nodiscard]] bool is_meta_challenge(const WebhookRequest& request);
/// Answers it, where it knows our token.
[[nodiscard]] Result<Webhook, Refusal> answer_meta_challenge(const MetaApp& app, const WebhookRequest& request);

/// The signed body, an object.
[[nodiscard]] Result<nlohmann::json, Refusal> signed_meta_body(const MetaApp& app, const WebhookRequest& request);

/// A time in seconds or milliseconds (both have been seen in the same field), as a number or a string.
[[nodiscard]] std::optional<Instant> meta_time(const nlohmann::json& value, std::string_view pointer);

/// What a code of Meta's means.
struct MetaError {
    std::int64_t code;
    std::int64_t subcode;  ///< 0: any
    FailureKind kind;
    Span wait{0};          ///< 0: as the sender thinks best
    std::string_view detail;
};

/// The first row that fits; nullopt for codes that nobody has told us of.
[[nodiscard]] std::optional<SendFailure> meta_failure(std::span<const MetaError> errors, std::int64_t code,
                                                      std::int64_t subcode);

/// What an answer that is no success means: by its code, else by HTTP's status.
[[nodiscard]] SendFailure meta_failure(std::span<const MetaError> errors, const HttpResponse& response,
                                       const nlohmann::json& answer);

/// What to tell the operator where a step of setting up failed.
[[nodiscard]] std::string meta_mending(const SendFailure& failure);

}  // namespace channels
