#include "channels/vonage.hpp"

#include "channels/hook_proof.hpp"
#include "channels/vonage_apis.hpp"

#include <array>

namespace channels {
namespace {

constexpr std::array vonage_keys = {
    SettingInfo{.key = "api", .fallback = "messages", .help = "messages, or sms: as the account's default SMS setting"},
    SettingInfo{.key = "api_key", .required = true, .help = "of the account"},
    SettingInfo{.key = "api_secret", .required = true, .secret = true, .help = "of the account"},
    SettingInfo{.key = "signature_secret", .secret = true, .help = "of the account: webhooks are signed with it"},
    SettingInfo{.key = "signature_method",
                .fallback = "sha256",
                .help = "of the SMS API: md5hash, or the HMAC md5, sha1, sha256, sha512"},
    SettingInfo{.key = "application_id", .help = "messages only: take webhooks of this application alone"},
    hook_secret_key,
    sms_sender_key,
    sms_parts_key("6"),
    sms_timeout_key,
    SettingInfo{.key = "api_url", .help = "where the API is; https://rest.nexmo.com, or https://api.nexmo.com"},
};

enum class VonageApi { messages, sms };
constexpr std::array vonage_api_names = {NamedValue<VonageApi>{"messages", VonageApi::messages},
                                  NamedValue<VonageApi>{"sms", VonageApi::sms}};
constexpr std::array vonage_signature_names = {NamedValue<VonageSignature>{"md5hash", VonageSignature::md5hash},
                                        NamedValue<VonageSignature>{"md5", VonageSignature::md5},
                                        NamedValue<VonageSignature>{"sha1", VonageSignature::sha1},
                                        NamedValue<VonageSignature>{"sha256", VonageSignature::sha256},
                                        NamedValue<VonageSignature>{"sha512", VonageSignature::sha512}};

constexpr int vonage_messages_parts_most = 6;  // about 1000 characters
constexpr int vonage_sms_parts_most = 20;      // 3200 characters

}  // namespace

std::span<const SettingInfo> vonage_settings() { return vonage_keys; }

Result<std::unique_ptr<Adapter>, std::vector<SettingError>> make_vonage(const ChannelConfig& config) {
    SettingsReader read(config, vonage_keys);
    const bool by_messages = read.one_of<VonageApi>("api", vonage_api_names) == VonageApi::messages;
    auto sms = read_sms_settings(read, config, by_messages ? vonage_messages_parts_most : vonage_sms_parts_most);
    VonageSettings vonage{.api_key = read.text("api_key"),
                          .authorization = basic_authorization(read.text("api_key"), read.text("api_secret")),
                          .signature_secret = read.text("signature_secret"),
                          .signature = read.one_of<VonageSignature>("signature_method", vonage_signature_names),
                          .application_id = read.text("application_id")};
    if (by_messages && vonage.signature_secret.empty()) {
        read.error("signature_secret", "is missing: webhooks of the Messages API are signed with it");
    } else {
        vonage.proof = read_hook_proof(read, !vonage.signature_secret.empty());
    }
    if (sms.api_url.empty()) sms.api_url = by_messages ? "https://api.nexmo.com" : "https://rest.nexmo.com";
    if (!read.errors().empty()) return dialogs::failure(read.errors());
    sms.secrets.push_back(vonage.authorization);
    if (by_messages) return make_vonage_messages(std::move(sms), std::move(vonage));
    return make_vonage_sms(std::move(sms), std::move(vonage));
}

}  // namespace channels
