// What proves that a webhook comes from the gateway: a secret it carries, or a signature over what
// it says.
#pragma once

#include "channels/adapter.hpp"
#include "channels/http/template_text.hpp"
#include "channels/settings_reader.hpp"
#include "channels/signature.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace channels {

/// A signature of the gateway's, keyed with what both know.
struct HmacProof {
    std::string key;
    HmacHash hash = HmacHash::sha256;
    ByteEncoding encoding = ByteEncoding::hex;
    std::string prefix;            ///< before the signature in its header: `sha256=`
    std::string header;            ///< lower-case
    TemplateText signed_text;      ///< of {body} {body_sha256} {timestamp} {nonce} {url}
    std::string timestamp_header;  ///< lower-case; empty: not signed
    std::string nonce_header;
    Span tolerance = std::chrono::minutes(5);
};

/// All that is configured must hold.
struct Proof {
    std::string path_secret;
    std::string query_name;
    std::string query_secret;
    std::string basic;        ///< `user:password`
    std::string header_name;  ///< lower-case
    std::string header_secret;
    std::optional<HmacProof> hmac;

    /// The reason to refuse (`secret`, `signature`), or an empty view.
    [[nodiscard]] std::string_view refusal(const WebhookRequest& request,
                                           std::string_view public_url) const;

    /// What of the path follows the secret in it; all of it where there is none.
    [[nodiscard]] std::string_view path_after_secret(std::string_view path) const;
};

/// Reads `prove.*`; at least one way must be configured.
[[nodiscard]] Proof read_proof(SettingsReader& read);

}  // namespace channels
