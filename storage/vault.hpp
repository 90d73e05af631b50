// The address vault: sealing, finding and suppressing addresses under three keys derived from one.
#pragma once

#include "dialogs/address.hpp"
#include "dialogs/result.hpp"

#include <array>
#include <string>
#include <string_view>

namespace storage {

/// 32 bytes of key material; three keys are derived from it (encrypt, look up, suppress). Immutable; any thread.
class Vault {
  public:
    /// From base64 of exactly 32 bytes.
    [[nodiscard]] static dialogs::Result<Vault, std::string> from_base64(std::string_view key);
    /// A fresh random key in base64: what `kuulolla user vault-key` prints.
    [[nodiscard]] static std::string make_key();

    [[nodiscard]] std::string seal(std::string_view id) const;
    [[nodiscard]] dialogs::Result<std::string, std::string> open(std::string_view sealed) const;

    /// Keyed BLAKE2b-256 for finding: 32 bytes.
    [[nodiscard]] std::string lookup_hash(const dialogs::Address& address) const;
    /// The same under the third key.
    [[nodiscard]] std::string suppression_hash(const dialogs::Address& address) const;
    /// 16 bytes, for comparing texts without keeping them.
    [[nodiscard]] std::string text_hash(std::string_view text) const;
    /// 8 bytes that tell whether a store was made with this key.
    [[nodiscard]] std::string fingerprint() const;

  private:
    std::array<unsigned char, 32> encrypt_{};
    std::array<unsigned char, 32> lookup_{};
    std::array<unsigned char, 32> suppress_{};
};

/// 128 random bits as 26 characters of base32.
[[nodiscard]] std::string make_public_id();

}  // namespace storage
