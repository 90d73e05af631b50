#include "channels/signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

namespace channels {
namespace {

const EVP_MD* digest_named(HmacHash hash) {
    switch (hash) {
        case HmacHash::sha256: return EVP_sha256();
        case HmacHash::sha1: return EVP_sha1();
        case HmacHash::sha512: return EVP_sha512();
        case HmacHash::md5: return EVP_md5();
    }
    return EVP_sha256();
}

const unsigned char* unsigned_bytes(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string base64_of(std::string_view bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), unsigned_bytes(bytes), bytes.size(), variant);
    text.pop_back();  // the terminating NUL
    return text;
}

}  // namespace

std::string hmac(HmacHash hash, std::string_view key, std::string_view text) {
    std::string signature(EVP_MAX_MD_SIZE, '\0');
    unsigned int length = 0;
    HMAC(digest_named(hash), key.data(), static_cast<int>(key.size()), unsigned_bytes(text), text.size(),
         reinterpret_cast<unsigned char*>(signature.data()), &length);
    signature.resize(length);
    return signature;
}

std::string hash_of(HmacHash hash, std::string_view text) {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int length = 0;
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
               digest_named(hash), nullptr);
    digest.resize(length);
    return digest;
}

std::string sha256_hex(std::string_view text) {
    return encoded(hash_of(HmacHash::sha256, text), ByteEncoding::hex);
}

std::string encoded(std::string_view bytes, ByteEncoding encoding) {
    if (encoding == ByteEncoding::base64) return base64_of(bytes, sodium_base64_VARIANT_ORIGINAL);
    if (encoding == ByteEncoding::base64url)
        return base64_of(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), unsigned_bytes(bytes), bytes.size());
    hex.pop_back();
    return hex;
}

std::string decoded(std::string_view text, ByteEncoding encoding) {
    std::string bytes(text.size(), '\0');
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    std::size_t length = 0;
    int problem = 0;
    if (encoding == ByteEncoding::hex) {
        problem =
            sodium_hex2bin(out, bytes.size(), text.data(), text.size(), nullptr, &length, nullptr);
    } else {
        const auto unpadded = text.substr(0, text.find('='));
        const int variant = encoding == ByteEncoding::base64
                                ? sodium_base64_VARIANT_ORIGINAL_NO_PADDING
                                : sodium_base64_VARIANT_URLSAFE_NO_PADDING;
        problem = sodium_base642bin(out, bytes.size(), unpadded.data(), unpadded.size(), nullptr,
                                    &length, nullptr, variant);
    }
    bytes.resize(problem == 0 ? length : 0);
    return bytes;
}

std::string basic_authorization(std::string_view username, std::string_view password) {
    const auto credentials = std::string(username) + ':' + std::string(password);
    return "Basic " + encoded(credentials, ByteEncoding::base64);
}

std::string basic_credentials(const WebhookRequest& request) {
    constexpr std::string_view scheme = "Basic ";
    const auto written = header(request.headers, "authorization");
    if (written.substr(0, scheme.size()) != scheme) return {};
    return decoded(written.substr(scheme.size()), ByteEncoding::base64);
}

}  // namespace channels
