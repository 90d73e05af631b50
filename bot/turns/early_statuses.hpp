// Statuses that came before the message they speak of was known by the provider's id.
#pragma once

#include "channels/adapter.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

/// A gateway may report a delivery before its answer to the send is stored. Such a status is kept for a while, in
/// memory: without the answer, which a crash loses as well, nobody could tell whose it is. Owned by the storage thread.
class EarlyStatuses {
  public:
    void keep(const std::string& channel, const channels::StatusReport& report, dialogs::Instant now);

    /// Those of the message that the provider knows by that id, in the order they came; they are kept no longer.
    [[nodiscard]] std::vector<channels::StatusReport> take(std::string_view channel, std::string_view provider_id);

  private:
    struct Kept {
        std::string channel;
        channels::StatusReport report;
        dialogs::Instant at{};
    };
    std::deque<Kept> kept_;  ///< oldest first
};

}  // namespace bot
