// What decisions need besides the rows.
#include "bot/turns/world.hpp"

#include "bot/turns/fill_seats.hpp"

#include <string_view>

namespace bot {
namespace {

constexpr std::string_view ref_digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t ref_length_max = 8;  // 40 bits: what a payload of 64 bytes has room for

}  // namespace

World::World(WorldParts parts) : parts_(std::move(parts)) {
    for (auto& channel : parts_.channels) channels_.emplace(channel.name, std::move(channel));
}

const Channel* World::channel(const std::string& name) const {
    const auto it = channels_.find(name);
    return it == channels_.end() ? nullptr : &it->second;
}

std::optional<dialogs::Span> World::hook_timeout(const std::string& hook) const {
    const auto known = parts_.hooks.find(hook);
    return known == parts_.hooks.end() ? std::nullopt : std::optional(known->second);
}

void World::notify(Notices notices) {
    for (const auto& [pool, at] : notices.seats_free)
        submit(storage::Lane::results, std::make_unique<FillSeats>(*this, pool, at, nullptr));
    if (parts_.notify) parts_.notify(std::move(notices));
}

void World::submit(storage::Lane lane, std::unique_ptr<storage::Command> command) {
    parts_.submit(lane, std::move(command));
}

std::string conversation_ref(storage::ConversationId id) {
    std::string ref;
    for (auto rest = static_cast<std::uint64_t>(id.value); rest != 0; rest >>= 5U) {
        ref.insert(ref.begin(), ref_digits[rest & 31U]);
    }
    return ref;
}

storage::ConversationId conversation_of_ref(std::string_view ref) {
    if (ref.size() > ref_length_max) return {};
    std::int64_t value = 0;
    for (const char digit : ref) {
        const auto at = ref_digits.find(digit);
        if (at == std::string_view::npos) return {};
        value = value * 32 + static_cast<std::int64_t>(at);
    }
    return storage::ConversationId{value};
}

}  // namespace bot
