#include "storage/sqlite/seen_sweep.hpp"

#include <utility>

namespace storage {
namespace {

constexpr std::chrono::hours keys_are_kept_for{24 * 9};  // WhatsApp and RCS retry for 7 days
constexpr std::chrono::seconds between_steps{1};
constexpr int keys_a_step = 1000;                        // about 100 µs

const std::string after_every_key(17, '\xFF');           // they have 16 bytes

}  // namespace

SeenSweep::SeenSweep(SQLite::Database& db)
    : chunk_end_(db, "SELECT key FROM seen WHERE key > ? ORDER BY key LIMIT 1 OFFSET ?"),
      drop_(db, "DELETE FROM seen WHERE key > ? AND key <= ? AND at < ?") {}

void SeenSweep::step() {
    if (now_ < stepped_at_ + between_steps) return;
    stepped_at_ = now_;
    std::string end;
    if (auto found = chunk_end_.with(Blob{std::as_const(position_)}, keys_a_step); found.next())
        end = found.get<std::string>();
    const auto last = end.empty() ? after_every_key : end;
    drop_.run(Blob{std::as_const(position_)}, Blob{last}, now_ - keys_are_kept_for);
    position_ = end;
}

}  // namespace storage
