#include "dialogs/conversation/drawing.hpp"

#include <utility>

namespace dialogs {
namespace {

/// Steele, Lea, Flood 2014. Ours, because the standard library's shuffles differ between
/// implementations.
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t state) : state_(state) {}

    std::uint64_t next() {
        auto mixed = (state_ += 0x9E3779B97F4A7C15U);
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }

    /// 0 … bound-1, each equally likely.
    std::uint64_t below(std::uint64_t bound) {
        const auto unfair = (0 - bound) % bound;  // 2^64 mod bound
        for (;;) {
            const auto drawn = next();
            if (drawn >= unfair) return drawn % bound;
        }
    }

private:
    std::uint64_t state_;
};

/// FNV-1a, so that each step draws on its own.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const auto c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return hash;
}

SplitMix64 source_for(std::uint64_t seed, std::string_view step_path) {
    SplitMix64 mixed(seed ^ hash_of(step_path));
    return SplitMix64(mixed.next());
}

template <class Item>
void shuffle(std::vector<Item>& items, SplitMix64 source) {
    for (auto left = items.size(); left > 1; --left)
        std::swap(items[left - 1], items[source.below(left)]);
}

}  // namespace

int drawn_lot(std::uint64_t seed) { return static_cast<int>(source_for(seed, "lot").below(100)); }

void draw_order(std::vector<std::string>& items, std::uint64_t seed, std::string_view step_path) {
    shuffle(items, source_for(seed, step_path));
}

void draw_order(std::vector<int>& items, std::uint64_t seed, std::string_view step_path) {
    shuffle(items, source_for(seed, step_path));
}

}  // namespace dialogs
