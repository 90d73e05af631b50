// Signatures as providers make them, by OpenSSL alone: independent of what the adapters check them with.
#pragma once

#include "channels/adapter.hpp"

#include <string>
#include <string_view>

namespace cases {

/// Raw bytes; `hash` by OpenSSL's name: `SHA256`, `SHA1`, `MD5` …
[[nodiscard]] std::string hmac_bytes(const char* hash, std::string_view key, std::string_view text);
[[nodiscard]] std::string hash_bytes(const char* hash, std::string_view text);

[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::string base64(std::string_view bytes);
/// Without padding, as JSON Web Tokens have it.
[[nodiscard]] std::string base64url(std::string_view bytes);

/// A JSON Web Token signed with HS256.
[[nodiscard]] std::string jwt(std::string_view claims, std::string_view key);

/// An Ed25519 signature by the private key that grows from the seed, its 32 bytes.
[[nodiscard]] std::string ed25519_bytes(std::string_view seed, std::string_view text);

/// Puts a header before all others, so that it is the one that counts.
void put_header(channels::WebhookRequest& request, std::string name, std::string value);

}  // namespace cases
