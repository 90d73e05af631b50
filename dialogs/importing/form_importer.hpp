// The work of one import: rows of a form become an outline of a script.
#pragma once

#include "dialogs/importing/form_names.hpp"
#include "dialogs/importing/form_sheet.hpp"
#include "dialogs/importing/xlsform.hpp"
#include "dialogs/importing/yaml_outline.hpp"
#include "dialogs/question_type.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dialogs {

/// A row's `type`: its kind, and what stands behind it.
struct FormType {
    enum class Kind { question, note, begin_group, end_group, begin_repeat, end_repeat, none } kind = Kind::none;
    QuestionType type = QuestionType::text;
    std::string list;          ///< of choices
    bool has_other = false;    ///< or_other
    bool is_whole = false;     ///< integer
    std::string why_not;       ///< of `none`: what to tell
};
[[nodiscard]] FormType form_type(std::string_view written);

/// Translations of the outline's texts: context and source → language → words.
using FormTranslations = std::map<std::pair<std::string, std::string>, std::map<Language, std::string>>;

class FormImporter {
public:
    FormImporter(const Workbook& workbook, const FormImportOptions& options);

    Result<ImportedForm, std::string> run();

private:
    struct FormChoice {
        std::string name;
        const SheetRow* row;
    };

    // form_importer.cpp: the form as a whole
    [[nodiscard]] const Sheet* sheet(std::string_view name) const;
    void read_settings();
    void read_languages();
    void read_choice_lists();
    void name_questions();
    void read_rows();
    std::vector<OutlineNode> head() const;
    Result<ImportedForm, std::string> settle();
    void lose(const FormCell& cell, std::string text);
    void lose_others(const SheetRow& row, const std::set<std::string_view>& known);

    // form_rows.cpp: rows that are steps
    void read_row(const SheetRow& row);
    void begin_group(const SheetRow& row, const FormType& type);
    void begin_repeat(const SheetRow& row, const FormCell& cell, OutlineNode& step);
    void end_group(const FormCell& cell, FormType::Kind kind);
    void read_note(const SheetRow& row);
    void read_question(const SheetRow& row, const FormType& type, const FormCell& cell);
    void add_step(OutlineNode step);
    void add_when(const SheetRow& row, OutlineNode& step);
    bool add_text(const SheetRow& row, std::string_view header, std::string_view key, const std::string& context,
                  OutlineNode& step);
    std::string pattern_of(const FormCell& cell);

    // form_answers.cpp: what may be answered
    void add_choices(const SheetRow& row, const FormType& type, const std::string& name, OutlineNode& step);
    void add_constraint(const SheetRow& row, const FormType& type, OutlineNode& step);
    void add_range(const SheetRow& row, OutlineNode& step);
    [[nodiscard]] FormNames names_for(const SheetRow* choice) const;

    const Workbook& workbook_;
    const FormImportOptions& options_;
    std::optional<FormSheet> survey_;
    std::optional<FormSheet> choices_;
    ImportedNames names_;
    std::map<std::string, std::vector<FormChoice>> lists_;
    std::vector<Language> languages_;  ///< the first is the source
    std::string id_;
    FormCell title_;
    FormTranslations translations_;
    std::vector<OutlineNode> steps_;
    struct OpenGroup {
        OutlineNode step;
        FormType::Kind kind;
    };
    std::vector<OpenGroup> open_;
    std::vector<FormLoss> losses_;
};

}  // namespace dialogs
