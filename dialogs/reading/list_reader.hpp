// `list: FILE.csv`: the choices, items, statements or places that stand in a table beside the
// script.
#pragma once

#include "dialogs/reading/script_parts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dialogs {

constexpr int item_cost_max = 1'000'000'000;  ///< in euros

enum class Costs { optional, needed };

/// Columns id, text, and as needed cost, about, `text:LANGUAGE`, `about:LANGUAGE`. What a language has no column for
/// is looked for in its PO file, as `PATH.list.ID` and `PATH.about.ID`. Faults are told, at their cells.
[[nodiscard]] std::vector<Option> read_option_list(ScriptParts& parts, const YamlEntry& entry,
                                                   const std::string& path, Costs costs = Costs::optional);

/// Columns id, name, and as needed other names (parted by `|`), municipality, `name:LANGUAGE`. Puts
/// the list into Script::places, once for each file; its name there, or nullopt where it cannot be
/// read (told).
[[nodiscard]] std::optional<std::string> read_place_list(ScriptParts& parts,
                                                         const YamlEntry& entry);

}  // namespace dialogs
