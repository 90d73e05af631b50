// A set of numbers that are hashes already: 12 bytes each, where the standard library's takes 40.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace storage {

/// Open addressing; a hash is looked for at its own place and those behind it. At most two thirds full.
class HashSet {
  public:
    [[nodiscard]] bool contains(std::uint64_t hash) const {
        return !slots_.empty() && slots_[place_of(usable(hash))] != free_slot;
    }

    void insert(std::uint64_t hash) {
        if ((size_ + 1) * 3 > slots_.size() * 2) grow();
        auto& slot = slots_[place_of(usable(hash))];
        if (slot == free_slot) ++size_;
        slot = usable(hash);
    }

    void erase(std::uint64_t hash) {
        if (!contains(hash)) return;
        auto gap = place_of(usable(hash));
        --size_;
        // Whatever was put further on for want of this place moves up, so that it is still found.
        for (auto at = next(gap); slots_[at] != free_slot; at = next(at)) {
            const auto home = slots_[at] & mask();
            const bool may_move = gap <= at ? home <= gap || home > at : home <= gap && home > at;
            if (!may_move) continue;
            slots_[gap] = slots_[at];
            gap = at;
        }
        slots_[gap] = free_slot;
    }

    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    static constexpr std::uint64_t free_slot = 0;
    static constexpr std::size_t slots_at_first = 1024;

    static std::uint64_t usable(std::uint64_t hash) { return hash == free_slot ? 1 : hash; }
    [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
    [[nodiscard]] std::size_t next(std::size_t at) const { return (at + 1) & mask(); }

    /// Where the hash is, or is to be put.
    [[nodiscard]] std::size_t place_of(std::uint64_t hash) const {
        auto at = static_cast<std::size_t>(hash) & mask();
        while (slots_[at] != free_slot && slots_[at] != hash) at = next(at);
        return at;
    }

    void grow() {
        std::vector<std::uint64_t> smaller(slots_.empty() ? slots_at_first : slots_.size() * 2, free_slot);
        smaller.swap(slots_);
        for (const auto hash : smaller)
            if (hash != free_slot) slots_[place_of(hash)] = hash;
    }

    std::vector<std::uint64_t> slots_;  ///< a power of two of them
    std::size_t size_ = 0;
};

}  // namespace storage
