// The facts that come with an invitation, read by what the script declares.
#pragma once

#include "bot/turns/invite.hpp"
#include "dialogs/script.hpp"

#include <map>
#include <string>
#include <vector>

namespace bot {

struct GivenFacts {
    std::map<std::string, dialogs::Value> values;
    std::vector<InvitationFault> faults;  ///< all of them, each with its `given.NAME`
};

/// Reads the JSON object of facts. A name that the script does not declare, a value of another type, a choice that it
/// does not have, and a fact that is missing are faults. null is as if it were not there.
[[nodiscard]] GivenFacts read_given(const dialogs::Script& script, const std::string& json);

/// Reads the JSON object that a hook has returned, by what the script lets it return. What is of another type
/// is a fault, and left out; what is missing is not known.
[[nodiscard]] GivenFacts read_returned(const std::map<std::string, dialogs::Fact>& facts, const std::string& json);

}  // namespace bot
