#include "channels/secret.hpp"

#include <sodium.h>

#include <array>

namespace channels {
namespace {

using Digest = std::array<unsigned char, crypto_generichash_BYTES>;

Digest digest_of(std::string_view text) {
    Digest digest{};
    crypto_generichash(digest.data(), digest.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    return digest;
}

}  // namespace

bool same_secret(std::string_view given, std::string_view expected) {
    const auto a = digest_of(given);
    const auto b = digest_of(expected);
    return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace channels
