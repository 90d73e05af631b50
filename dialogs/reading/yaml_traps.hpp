// YAML's own traps, in plain words: what a coordinator wrote as a text and YAML took for something
// else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

struct YamlTrap {
    std::size_t offset = 0;  ///< byte in the text: the beginning of the value
    std::string code;        ///< `yaml-colon` …
    std::string text;        ///< what happened, and the cure
};

/// Looks through a text that YAML refused for the reason a person would give, line by line, in file
/// order. A guess, and only made of files that do not parse; at most 20.
[[nodiscard]] std::vector<YamlTrap> find_yaml_traps(std::string_view text);

/// What to say of a value that begins with a sign that YAML keeps for itself; an empty code where
/// it does not.
[[nodiscard]] YamlTrap sign_trap(std::string_view value);

}  // namespace dialogs
