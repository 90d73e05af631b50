#include "bot/turns/early_statuses.hpp"

#include <algorithm>

namespace bot {
namespace {

constexpr std::size_t statuses_most = 1000;             // others share the gateway's account, and theirs never end
constexpr auto patience = std::chrono::minutes(10);     // a send and its storing take no longer

}  // namespace

void EarlyStatuses::keep(const std::string& channel, const channels::StatusReport& report, dialogs::Instant now) {
    while (!kept_.empty() && (kept_.size() >= statuses_most || now - kept_.front().at > patience)) kept_.pop_front();
    kept_.push_back({channel, report, now});
}

std::vector<channels::StatusReport> EarlyStatuses::take(std::string_view channel, std::string_view provider_id) {
    std::vector<channels::StatusReport> taken;
    std::erase_if(kept_, [&](const Kept& kept) {
        const bool is_of_it = kept.channel == channel && kept.report.provider_id == provider_id;
        if (is_of_it) taken.push_back(kept.report);
        return is_of_it;
    });
    return taken;
}

}  // namespace bot
