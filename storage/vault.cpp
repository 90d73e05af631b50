#include "storage/vault.hpp"

#include <sodium.h>

namespace storage {
namespace {

using Bytes32 = std::array<unsigned char, 32>;

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char kdf_context[] = "kuulolla";
static_assert(sizeof kdf_context - 1 == crypto_kdf_CONTEXTBYTES);
static_assert(sizeof(Bytes32) == crypto_kdf_KEYBYTES);

/// The derived keys, by their number in the derivation. Never renumber.
enum class Subkey : std::uint64_t { encrypt = 1, lookup = 2, suppress = 3 };

bool sodium_is_ready() {
    static const bool ready = sodium_init() >= 0;
    return ready;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Bytes32 derive(const Bytes32& master, Subkey number) {
    Bytes32 key{};
    crypto_kdf_derive_from_key(key.data(), key.size(), static_cast<std::uint64_t>(number),
                               kdf_context, master.data());
    return key;
}

/// Keyed BLAKE2b over the parts, each after its length, so that no two lists of parts are alike.
template <class... Parts>
std::string keyed_hash(const Bytes32& key, std::size_t size, const Parts&... parts) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), size);
    const auto add = [&](std::string_view part) {
        const std::uint64_t length = part.size();
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&length),
                                  sizeof length);
        crypto_generichash_update(&state, bytes_of(part), part.size());
    };
    (add(parts), ...);
    std::string hash(size, '\0');
    crypto_generichash_final(&state, bytes_of(hash), size);
    return hash;
}

}  // namespace

dialogs::Result<Vault, std::string> Vault::from_base64(std::string_view key) {
    if (!sodium_is_ready()) return dialogs::failure<std::string>("libsodium does not start");
    Bytes32 master{};
    std::size_t size = 0;
    const char* end = nullptr;
    const int wrong = sodium_base642bin(master.data(), master.size(), key.data(), key.size(), nullptr,
                                        &size, &end, sodium_base64_VARIANT_ORIGINAL);
    if (wrong != 0 || size != master.size() || end != key.data() + key.size())
        return dialogs::failure<std::string>(
            "the vault key is not 32 bytes in base64 (44 characters); "
            "`kuulolla user vault-key` makes one");
    Vault vault;
    vault.encrypt_ = derive(master, Subkey::encrypt);
    vault.lookup_ = derive(master, Subkey::lookup);
    vault.suppress_ = derive(master, Subkey::suppress);
    sodium_memzero(master.data(), master.size());
    return vault;
}

std::string Vault::make_key() {
    if (!sodium_is_ready()) return {};
    Bytes32 key{};
    crypto_kdf_keygen(key.data());
    std::string text(sodium_base64_ENCODED_LEN(key.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), key.data(), key.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the terminating zero
    return text;
}

std::string Vault::seal(std::string_view id) const {
    std::string sealed(nonce_bytes + id.size() + tag_bytes, '\0');
    randombytes_buf(sealed.data(), nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + nonce_bytes, nullptr, bytes_of(id),
                                               id.size(), nullptr, 0, nullptr, bytes_of(sealed),
                                               encrypt_.data());
    return sealed;
}

dialogs::Result<std::string, std::string> Vault::open(std::string_view sealed) const {
    if (sealed.size() < nonce_bytes + tag_bytes)
        return dialogs::failure<std::string>("a sealed address is cut short");
    std::string id(sealed.size() - nonce_bytes - tag_bytes, '\0');
    const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes_of(id), nullptr, nullptr, bytes_of(sealed) + nonce_bytes, sealed.size() - nonce_bytes,
        nullptr, 0, bytes_of(sealed), encrypt_.data());
    if (wrong != 0) return dialogs::failure<std::string>("a sealed address does not open");
    return id;
}

std::string Vault::lookup_hash(const dialogs::Address& address) const {
    return keyed_hash(lookup_, 32, address.scheme, address.id);
}

std::string Vault::suppression_hash(const dialogs::Address& address) const {
    return keyed_hash(suppress_, 32, address.scheme, address.id);
}

std::string Vault::text_hash(std::string_view text) const { return keyed_hash(lookup_, 16, text); }

std::string Vault::fingerprint() const {
    return keyed_hash(lookup_, 16, "fingerprint").substr(0, 8);
}

std::string make_public_id() {
    constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford's
    constexpr int characters = 26;
    std::array<unsigned char, 16> random{};
    randombytes_buf(random.data(), random.size());
    std::string id;
    id.reserve(characters);
    unsigned bits = 0;
    int held = 0;
    for (const unsigned char byte : random) {
        bits = bits << 8 | byte;
        for (held += 8; held >= 5; held -= 5) id += alphabet[bits >> (held - 5) & 31];
    }
    id += alphabet[bits << (5 - held) & 31];
    return id;
}

}  // namespace storage
