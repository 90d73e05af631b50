// Small lists and maps as one text: each field with its length before it, `3:nps`. Read and written at every turn, so
// it is not JSON; legible enough for one who looks into the store.
#pragma once

#include "storage/rows.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

[[nodiscard]] std::string pack(const std::vector<Timer>& timers);
[[nodiscard]] std::string pack(const std::map<std::string, LatestAnswer>& latest);
[[nodiscard]] std::string pack(const std::map<std::string, Instant>& instants);
[[nodiscard]] std::string pack(const std::map<std::string, ConversationId>& conversations);
/// `2026-11-21`; a date that was never set is empty.
[[nodiscard]] std::string pack(const Date& date);

// What was packed. Throws std::runtime_error where it is not such a text.
void unpack(std::string_view text, std::vector<Timer>& timers);
void unpack(std::string_view text, std::map<std::string, LatestAnswer>& latest);
void unpack(std::string_view text, std::map<std::string, Instant>& instants);
void unpack(std::string_view text, std::map<std::string, ConversationId>& conversations);
void unpack(std::string_view text, Date& date);

}  // namespace storage
