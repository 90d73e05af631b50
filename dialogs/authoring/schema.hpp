// The script language as a JSON Schema, for editors: what `kuulolla schema` prints.
#pragma once

#include <string>
#include <vector>

namespace dialogs {

/// A JSON Schema (draft 7) of scripts and modules, made from the tables that the readers use: which keys a map has,
/// which it needs, which belong to which type of question. It cannot know names, conditions and patterns: `check` does.
[[nodiscard]] std::string script_schema();

/// Keys of the readers' tables that the schema says nothing of but their names. Empty; a test holds that.
[[nodiscard]] std::vector<std::string> keys_without_schema();

}  // namespace dialogs
