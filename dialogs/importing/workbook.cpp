#include "dialogs/importing/workbook.hpp"

#include "dialogs/blanks.hpp"
#include "dialogs/importing/zip_parts.hpp"
#include "dialogs/reading/utf8.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace dialogs {

namespace {

using Parts = std::map<std::string, std::string>;
using Fault = std::string;

/// The name behind a prefix: `x:row` is `row`.
std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const auto& one : node.children())
        if (local_name(one) == name) return one;
    return {};
}

bool is_deeper(const pugi::xml_node& root, int levels) {
    struct Walker : pugi::xml_tree_walker {
        int deepest = 0;
        bool for_each(pugi::xml_node&) override {
            deepest = std::max(deepest, depth());
            return true;
        }
    } walker;
    auto node = root;
    node.traverse(walker);
    return walker.deepest > levels;
}

/// All text inside: rich text stands in pieces, with readings (`rPh`) that are no part of it.
std::string text_inside(const pugi::xml_node& node) {
    std::string text;
    for (const auto& one : node.children()) {
        const auto name = local_name(one);
        if (name == "t") text += one.text().get();
        if (name == "r") text += text_inside(one);
    }
    return text;
}

/// Column and row of `AB12`.
struct CellPlace {
    int column = 0;
    int row = 0;
};

std::optional<CellPlace> cell_place(std::string_view reference) {
    CellPlace place;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 3; ++at)
        place.column = place.column * 26 + (reference[at] - 'A' + 1);
    const auto* end = reference.data() + reference.size();
    const auto read = std::from_chars(reference.data() + at, end, place.row);
    if (at == 0 || read.ec != std::errc() || read.ptr != end || place.row < 1) return std::nullopt;
    --place.column;
    return place;
}

class WorkbookReader {
public:
    WorkbookReader(const Parts& parts, const WorkbookLimits& limits) : parts_(parts), limits_(limits) {}

    Result<Workbook, Fault> run() {
        pugi::xml_document book;
        pugi::xml_document relations;
        if (!load("xl/workbook.xml", book)) return failure(fault_);
        if (!load("xl/_rels/workbook.xml.rels", relations)) return failure(fault_);
        if (parts_.contains("xl/sharedStrings.xml") && !read_shared()) return failure(fault_);
        Workbook sheets;
        for (const auto& sheet : child(child(book, "workbook"), "sheets").children()) {
            const auto part = target_of(relations, relation_of(sheet));
            if (!part) continue;
            Sheet read{.name = sheet.attribute("name").value(), .rows = {}};
            if (!read_sheet(*part, read)) return failure(fault_);
            sheets.push_back(std::move(read));
        }
        if (sheets.empty()) return failure(Fault("the workbook has no sheets"));
        return sheets;
    }

private:
    bool fail(Fault fault) {
        fault_ = std::move(fault);
        return false;
    }

    bool load(const std::string& part, pugi::xml_document& into) {
        const auto found = parts_.find(part);
        if (found == parts_.end())
            return fail("this is no .xlsx file: save the form as an Excel workbook (.xlsx)");
        if (found->second.find("<!DOCTYPE") != std::string::npos || found->second.find("<!ENTITY") != std::string::npos)
            return fail(fmt::format("the part {} declares entities, which no form needs", part));
        if (!into.load_buffer(found->second.data(), found->second.size(), pugi::parse_default | pugi::parse_ws_pcdata))
            return fail(fmt::format("the part {} is no XML", part));
        if (is_deeper(into, limits_.levels)) return fail(fmt::format("the part {} is nested too deep", part));
        return true;
    }

    bool read_shared() {
        pugi::xml_document strings;
        if (!load("xl/sharedStrings.xml", strings)) return false;
        for (const auto& one : child(strings, "sst").children()) {
            if (local_name(one) != "si") continue;
            if (shared_.size() == limits_.cells) return fail("the workbook has too many texts");
            shared_.push_back(text_inside(one));
        }
        return true;
    }

    static std::string relation_of(const pugi::xml_node& sheet) {
        for (const auto& attribute : sheet.attributes()) {
            const std::string_view name = attribute.name();
            if (name.substr(name.find(':') + 1) == "id" && name != "id") return attribute.value();
        }
        return {};
    }

    static std::optional<std::string> target_of(const pugi::xml_document& relations, const std::string& id) {
        if (id.empty()) return std::nullopt;
        for (const auto& one : child(relations, "Relationships").children()) {
            if (one.attribute("Id").value() != id) continue;
            std::string target = one.attribute("Target").value();
            if (target.starts_with("/")) return target.substr(1);
            return "xl/" + target;
        }
        return std::nullopt;
    }

    bool read_sheet(const std::string& part, Sheet& sheet) {
        pugi::xml_document document;
        if (!load(part, document)) return false;
        int number = 0;
        for (const auto& row : child(child(document, "worksheet"), "sheetData").children()) {
            if (local_name(row) != "row") continue;
            number = row.attribute("r").as_int(number + 1);
            if (number < 1 || number > limits_.rows) return fail("a sheet has too many rows");
            SheetRow read{.number = number, .cells = {}};
            if (!read_row(row, read)) return false;
            if (!read.cells.empty()) sheet.rows.push_back(std::move(read));
        }
        return true;
    }

    bool read_row(const pugi::xml_node& row, SheetRow& into) {
        int column = -1;
        for (const auto& cell : row.children()) {
            if (local_name(cell) != "c") continue;
            const auto place = cell_place(cell.attribute("r").value());
            column = place ? place->column : column + 1;
            const auto whole = cell_text(cell);
            if (first_invalid_utf8(whole)) return fail("a cell is not UTF-8");
            const auto text = without_blank_ends(whole);
            if (text.empty()) continue;
            if (column < 0 || column >= limits_.columns) return fail("a sheet has too many columns");
            if (++cells_ > limits_.cells) return fail("the workbook has too many cells");
            into.cells.insert_or_assign(column, std::string(text));
        }
        return true;
    }

    std::string cell_text(const pugi::xml_node& cell) const {
        const std::string_view type = cell.attribute("t").value();
        if (type == "inlineStr") return text_inside(child(cell, "is"));
        const std::string value = child(cell, "v").text().get();
        if (type == "b") return value == "1" ? "true" : "false";
        if (type == "e") return {};  // a formula that failed
        if (type != "s") return value;
        std::size_t index = 0;
        const auto* end = value.data() + value.size();
        const auto read = std::from_chars(value.data(), end, index);
        return read.ec == std::errc() && read.ptr == end && index < shared_.size() ? shared_[index] : "";
    }

    const Parts& parts_;
    const WorkbookLimits& limits_;
    std::vector<std::string> shared_;
    std::size_t cells_ = 0;
    Fault fault_;
};

}  // namespace

Result<Workbook, std::string> read_workbook(std::string_view bytes, const WorkbookLimits& limits) {
    const auto parts = unpack_xml_parts(bytes, limits);
    if (!parts) return failure(parts.error());
    return read_workbook_parts(*parts, limits);
}

Result<Workbook, std::string> read_workbook_parts(const std::map<std::string, std::string>& parts,
                                                  const WorkbookLimits& limits) {
    return WorkbookReader(parts, limits).run();
}

std::string column_name(int column) {
    std::string name;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return name;
}

}  // namespace dialogs
