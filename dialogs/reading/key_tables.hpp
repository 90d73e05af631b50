// The keys of each kind of map in a script, as its readers have them: what a schema of the language is made from.
#pragma once

#include "dialogs/effects.hpp"
#include "dialogs/reading/read_script.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

struct KnownKey {
    std::string key;
    bool is_required = false;
};

/// By what the map is called in messages (`a question`): the keys that this version reads, in the readers' order.
using KeyTables = std::map<std::string, std::vector<KnownKey>, std::less<>>;

/// The tables that reading such a file comes by, and what is told of it.
struct ReadTables {
    KeyTables tables;
    std::vector<Diagnostic> diagnostics;
};

/// Reads the file for the tables alone: what its maps hold matters no more than is needed to come by them.
[[nodiscard]] ReadTables read_key_tables(const SourceFile& file, const FindFile& find_beside);

/// The words that a reader chooses by.
[[nodiscard]] std::vector<std::string> step_kind_names();
[[nodiscard]] std::vector<std::string> fact_type_names();

}  // namespace dialogs
