// Workbooks from bytes: what is read, and what is refused before it does harm.
#include "dialogs/importing/workbook.hpp"
#include "tests/dialogs/importing/form_builder.hpp"

using namespace dialogs;

namespace {

const std::string form = "## survey\ntype | name\ntext | a\n## choices\nlist_name | name\n";

std::string refusal(const std::map<std::string, std::string>& parts, const WorkbookLimits& limits = {}) {
    const auto read = read_workbook(tests::zipped(parts), limits);
    return read ? "" : read.error();
}

/// The parts with another first sheet.
std::map<std::string, std::string> with_sheet(const std::string& xml) {
    auto parts = tests::workbook_parts(form);
    parts["xl/worksheets/sheet1.xml"] = xml;
    return parts;
}

}  // namespace

TEST_CASE("a workbook is its sheets, rows and cells, with their places") {
    const auto book = read_workbook(tests::zipped(tests::workbook_parts(form)));
    REQUIRE(book);
    REQUIRE(book->size() == 2);
    CHECK(book->at(0).name == "survey");
    REQUIRE(book->at(0).rows.size() == 2);
    CHECK(book->at(0).rows[1].number == 2);
    CHECK(book->at(0).rows[1].cells.at(1) == "a");
    CHECK(book->at(1).name == "choices");
}

TEST_CASE("cells are read as spreadsheets write them: shared, rich, inline, truth, number, prefixed, without places") {
    auto parts = with_sheet(
        "<x:worksheet xmlns:x=\"x\"><x:sheetData><x:row r=\"3\">"
        "<x:c r=\"A3\" t=\"s\"><x:v>1</x:v></x:c><x:c r=\"AB3\" t=\"b\"><x:v>1</x:v></x:c>"
        "<x:c t=\"str\"><x:v> formula </x:v></x:c><x:c t=\"e\"><x:v>#REF!</x:v></x:c><x:c><x:v>4.5</x:v></x:c>"
        "<x:c t=\"s\"><x:v>99</x:v></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>");
    parts["xl/sharedStrings.xml"] =
        "<sst><si><t>no</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>reading</t></rPh></si></sst>";
    const auto book = read_workbook(tests::zipped(parts));
    REQUIRE(book);
    const auto& rows = book->at(0).rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].number == 3);
    CHECK(rows[0].cells == std::map<int, std::string>{{0, "rich text"}, {27, "true"}, {28, "formula"}, {30, "4.5"}});
    CHECK(rows[1].number == 4);
    CHECK(rows[1].cells.at(0) == "7");
}

TEST_CASE("columns are called as spreadsheets call them") {
    CHECK(column_name(0) == "A");
    CHECK(column_name(25) == "Z");
    CHECK(column_name(26) == "AA");
    CHECK(column_name(701) == "ZZ");
    CHECK(column_name(702) == "AAA");
}

TEST_CASE("what is no workbook is told") {
    const std::string no_workbook = "this is no .xlsx file: save the form as an Excel workbook (.xlsx)";
    for (const std::string bytes : {"", "PK", "type,name\ntext,a\n"}) {
        const auto read = read_workbook(bytes);
        REQUIRE_FALSE(read);
        CHECK(read.error() == no_workbook);
    }
    CHECK(refusal({{"a.xml", "<a/>"}}) == no_workbook);
    auto cut = tests::zipped(tests::workbook_parts(form));
    cut.resize(cut.size() / 2);
    CHECK_FALSE(read_workbook(cut));
    CHECK(refusal(with_sheet("no XML")) == "the part xl/worksheets/sheet1.xml is no XML");
    auto parts = tests::workbook_parts(form);
    parts["xl/workbook.xml"] = "<workbook><sheets/></workbook>";
    CHECK(refusal(parts) == "the workbook has no sheets");
}

TEST_CASE("a part that unpacks to far more than it packs to is not unpacked") {
    auto parts = tests::workbook_parts(form);
    parts["xl/worksheets/sheet1.xml"] = std::string(4 * 1024 * 1024, ' ');
    CHECK(refusal(parts) == "the part xl/worksheets/sheet1.xml of the file unpacks to more than a form ever has");
    parts["xl/worksheets/sheet1.xml"] = "<worksheet/>";
    parts["xl/theme/bomb.bin"] = std::string(4 * 1024 * 1024, ' ');  // what is not read does no harm
    CHECK(refusal(parts).empty());
}

TEST_CASE("limits of a workbook hold") {
    const auto parts = tests::workbook_parts(form);
    CHECK(refusal(parts, {.file_bytes = 100}) == "the file is larger than 0 MiB");
    CHECK(refusal(parts, {.parts = 3}) == "the file has more than 3 parts");
    CHECK(refusal(parts, {.part_bytes = 50}).find("unpacks to more") != std::string::npos);
    CHECK(refusal(parts, {.all_bytes = 200}).find("unpacks to more") != std::string::npos);
    CHECK(refusal(parts, {.levels = 3}).find("is nested too deep") != std::string::npos);
    CHECK(refusal(parts, {.cells = 3}) == "the workbook has too many cells");
    CHECK(refusal(parts, {.rows = 1}) == "a sheet has too many rows");
    CHECK(refusal(parts, {.columns = 1}) == "a sheet has too many columns");
}

TEST_CASE("entities are refused, and depth does not reach the stack's end") {
    CHECK(refusal(with_sheet("<!DOCTYPE a [<!ENTITY b \"bbbb\">]><worksheet/>")) ==
          "the part xl/worksheets/sheet1.xml declares entities, which no form needs");
    std::string deep;
    for (int i = 0; i < 50'000; ++i) deep += "<a>";
    for (int i = 0; i < 50'000; ++i) deep += "</a>";
    CHECK(refusal(with_sheet(deep)) == "the part xl/worksheets/sheet1.xml is nested too deep");
}
