// Ledgers: append-only entries, each digest of which holds the one before it. Erasing an entry takes its salt and content;
// the chain still verifies.
#pragma once

#include "storage/rows.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace storage {

/// 128 random bits in hexadecimal: without them a digest of a few known words could be guessed.
[[nodiscard]] std::string ledger_salt();

/// BLAKE2b-256 of the digest before it (empty: none), the salt and the content, each with its length: 32 bytes.
[[nodiscard]] std::string ledger_digest(std::string_view previous, std::string_view salt, std::string_view content);

/// The number of the first entry that is not what it was when it was written; 0: all hold. An erased entry holds by the
/// one after it.
[[nodiscard]] std::int64_t first_broken(const std::vector<ConsentRow>& ledger);

}  // namespace storage
