// The two APIs behind `vonage`, and what they are told.
#pragma once

#include "channels/http/proof.hpp"
#include "channels/sms_adapter.hpp"

#include <memory>
#include <string>

namespace channels {

/// How the SMS API signs its webhooks: a plain MD5 behind which the secret stands, or an HMAC.
enum class VonageSignature { md5hash, md5, sha1, sha256, sha512 };

struct VonageSettings {
    std::string api_key;
    std::string authorization;     ///< of our requests
    std::string signature_secret;  ///< empty: the SMS API's webhooks are not signed, the path proves them
    VonageSignature signature = VonageSignature::sha256;
    std::string application_id;    ///< empty: webhooks of any of the account's applications
    Proof proof;                   ///< of the SMS API's webhooks, beside the signature
};

[[nodiscard]] std::unique_ptr<Adapter> make_vonage_sms(SmsSettings sms, VonageSettings vonage);
[[nodiscard]] std::unique_ptr<Adapter> make_vonage_messages(SmsSettings sms, VonageSettings vonage);

}  // namespace channels
