// Any bytes as a form: as a zip archive, and as the parts of one. What is imported is a script without errors; an
// expression that is carried over is a condition.
#include "tests/fuzz/fuzz.hpp"

#include "dialogs/conditions/expression.hpp"
#include "dialogs/importing/xlsform.hpp"
#include "dialogs/importing/xpath_condition.hpp"
#include "dialogs/reading/read_script.hpp"

using namespace dialogs;

namespace {

void try_expression(std::string_view text) {
    FormNames names;
    names.question = [](std::string_view name) -> std::optional<FormName> {
        if (name.empty() || name.size() > 3) return std::nullopt;
        return FormName{static_cast<FormName::Kind>(name[0] % 5), "q"};
    };
    names.column = [](std::string_view) { return std::optional<std::string>("c"); };
    const auto condition = condition_from_xpath(text, names);
    if (condition) fuzz::require(Expression::parse(*condition).has_value(), "a translated condition parses");
}

void try_import(const Result<Workbook, std::string>& workbook) {
    if (!workbook) return fuzz::require(!workbook.error().empty(), "a refusal says why");
    FormImportOptions options;
    options.name = "form";
    options.made_at = "2026-11-20 12:00+0000";
    const auto form = import_xlsform(*workbook, options);
    if (!form) return fuzz::require(!form.error().empty(), "a refusal says why");
    const auto read = read_script({form->id + ".yaml", form->script}, nullptr, nullptr);
    fuzz::require(read.script.has_value(), "an imported script reads without errors");
    for (const auto& loss : form->losses) fuzz::require(!loss.text.empty(), "a loss says what is lost");
}

/// Rows parted by line ends, cells by `|`; a row `#NAME` begins a sheet.
Workbook workbook_from(std::string_view text) {
    Workbook book;
    while (!text.empty()) {
        auto line = fuzz::take(text, '\n');
        if (line.starts_with("#")) {
            book.push_back({.name = std::string(line.substr(1)), .rows = {}});
        } else if (!book.empty()) {
            SheetRow row{.number = static_cast<int>(book.back().rows.size()) + 1, .cells = {}};
            for (int column = 0; !line.empty(); ++column)
                if (const auto cell = fuzz::take(line, '|'); !cell.empty()) row.cells.emplace(column, cell);
            if (!row.cells.empty()) book.back().rows.push_back(std::move(row));
        }
    }
    return book;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto text = fuzz::view(data + 1, size - 1);
    switch (data[0] % 4) {
        case 0: try_import(read_workbook(text)); break;
        case 1:
            try_import(read_workbook_parts({{"xl/workbook.xml",
                                             "<workbook><sheets><sheet name='survey' r:id='a'/></sheets></workbook>"},
                                            {"xl/_rels/workbook.xml.rels",
                                             "<Relationships><Relationship Id='a' Target='s.xml'/></Relationships>"},
                                            {"xl/s.xml", std::string(text)}}));
            break;
        case 2: try_import(workbook_from(text)); break;
        default: try_expression(text);
    }
    return 0;
}
