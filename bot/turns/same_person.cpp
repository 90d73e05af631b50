#include "bot/turns/same_person.hpp"

#include "bot/turns/consent.hpp"

namespace bot {

storage::ResidentId resident_among(const storage::WorkingSet& rows, const std::vector<dialogs::Address>& also) {
    for (const auto& address : also) {
        if (const auto* row = rows.address(address)) return row->resident;
    }
    return {};
}

SamePerson::SamePerson(Decision& decision, storage::ResidentId resident, const std::vector<dialogs::Address>& also)
    : decision_(decision), resident_(resident) {
    for (const auto& address : also) {
        const auto* row = decision.rows.address(address);
        if (row == nullptr) {
            add(address);
        } else if (row->resident != resident) {
            others_.emplace_back(row->resident, address);
            share_stops(row->resident);
        }
    }
    withdrawn_ = decision.rows.residents.find(resident)->withdrawn;
}

/// On no channel yet: it is not written to before its resident is met there.
void SamePerson::add(const dialogs::Address& address) {
    static_cast<void>(decision_.rows.add_address(address, {}, decision_.now, resident_));
    remember_suppression(decision_.rows, address, resident_, decision_.now);
}

void SamePerson::share_stops(storage::ResidentId with) {
    const auto& rows = decision_.rows.residents;
    const auto mine = rows.find(resident_)->withdrawn;
    const auto theirs = rows.find(with)->withdrawn;
    for (const auto& [stream, since] : theirs) {
        if (!mine.contains(stream)) withdraw_from(decision_, resident_, stream);
    }
    for (const auto& [stream, since] : mine) {
        if (!theirs.contains(stream)) withdraw_from(decision_, with, stream);
    }
}

void SamePerson::follow() {
    if (others_.empty()) return;
    const auto* row = decision_.rows.residents.find(resident_);
    if (row == nullptr) return;  // erased: the other's data is asked for by the other's own words
    const auto now = row->withdrawn;
    for (const auto& [other, address] : others_) {
        if (decision_.rows.residents.find(other) == nullptr) continue;
        for (const auto& [stream, since] : now) {
            if (!withdrawn_.contains(stream)) withdraw_from(decision_, other, stream);
        }
        if (now.empty() && !withdrawn_.empty()) static_cast<void>(take_back(decision_, other, address));
    }
}

}  // namespace bot
