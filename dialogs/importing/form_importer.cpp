#include "dialogs/importing/form_importer.hpp"

#include "dialogs/authoring/po_merge.hpp"
#include "dialogs/authoring/po_template.hpp"
#include "dialogs/reading/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace dialogs {

namespace {

constexpr int rounds_of_settling = 40;  // each leaves out what the reader refuses; forms need one or two

/// Enough of a cell to know it by.
std::string_view beginning_of(std::string_view text) {
    constexpr std::size_t characters_told = 60;
    return text.substr(0, byte_offset(text, characters_told));
}

bool is_disabled(const FormSheet& sheet, const SheetRow& row) {
    const auto cell = sheet.cell(row, "disabled");
    return cell && (cell->text == "yes" || cell->text == "true" || cell->text == "true()");
}

FormName::Kind kind_of(const FormType& type) {
    switch (type.type) {
        case QuestionType::number:
        case QuestionType::scale: return FormName::Kind::number;
        case QuestionType::choice: return FormName::Kind::choice;
        case QuestionType::choices: return FormName::Kind::choices;
        case QuestionType::date: return FormName::Kind::date;
        default: return FormName::Kind::text;
    }
}

/// In the form's order: as it is read, sheet by sheet.
void sort_losses(std::vector<FormLoss>& losses, const Workbook& workbook) {
    const auto place = [&](const FormLoss& loss) {
        const auto found = std::find_if(workbook.begin(), workbook.end(),
                                        [&](const Sheet& one) { return one.name == loss.sheet; });
        return std::tuple(found - workbook.begin(), loss.row, loss.column.size(), std::string_view(loss.column));
    };
    std::stable_sort(losses.begin(), losses.end(),
                     [&](const FormLoss& a, const FormLoss& b) { return place(a) < place(b); });
}

}  // namespace

FormImporter::FormImporter(const Workbook& workbook, const FormImportOptions& options)
    : workbook_(workbook), options_(options) {}

Result<ImportedForm, std::string> FormImporter::run() {
    const auto* survey = sheet("survey");
    if (survey == nullptr || survey->rows.size() < 2)
        return failure(std::string("the workbook has no sheet `survey` with questions: it is no XLSForm"));
    survey_.emplace(*survey);
    if (const auto* choices = sheet("choices"); choices != nullptr && !choices->rows.empty())
        choices_.emplace(*choices);
    for (const auto& one : workbook_) {
        const bool is_read = one.name == "survey" || one.name == "choices" || one.name == "settings";
        if (!is_read && !one.rows.empty())
            losses_.push_back({.sheet = one.name, .row = 0, .column = {}, .header = {},
                               .text = "this sheet is no part of a script"});
    }
    read_settings();
    read_languages();
    read_choice_lists();
    name_questions();
    read_rows();
    if (steps_.empty()) return failure(std::string("nothing of this form can be asked in a script"));
    return settle();
}

const Sheet* FormImporter::sheet(std::string_view name) const {
    const auto found = std::find_if(workbook_.begin(), workbook_.end(),
                                    [&](const Sheet& one) { return one.name == name; });
    return found == workbook_.end() ? nullptr : &*found;
}

void FormImporter::lose(const FormCell& cell, std::string text) {
    losses_.push_back({.sheet = cell.sheet->name, .row = cell.row, .column = column_name(cell.column),
                       .header = cell.header, .text = std::move(text)});
}

void FormImporter::lose_others(const SheetRow& row, const std::set<std::string_view>& known) {
    for (const auto& cell : survey_->others(row, known))
        lose(cell, fmt::format("`{}` has no counterpart in a script", beginning_of(cell.text)));
}

void FormImporter::read_settings() {
    id_ = script_id(options_.name);
    languages_ = {options_.language};
    const auto* settings = sheet("settings");
    if (settings == nullptr || settings->rows.size() < 2) return;
    const FormSheet table(*settings);
    const auto& row = settings->rows[1];
    if (const auto id = table.cell(row, "form_id")) id_ = script_id(id->text);
    if (const auto id = table.cell(row, "id_string")) id_ = script_id(id->text);
    if (const auto title = table.cell(row, "form_title")) title_ = *title;
    if (const auto language = table.cell(row, "default_language")) {
        if (const auto tag = form_language(language->text)) languages_ = {*tag};
        else lose(*language, fmt::format("nobody can tell which language `{}` is: write it as English (en)",
                                         language->text));
    }
    for (const auto& cell : table.others(row, {"form_id", "id_string", "form_title", "default_language", "version"}))
        lose(cell, "scripts have no such setting");
}

/// The default language first; where no label is in it, the first that labels are in.
void FormImporter::read_languages() {
    const auto named = survey_->languages("label");
    const auto has_unnamed = std::any_of(survey_->rows().begin(), survey_->rows().end(), [&](const SheetRow& row) {
        return !survey_->is_header(row) && survey_->cell(row, "label").has_value();
    });
    const auto& source = languages_.front();
    const bool has_source = has_unnamed || std::find(named.begin(), named.end(), source) != named.end();
    if (!has_source && !named.empty()) languages_.clear();
    for (const auto& language : named)
        if (std::find(languages_.begin(), languages_.end(), language) == languages_.end())
            languages_.push_back(language);
}

