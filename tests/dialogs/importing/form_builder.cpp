#include "tests/dialogs/importing/form_builder.hpp"

#include "dialogs/importing/workbook.hpp"

#include <zip.h>

#include <sstream>
#include <stdexcept>
#include <vector>

namespace tests {

namespace {

std::string xml_text(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '&') safe += "&amp;";
        else if (c == '<') safe += "&lt;";
        else if (c == '"') safe += "&quot;";
        else safe += c;
    }
    return safe;
}

/// Cells between ` | `, blanks at their ends dropped.
std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    for (std::size_t begin = 0; begin <= line.size();) {
        const auto end = std::min(line.find('|', begin), line.size());
        const auto cell = line.substr(begin, end - begin);
        const auto first = cell.find_first_not_of(' ');
        cells.push_back(first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') + 1 - first));
        begin = end + 1;
    }
    return cells;
}

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

struct SheetText {
    std::string name;
    std::string rows;
    int count = 0;

    void add(const std::string& line) {
        ++count;
        rows += "<row r=\"" + std::to_string(count) + "\">";
        int column = 0;
        for (const auto& cell : cells_of(line)) {
            const auto place = dialogs::column_name(column++) + std::to_string(count);
            if (is_number(cell)) rows += "<c r=\"" + place + "\"><v>" + cell + "</v></c>";
            else if (!cell.empty())
                rows += "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + xml_text(cell) + "</t></is></c>";
        }
        rows += "</row>";
    }
};

}  // namespace

std::map<std::string, std::string> workbook_parts(const std::string& form) {
    std::vector<SheetText> sheets;
    std::istringstream in(form);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("## ")) sheets.push_back({.name = line.substr(3), .rows = {}});
        else if (!sheets.empty() && !line.empty()) sheets.back().add(line);
    }
    std::map<std::string, std::string> parts;
    std::string names;
    std::string relations;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const auto number = std::to_string(i + 1);
        names += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"r" + number + "\"/>";
        relations += "<Relationship Id=\"r" + number + "\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        parts["xl/worksheets/sheet" + number + ".xml"] =
            "<worksheet><sheetData>" + sheets[i].rows + "</sheetData></worksheet>";
    }
    parts["xl/workbook.xml"] = "<workbook xmlns:r=\"r\"><sheets>" + names + "</sheets></workbook>";
    parts["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relations + "</Relationships>";
    return parts;
}

std::string zipped(const std::map<std::string, std::string>& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error);
    if (archive == nullptr) throw std::runtime_error("no archive");
    zip_source_keep(buffer);
    for (const auto& [name, bytes] : parts) {
        zip_source_t* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        zip_file_add(archive, name.c_str(), part, ZIP_FL_OVERWRITE);
    }
    if (zip_close(archive) != 0) throw std::runtime_error("the archive cannot be closed");
    zip_stat_t info;
    zip_source_stat(buffer, &info);
    std::string bytes(info.size, '\0');
    zip_source_open(buffer);
    zip_source_read(buffer, bytes.data(), bytes.size());
    zip_source_close(buffer);
    zip_source_free(buffer);
    return bytes;
}

}  // namespace tests
