#include "tests/channels/signing.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <memory>

namespace cases {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

unsigned char* room_in(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string hmac_bytes(const char* hash, std::string_view key, std::string_view text) {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned length = 0;
    HMAC(EVP_get_digestbyname(hash), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
         room_in(digest), &length);
    digest.resize(length);
    return digest;
}

std::string hash_bytes(const char* hash, std::string_view text) {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned length = 0;
    EVP_Digest(text.data(), text.size(), room_in(digest), &length, EVP_get_digestbyname(hash), nullptr);
    digest.resize(length);
    return digest;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string written;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        written += digits[byte >> 4U];
        written += digits[byte & 15U];
    }
    return written;
}

std::string base64(std::string_view bytes) {
    std::string written((bytes.size() + 2) / 3 * 4 + 1, '\0');
    EVP_EncodeBlock(room_in(written), bytes_of(bytes), static_cast<int>(bytes.size()));
    written.pop_back();
    return written;
}

std::string base64url(std::string_view bytes) {
    auto written = base64(bytes);
    std::replace(written.begin(), written.end(), '+', '-');
    std::replace(written.begin(), written.end(), '/', '_');
    written.resize(std::min(written.size(), written.find('=')));
    return written;
}

std::string jwt(std::string_view claims, std::string_view key) {
    const auto text = base64url(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64url(claims);
    return text + '.' + base64url(hmac_bytes("SHA256", key, text));
}

std::string ed25519_bytes(std::string_view seed, std::string_view text) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), seed.size()), &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::string signature(64, '\0');
    auto length = signature.size();
    EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get());
    EVP_DigestSign(context.get(), room_in(signature), &length, bytes_of(text), text.size());
    return signature;
}

void put_header(channels::WebhookRequest& request, std::string name, std::string value) {
    request.headers.insert(request.headers.begin(), {std::move(name), std::move(value)});
}

}  // namespace cases
