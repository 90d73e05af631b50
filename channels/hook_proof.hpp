// What proves a webhook where the provider signs nothing: a secret in its path, a user and password, or both.
#pragma once

#include "channels/http/proof.hpp"
#include "channels/sms_adapter.hpp"

namespace channels {

inline constexpr SettingInfo hook_secret_key{
    .key = "secret", .secret = true, .help = "what webhooks carry in their path: /hooks/NAME/SECRET"};
inline constexpr SettingInfo hook_username_key{
    .key = "webhook_username", .help = "of the Basic authorization that webhooks carry"};
inline constexpr SettingInfo hook_password_key{
    .key = "webhook_password", .secret = true, .help = "of the Basic authorization that webhooks carry"};

/// Reads the keys above; one way must be configured, unless a signature is.
[[nodiscard]] Proof read_hook_proof(SettingsReader& read, bool signs = false);

/// The public address of the webhooks with what proves them in it, for providers that are told it with each message.
[[nodiscard]] std::string proved_hook_url(const SmsSettings& sms, const Proof& proof);

}  // namespace channels
