// What is kept of a resident from one conversation to the next.
#pragma once

#include "bot/turns/decision.hpp"
#include "dialogs/script.hpp"

#include <map>
#include <string>
#include <vector>

namespace bot {

/// Writes a field of the resident's profile; a later value replaces the earlier.
void save_field(Decision& decision, storage::ResidentId resident, const std::string& field,
                const dialogs::Value& value);

/// Takes fields out of the resident's profile.
void drop_fields(Decision& decision, storage::ResidentId resident, const std::vector<std::string>& fields);

/// The fields that the script declares, as facts (`profile.FIELD`). What was saved as another type
/// is not among them.
[[nodiscard]] std::map<std::string, dialogs::Value> profile_facts(
    const storage::ResidentRow& resident, const dialogs::Script& script);

}  // namespace bot
