// A form in the XLSForm standard (ODK, KoboToolbox) as a script with its translations.
#pragma once

#include "dialogs/importing/workbook.hpp"
#include "dialogs/language.hpp"
#include "dialogs/texts/po.hpp"

#include <map>
#include <string>
#include <vector>

namespace dialogs {

struct FormImportOptions {
    std::string name;                 ///< of the file, for a form without an id
    std::string stream = "feedback";
    std::string basis = "public-task";
    Language language = "fi";         ///< of texts whose column names none
    std::string made_at;              ///< as gettext writes a moment
};

/// What of the form is not in the script, or otherwise than there.
struct FormLoss {
    std::string sheet;
    int row = 0;          ///< as the spreadsheet shows it; 0: the whole sheet
    std::string column;   ///< `D`; empty: the whole row
    std::string header;
    std::string text;

    /// `survey: row 12, column D (relevant): the function `regex` has no counterpart`.
    [[nodiscard]] std::string to_line() const;
};

struct ImportedForm {
    std::string id;
    std::string script;                                     ///< YAML, which reads without errors
    std::map<Language, std::vector<PoEntry>> translations;  ///< of every language but the first
    std::vector<FormLoss> losses;                           ///< in the form's order
};

/// Fails where the workbook is no form, or nothing of it can be asked.
[[nodiscard]] Result<ImportedForm, std::string> import_xlsform(const Workbook& workbook,
                                                               const FormImportOptions& options);

}  // namespace dialogs
