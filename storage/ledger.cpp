#include "storage/ledger.hpp"

#include <sodium.h>

#include <array>

namespace storage {

std::string ledger_salt() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();  // its own zero
    return text;
}

std::string ledger_digest(std::string_view previous, std::string_view salt, std::string_view content) {
    std::string written;
    for (const auto part : {previous, salt, content})
        written.append(std::to_string(part.size())).append(":").append(part);
    std::string digest(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                       reinterpret_cast<const unsigned char*>(written.data()), written.size(), nullptr, 0);
    return digest;
}

std::int64_t first_broken(const std::vector<ConsentRow>& ledger) {
    std::string previous;
    std::int64_t number = 0;
    for (const auto& entry : ledger) {
        const bool is_next = entry.number == ++number;
        const bool is_whole = entry.salt.has_value() == entry.content.has_value();
        if (!is_next || !is_whole) return number;
        if (entry.content && ledger_digest(previous, *entry.salt, *entry.content) != entry.digest) return number;
        previous = entry.digest;
    }
    return 0;
}

}  // namespace storage
