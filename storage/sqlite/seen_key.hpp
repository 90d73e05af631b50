// How a deduplication key is stored: hashed, for a provider's message id may hold the sender's number.
#pragma once

#include "storage/rows.hpp"
#include "storage/vault.hpp"

#include <string>

namespace storage {

/// 16 bytes.
inline std::string stored_form(const SeenKey& key, const Vault& vault) {
    return vault.text_hash("seen:" + std::to_string(key.channel.size()) + ":" + key.channel + key.id);
}

}  // namespace storage
