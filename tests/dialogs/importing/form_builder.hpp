// Workbooks for tests, made of text: sheets as `## NAME`, rows as cells parted by ` | `, the first its header.
#pragma once

#include <map>
#include <string>

namespace tests {

/// The XML parts of an .xlsx; texts stand inline, numbers as numbers, as spreadsheets write them.
[[nodiscard]] std::map<std::string, std::string> workbook_parts(const std::string& form);

/// The parts as a zip archive.
[[nodiscard]] std::string zipped(const std::map<std::string, std::string>& parts);

}  // namespace tests
