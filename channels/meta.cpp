#include "channels/meta.hpp"

#include "channels/json_fields.hpp"
#include "channels/json_text.hpp"
#include "channels/provider_answer.hpp"
#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/signature.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace channels {
namespace {

/// A challenge is a number; what else might come is not echoed.
bool is_challenge(std::string_view text) {
    constexpr std::size_t length_max = 100;
    return !text.empty() && text.size() <= length_max && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    });
}

}  // namespace

bool is_meta_challenge(const WebhookRequest& request) { return request.method == "GET"; }

Result<Webhook, Refusal> answer_meta_challenge(const MetaApp& app, const WebhookRequest& request) {
    const auto query = read_query(request.query);
    if (!same_secret(value_of(query, "hub.verify_token"), app.verify_token))
        return dialogs::failure(Refusal{403, "secret"});
    const auto challenge = value_of(query, "hub.challenge");
    if (value_of(query, "hub.mode") != "subscribe" || !is_challenge(challenge))
        return dialogs::failure(Refusal{400, "malformed"});
    return Webhook{.answer = {.body = std::string(challenge)}};
}

Result<nlohmann::json, Refusal> signed_meta_body(const MetaApp& app, const WebhookRequest& request) {
    constexpr std::string_view prefix = "sha256=";
    const auto signature = header(request.headers, "x-hub-signature-256");
    const auto expected =
        std::string(prefix) + encoded(hmac(HmacHash::sha256, app.app_secret, request.body), ByteEncoding::hex);
    if (!same_secret(signature, expected)) return dialogs::failure(Refusal{403, "signature"});
    if (request.method != "POST") return dialogs::failure(Refusal{405, "method"});
    auto body = json_from_batch(request.body);
    if (!body.is_object()) return dialogs::failure(Refusal{400, "malformed"});
    return body;
}

std::optional<Instant> meta_time(const nlohmann::json& value, std::string_view pointer) {
    constexpr std::int64_t seconds_max = 1'000'000'000'000;  // the year 33658; as milliseconds, 2001
    const auto moment = moment_at(value, pointer);
    if (!moment) return std::nullopt;
    const auto count = moment->time_since_epoch().count();
    return count < seconds_max ? Instant(std::chrono::seconds(count)) : *moment;
}

std::optional<SendFailure> meta_failure(std::span<const MetaError> errors, std::int64_t code, std::int64_t subcode) {
    constexpr std::int64_t permission = 200;  // and all to 299
    if (code > permission && code < permission + 100) code = permission;
    const auto found = std::find_if(errors.begin(), errors.end(), [&](const MetaError& error) {
        return error.code == code && (error.subcode == 0 || error.subcode == subcode);
    });
    if (found == errors.end()) return std::nullopt;
    SendFailure failure{.kind = found->kind, .detail = std::to_string(code) + ' ' + std::string(found->detail)};
    if (found->wait > Span::zero()) failure.retry_after = found->wait;
    return failure;
}

SendFailure meta_failure(std::span<const MetaError> errors, const HttpResponse& response,
                         const nlohmann::json& answer) {
    auto by_status = failure_of(response).value_or(
        SendFailure{.kind = FailureKind::permanent, .detail = "an answer that names no message"});
    const auto code = number_at(answer, "/error/code");
    if (!code) return by_status;
    auto failure = meta_failure(errors, *code, number_at(answer, "/error/error_subcode").value_or(0));
    if (!failure) {
        by_status.detail += ", code " + std::to_string(*code);
        return by_status;
    }
    if (by_status.retry_after) failure->retry_after = by_status.retry_after;
    return *failure;
}

std::string meta_mending(const SendFailure& failure) {
    if (failure.kind != FailureKind::configuration) return "Meta did not answer well: " + failure.detail;
    return "Meta refuses the token: " + failure.detail +
           ". Make a system user's token in the Business settings that does not expire, and write it as `token`";
}

}  // namespace channels
