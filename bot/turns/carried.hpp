// What of the script language this service carries out.
#pragma once

#include "dialogs/script.hpp"

#include <string>
#include <vector>

namespace bot {

/// What the script asks of the service that it cannot do yet, each with its reason; such a script
/// does not go live. Empty: all of it is carried out.
[[nodiscard]] std::vector<std::string> not_carried(const dialogs::Script& script);

}  // namespace bot
