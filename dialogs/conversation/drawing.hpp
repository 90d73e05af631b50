// What a conversation draws from its seed: the same seed and step give the same order on every
// machine, for ever.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// 0–99, once per conversation.
[[nodiscard]] int drawn_lot(std::uint64_t seed);

/// The items in an order drawn from the seed for that step (Fisher–Yates on SplitMix64).
void draw_order(std::vector<std::string>& items, std::uint64_t seed, std::string_view step_path);
void draw_order(std::vector<int>& items, std::uint64_t seed, std::string_view step_path);

}  // namespace dialogs
