// What `do:` effects are called, and what is known after each.
#pragma once

#include "dialogs/script.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// `open-case`, `join` …
[[nodiscard]] std::vector<std::string> effect_names();

/// The facts that the effect answers, with what they are in a simulation: fixed ones, or those that
/// a hook returns.
[[nodiscard]] const std::map<std::string, Fact>& facts_of(const Do& effect);

/// The same by the effect's name alone: what a hook returns is not known then.
[[nodiscard]] const std::map<std::string, Fact>& facts_of_effect(std::string_view effect);

}  // namespace dialogs
