// What signatures are made of: hashes, and how their bytes are written.
#pragma once

#include "channels/adapter.hpp"

#include <string>
#include <string_view>

namespace channels {

enum class HmacHash { sha256, sha1, sha512, md5 };
enum class ByteEncoding { hex, base64, base64url };

/// The signature's bytes.
[[nodiscard]] std::string hmac(HmacHash hash, std::string_view key, std::string_view text);

/// The hash's bytes, without a key.
[[nodiscard]] std::string hash_of(HmacHash hash, std::string_view text);

[[nodiscard]] std::string sha256_hex(std::string_view text);

/// Bytes as text: hex in lower case, base64 with padding, base64url without.
[[nodiscard]] std::string encoded(std::string_view bytes, ByteEncoding encoding);

/// The bytes behind their written form; empty where it is none. Neither the case of hex nor the padding of base64
/// matters.
[[nodiscard]] std::string decoded(std::string_view text, ByteEncoding encoding);

/// The value of a header that authorizes by user and password: `Basic …`.
[[nodiscard]] std::string basic_authorization(std::string_view username, std::string_view password);

/// `user:password` of a Basic authorization, or an empty text.
[[nodiscard]] std::string basic_credentials(const WebhookRequest& request);

}  // namespace channels
