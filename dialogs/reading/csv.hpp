// A table as spreadsheets save it: RFC 4180, UTF-8, commas, the first row names the columns.
// Debian's CSV libraries tell no places (libcsv) or take the file themselves (fast-cpp-csv-parser);
// this one is smaller than a wrapper of either.
#pragma once

#include "dialogs/reading/read_script.hpp"

#include <string>
#include <vector>

namespace dialogs {

struct CsvCell {
    std::string text;  ///< without quotes, and without blanks at its ends
    int line = 1;      ///< of its first character, from 1
    int column = 1;    ///< in code points, from 1
};

struct CsvTable {
    std::vector<CsvCell> header;
    std::vector<std::vector<CsvCell>>
        rows;  ///< each as long as the header; empty lines are passed over
};

constexpr std::size_t csv_bytes_max =
    256 * 1024;  // as of a script: 700 units in five languages take a third of it
constexpr std::size_t csv_rows_max = 2'000;
constexpr std::size_t csv_cell_characters_max = 1'000;

/// Tells every fault it finds, each at its character; with faults, the table holds what could be
/// read. On any bytes at all it ends.
[[nodiscard]] CsvTable read_csv(const SourceFile& file, std::vector<Diagnostic>& diagnostics);

}  // namespace dialogs
