// An .xlsx workbook as sheets of text cells. From bytes; within limits that no form comes near and a zip bomb does.
#pragma once

#include "dialogs/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

struct SheetRow {
    int number = 0;                    ///< as the spreadsheet shows it, from 1
    std::map<int, std::string> cells;  ///< by column, from 0; only those with something in them
};

struct Sheet {
    std::string name;
    std::vector<SheetRow> rows;
};

using Workbook = std::vector<Sheet>;

/// What a workbook may have at most.
struct WorkbookLimits {
    std::size_t file_bytes = 8 * 1024 * 1024;
    std::size_t parts = 500;
    std::size_t part_bytes = 16 * 1024 * 1024;   ///< unpacked
    std::size_t all_bytes = 32 * 1024 * 1024;    ///< unpacked, of the parts that are read
    std::size_t ratio = 200;                     ///< unpacked to packed, of parts of 1 MiB and more
    int levels = 40;                             ///< of XML elements
    std::size_t cells = 200'000;
    int rows = 100'000;
    int columns = 500;
};

/// The sheets, or in plain words why there are none.
[[nodiscard]] Result<Workbook, std::string> read_workbook(std::string_view bytes, const WorkbookLimits& limits = {});

/// The same from parts that are unpacked already, by their names in the archive.
[[nodiscard]] Result<Workbook, std::string> read_workbook_parts(const std::map<std::string, std::string>& parts,
                                                                const WorkbookLimits& limits = {});

/// `A`, `B` … `AA`: a column as the spreadsheet shows it.
[[nodiscard]] std::string column_name(int column);

}  // namespace dialogs
