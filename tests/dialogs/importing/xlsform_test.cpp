// Forms as scripts: each form of the folder `forms` beside what becomes of it. Rewritten by KUULOLLA_UPDATE_GOLDEN=1.
#include "dialogs/checking/check.hpp"
#include "dialogs/importing/xlsform.hpp"
#include "dialogs/reading/read_script.hpp"
#include "tests/dialogs/importing/form_builder.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace dialogs;

namespace {

const std::string folder = "tests/dialogs/importing/forms/";

Result<ImportedForm, std::string> import_form(const std::string& form) {
    const auto workbook = read_workbook(tests::zipped(tests::workbook_parts(form)));
    REQUIRE(workbook);
    FormImportOptions options;
    options.name = "Form one.xlsx";
    options.made_at = "2026-11-20 12:00+0000";
    return import_xlsform(*workbook, options);
}

/// The script, the texts of each translation, and what was lost.
std::string shown(const ImportedForm& form) {
    auto text = form.script;
    for (const auto& [language, entries] : form.translations) {
        text += "---- " + language + "\n";
        for (const auto& entry : entries)
            if (!entry.context.empty()) text += entry.context + ": " + entry.source + " = " + entry.translation + "\n";
    }
    text += "---- lost\n";
    for (const auto& loss : form.losses) text += loss.to_line() + "\n";
    return text;
}

std::vector<std::string> form_names() {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(KUULOLLA_SOURCE_DIR "/" + folder))
        if (file.path().extension() == ".form") names.push_back(file.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// What types this version reads decides what becomes of it: looked at more closely below.
bool depends_on_version(const std::string& name) {
    return name == "dates" || name == "multiple" || name == "repeats";
}

std::string imported(const std::string& name) {
    const auto form = import_form(tests::source_file(folder + name + ".form"));
    REQUIRE(form);
    return shown(*form);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("each form becomes the script, the translations and the list of losses beside it") {
    REQUIRE(form_names().size() >= 10);
    for (const auto& name : form_names()) {
        if (depends_on_version(name)) continue;
        DYNAMIC_SECTION(name) {
            const auto form = import_form(tests::source_file(folder + name + ".form"));
            if (!form) FAIL(form.error());
            const auto golden = folder + name + ".expected";
            if (std::getenv("KUULOLLA_UPDATE_GOLDEN") != nullptr)
                std::ofstream(KUULOLLA_SOURCE_DIR "/" + golden, std::ios::binary) << shown(*form);
            CHECK(shown(*form) == tests::source_file(golden));
        }
    }
}

TEST_CASE("an imported script passes the checker without an error, in all its languages") {
    for (const auto& name : form_names()) {
        DYNAMIC_SECTION(name) {
            const auto form = import_form(tests::source_file(folder + name + ".form"));
            REQUIRE(form);
            const auto translation = [&](const std::string& file) -> std::optional<SourceFile> {
                const auto found = form->translations.find(file.substr(0, file.find('/')));
                if (found == form->translations.end()) return std::nullopt;
                return SourceFile{file, write_po(found->second)};
            };
            const auto read = read_script({form->id + ".yaml", form->script}, nullptr, translation);
            for (const auto& told : check(read, tests::shipped_catalog()))
                if (told.severity == Diagnostic::Severity::error) FAIL_CHECK(to_line(told));
        }
    }
}

TEST_CASE("a workbook that is no form is told") {
    CHECK(import_form("## Sheet1\na | b\n").error() ==
          "the workbook has no sheet `survey` with questions: it is no XLSForm");
    CHECK(import_form("## survey\ntype | name | label\nstart | s |\n").error() ==
          "nothing of this form can be asked in a script");
}

TEST_CASE("dates are asked with their bounds") {
    const auto text = imported("dates");
    INFO(text);
    CHECK(has(text, "  type: date\n"));
    CHECK(has(text, "  max: today\n"));
    CHECK(has(text, "  when: \"visited > '2026-01-01' and visited <= today\"\n"));
}

TEST_CASE("several choices are asked, counted and looked into") {
    const auto text = imported("multiple");
    INFO(text);
    CHECK(has(text, "choices: row 4, column B (name): the choice is called `na_choice` in the script"));
    CHECK(has(text, "choices: row 5, column B (name): the choice `doctor` stands in its list twice"));
    CHECK(has(text, "  type: choices\n"));
    CHECK(has(text, "  other: true\n"));
    CHECK(has(text, "  when: \"contains(used, 'dentist')\"\n"));
    CHECK(has(text, "  when: \"count(used) >= 3 and not (contains(used, 'na_choice'))\"\n"));
}

TEST_CASE("repeats have their rounds") {
    const auto text = imported("repeats");
    INFO(text);
    CHECK(has(text, "survey: row 9, column A (type): "));
    CHECK(has(text, "- repeat: child\n  most: 50\n  while: \"child < children\"\n  when: \"children > 0\"\n"));
    CHECK(has(text, "- repeat: wish\n  most: 3\n  steps:\n"));
    CHECK(has(text, "- group: other_person\n"));
}
