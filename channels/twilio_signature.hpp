// X-Twilio-Signature: an HMAC over the public address and the form.
#pragma once

#include "channels/adapter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace channels {

/// True where one of the tokens signed the request as it came to `public_url`. Twilio writes the address with or
/// without its port: either will do.
[[nodiscard]] bool is_signed_by_twilio(const WebhookRequest& request, std::string_view public_url,
                                       const std::vector<std::string>& tokens);

}  // namespace channels
