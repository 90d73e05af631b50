#include "storage/loader.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace storage {

void Loader::address(const dialogs::Address& address, AddressId id) {
    rows_.address_by_name_[address.scheme + ":" + address.id] = id;
}

bool Loader::has_address(const dialogs::Address& address) const {
    return rows_.address_by_name_.contains(address.scheme + ":" + address.id);
}

void Loader::invitation(InvitationRow row) {
    rows_.invitation_by_key_[row.key] = row.id;
    rows_.invitations.load(std::move(row));
}

void Loader::script(ScriptRow row) {
    std::pair key(row.id, row.version);
    rows_.scripts_.try_emplace(std::move(key), std::move(row));
}

void Loader::due_message(const std::string& channel, MessageId id) {
    rows_.due_messages_[channel].push_back(id);
}

void Loader::rate(RateRow row) {
    auto channel = row.channel;
    rows_.rates_.try_emplace(std::move(channel), std::move(row));
}

void Loader::pool(PoolRow row) {
    auto name = row.name;
    rows_.pools_.try_emplace(std::move(name), std::move(row));
}

void Loader::proposal(ProposalRow row) {
    rows_.proposal_by_public_id_[row.public_id] = row.id;
    rows_.proposals.load(std::move(row));
}

void Loader::parts(PartsRow row) {
    auto key = row.key;
    rows_.parts_.try_emplace(std::move(key), std::move(row));
}

Changes::Changes(WorkingSet& rows) : rows_(rows) {
    auto added = rows_.messages.added();
    std::sort(added.begin(), added.end());
    for (const auto id : added) {
        auto& message = rows_.messages.edit(id);
        if (!rows_.addresses.find(message.address))
            throw std::logic_error("a new message's address was not loaded");
        message.previous = std::exchange(rows_.addresses.edit(message.address).last_message, id);
    }
}

std::vector<RateRow> Changes::rates() const {
    std::vector<RateRow> changed;
    for (const auto& channel : rows_.changed_rates_) changed.push_back(rows_.rates_.at(channel));
    return changed;
}

std::vector<PoolRow> Changes::pools() const {
    std::vector<PoolRow> changed;
    for (const auto& name : rows_.changed_pools_) changed.push_back(rows_.pools_.at(name));
    return changed;
}

std::optional<Instant> earliest(const std::vector<Timer>& timers) {
    std::optional<Instant> first;
    for (const auto& timer : timers)
        if (timer.due_at != Instant{} && (!first || timer.due_at < *first)) first = timer.due_at;
    return first;
}

}  // namespace storage
