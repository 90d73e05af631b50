// Tables that tests read: a line each, cells parted by tabs, notes behind `#`.
#pragma once

#include <string>
#include <vector>

namespace tests {

/// One line that is no note.
struct TableRow {
    int line;
    std::vector<std::string> cells;  ///< as many as were asked for, missing ones empty
};

/// `path` is relative to the source tree.
[[nodiscard]] std::vector<TableRow> table(const std::string& path, std::size_t cells);

/// The languages that a folder has a table of (`fi` for `fi.tsv`), sorted.
[[nodiscard]] std::vector<std::string> languages_in(const std::string& folder);

}  // namespace tests