void FormImporter::read_choice_lists() {
    if (!choices_) return;
    std::string filters;  // what they speak of is no loss
    for (const auto& row : survey_->rows())
        if (const auto filter = survey_->cell(row, "choice_filter")) filters += filter->text + "\n";
    for (const auto& row : choices_->rows()) {
        if (choices_->is_header(row)) continue;
        const auto list = choices_->cell(row, "list_name");
        const auto name = choices_->cell(row, "name");
        if (list && name) {
            lists_[list->text].push_back({name->text, &row});
        } else {
            losses_.push_back({.sheet = "choices", .row = row.number, .column = {}, .header = {},
                               .text = "a choice needs a list_name and a name"});
        }
        for (const auto& cell : choices_->others(row, {"list_name", "name", "label"}))
            if (filters.find(cell.header) == std::string::npos)
                lose(cell, fmt::format("`{}` has no counterpart in a script", beginning_of(cell.text)));
    }
}

/// All of them first: a condition may speak of any.
void FormImporter::name_questions() {
    for (const auto& row : survey_->rows()) {
        const auto type = survey_->cell(row, "type");
        const auto name = survey_->cell(row, "name");
        if (survey_->is_header(row) || !type || !name || is_disabled(*survey_, row)) continue;
        const auto known = form_type(type->text);
        if (known.kind != FormType::Kind::question) continue;
        if (names_.question(name->text)) {
            lose(*name, fmt::format("the name `{}` stands here for the second time: conditions speak of the last",
                                    name->text));
        }
        const auto made = names_.add_question(name->text, kind_of(known));
        if (made != name->text) lose(*name, fmt::format("the question is called `{}` in the script", made));
    }
}

void FormImporter::read_rows() {
    for (const auto& row : survey_->rows()) {
        if (survey_->is_header(row)) continue;
        if (is_disabled(*survey_, row)) {
            losses_.push_back({.sheet = "survey", .row = row.number, .column = {}, .header = {},
                               .text = "the row is disabled"});
        } else {
            read_row(row);
        }
    }
    while (!open_.empty()) end_group({}, open_.back().kind);
}

std::vector<OutlineNode> FormImporter::head() const {
    const auto node = [](std::string key, std::string value, FormCell cell = {}) {
        return OutlineNode{.key = std::move(key), .value = std::move(value), .cell = std::move(cell), .inside = {}};
    };
    const auto title = title_.text.empty() ? id_ : title_.text;
    return {node("script", id_),
            node("title", yaml_text(title), title_),
            node("languages", fmt::format("[{}]", fmt::join(languages_, ", "))),
            node("stream", options_.stream),
            node("basis", options_.basis)};
}

/// Writes the script, and leaves out what its reader refuses until it refuses nothing.
Result<ImportedForm, std::string> FormImporter::settle() {
    auto outline = head();
    outline.push_back({.key = "dialog", .value = {}, .cell = {}, .inside = std::move(steps_)});
    for (int round = 0; round < rounds_of_settling; ++round) {
        const auto written = write_outline(outline);
        const auto read = read_script({id_ + ".yaml", written.text}, nullptr, nullptr);
        if (read.script) {
            ImportedForm form{.id = id_, .script = written.text, .translations = {}, .losses = std::move(losses_)};
            const auto made = po_template(read, options_.made_at);
            for (std::size_t i = 1; i < languages_.size(); ++i) {
                auto entries = merge_po({}, made, languages_[i]).entries;
                for (auto& entry : entries) {
                    const auto found = translations_.find({entry.context, entry.source});
                    if (found == translations_.end()) continue;
                    const auto words = found->second.find(languages_[i]);
                    if (words != found->second.end()) entry.translation = words->second;
                }
                form.translations.emplace(languages_[i], std::move(entries));
            }
            sort_losses(form.losses, workbook_);
            return form;
        }
        bool has_dropped = false;
        for (const auto& told : read.diagnostics) {
            if (told.severity != Diagnostic::Severity::error) continue;
            const auto line = static_cast<std::size_t>(told.place.line) - 1;
            if (line >= written.lines.size()) continue;
            auto& node = *written.lines[line];
            if (node.cell.sheet == nullptr || node.is_dropped) continue;
            has_dropped = true;
            lose(node.cell, (node.spare.empty() ? "left out: " : "in part left out: ") + told.text);
            node.is_dropped = node.spare.empty();
            node.value = std::exchange(node.spare, {});
        }
        if (!has_dropped)
            return failure(fmt::format("the form makes no script: {}", to_line(read.diagnostics.front())));
    }
    return failure(std::string("the form makes no script: too much of it cannot be carried over"));
}

std::string FormLoss::to_line() const {
    if (row == 0) return fmt::format("{}: {}", sheet, text);
    if (column.empty()) return fmt::format("{}: row {}: {}", sheet, row, text);
    return fmt::format("{}: row {}, column {} ({}): {}", sheet, row, column, header, text);
}

Result<ImportedForm, std::string> import_xlsform(const Workbook& workbook, const FormImportOptions& options) {
    return FormImporter(workbook, options).run();
}

}  // namespace dialogs
