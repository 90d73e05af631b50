#include "storage/sqlite/seen_keys.hpp"

#include "storage/vault.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace storage {
namespace {

constexpr std::chrono::hours keys_are_kept_for{24 * 9};  // WhatsApp and RCS retry for 7 days
constexpr std::chrono::seconds between_sweeps{1};
constexpr int keys_a_sweep = 1000;                       // about 100 µs

/// 16 bytes. Hashed, for a provider's message id may hold the sender's number.
std::string stored_form(const SeenKey& key, const Vault& vault) {
    return vault.text_hash("seen:" + std::to_string(key.channel.size()) + ":" + key.channel + key.id);
}

std::uint64_t known_form(std::string_view stored) {
    std::uint64_t form = 0;
    std::memcpy(&form, stored.data(), std::min(sizeof form, stored.size()));
    return form;
}

}  // namespace

SeenKeys::SeenKeys(SQLite::Database& database)
    : add_(database, "INSERT INTO seen (key, at) VALUES (?, ?)"),
      oldest_(database, "SELECT id, key, at FROM seen ORDER BY id LIMIT ?"),
      drop_(database, "DELETE FROM seen WHERE id <= ?") {
    load(database);
}

void SeenKeys::load(SQLite::Database& database) {
    Query all(database, "SELECT key, at FROM seen");
    for (auto found = all.with(); found.next();) {
        known_.insert(known_form(found.get<std::string>()));
        now_ = std::max(now_, found.get<Instant>());
    }
}

bool SeenKeys::has(const SeenKey& key, const Vault& vault) const {
    return known_.contains(known_form(stored_form(key, vault)));
}

void SeenKeys::write(const Changes& changes) {
    written_.clear();
    for (const auto& [key, at] : changes.seen()) {
        const auto stored = stored_form(key, changes.vault());
        add_.run(Blob{stored}, at);
        written_.push_back(known_form(stored));
        now_ = std::max(now_, at);
    }
}

void SeenKeys::committed() {
    for (const auto form : written_) known_.insert(form);
    written_.clear();
}

void SeenKeys::sweep() {
    if (now_ < swept_at_ + between_sweeps) return;
    swept_at_ = now_;
    std::vector<std::uint64_t> old;
    std::int64_t last = 0;
    for (auto found = oldest_.with(keys_a_sweep); found.next();) {
        const auto id = found.get<std::int64_t>();
        const auto form = known_form(found.get<std::string>());
        if (found.get<Instant>() >= now_ - keys_are_kept_for) break;
        last = id;
        old.push_back(form);
    }
    if (old.empty()) return;
    drop_.run(last);
    for (const auto form : old) known_.erase(form);
}

}  // namespace storage
