#include "tests/support/tables.hpp"

#include "tests/support/shipped_catalog.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace tests {

std::vector<TableRow> table(const std::string& path, std::size_t cells) {
    std::istringstream in(source_file(path));
    std::vector<TableRow> rows;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        TableRow row{.line = number, .cells = std::vector<std::string>(cells)};
        std::istringstream parts(line);
        for (auto& cell : row.cells) std::getline(parts, cell, '\t');
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<std::string> languages_in(const std::string& folder) {
    std::vector<std::string> languages;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(KUULOLLA_SOURCE_DIR) + "/" + folder))
        if (entry.path().extension() == ".tsv") languages.push_back(entry.path().stem().string());
    std::ranges::sort(languages);
    return languages;
}

}  // namespace tests
