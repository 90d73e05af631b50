// Further addresses that a provider tells beside the sender's: whose they are, and what STOP means for two residents
// that turn out to be one person.
#pragma once

#include "bot/turns/decision.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace bot {

/// The resident that one of the addresses belongs to, for a sender who is not known yet; 0: none of them is known.
[[nodiscard]] storage::ResidentId resident_among(const storage::WorkingSet& rows,
                                                 const std::vector<dialogs::Address>& also);

/// Two residents who turn out to be one person stay two: each goes on with its own conversations, answers and
/// addresses, so that nothing is sent anywhere but where it would have been sent. What they share is STOP: one that
/// either has said holds for both from the first message that names both, and what such a message says of STOP or START
/// holds for both. Lives while one message is decided: made before it is routed, `follow` after.
class SamePerson {
  public:
    /// Gives the resident the addresses that nobody has, and shares STOP with those who have the others.
    SamePerson(Decision& decision, storage::ResidentId resident, const std::vector<dialogs::Address>& also);

    /// What the message has changed about the resident's STOPs.
    void follow();

  private:
    void add(const dialogs::Address& address);
    void share_stops(storage::ResidentId with);

    Decision& decision_;
    storage::ResidentId resident_;
    std::vector<std::pair<storage::ResidentId, dialogs::Address>> others_;
    std::map<std::string, storage::Instant> withdrawn_;  ///< before the message
};

}  // namespace bot
