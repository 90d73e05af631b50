// A sheet of an XLSForm by its headers: which column means what, in which language.
#pragma once

#include "dialogs/importing/workbook.hpp"
#include "dialogs/language.hpp"

#include <optional>
#include <set>

namespace dialogs {

/// A cell with something in it, and where it stands.
struct FormCell {
    const Sheet* sheet = nullptr;
    int row = 0;
    int column = 0;
    std::string header;  ///< as the form writes it
    std::string text;
};

/// The language that a form names: `Suomi (fi)`, `fi`, `English`; nullopt where nobody can tell.
[[nodiscard]] std::optional<Language> form_language(std::string_view name);

class FormSheet {
public:
    /// The first row is the header. Headers are compared in lower case, blanks and underlines alike.
    explicit FormSheet(const Sheet& sheet);

    [[nodiscard]] const std::vector<SheetRow>& rows() const { return sheet_.rows; }
    /// True for the header's own row.
    [[nodiscard]] bool is_header(const SheetRow& row) const { return &row == &sheet_.rows.front(); }

    /// The cell of that column, in no language of its own.
    [[nodiscard]] std::optional<FormCell> cell(const SheetRow& row, std::string_view header) const;

    /// The cells of that column in every language; the one without a language is under the empty tag.
    [[nodiscard]] std::vector<std::pair<Language, FormCell>> texts(const SheetRow& row, std::string_view header) const;

    /// The cells of the row that stand under none of these headers, or in a language that nobody can tell.
    [[nodiscard]] std::vector<FormCell> others(const SheetRow& row, const std::set<std::string_view>& known) const;

    /// Languages of the columns of that header, in their order.
    [[nodiscard]] std::vector<Language> languages(std::string_view header) const;

private:
    struct Column {
        std::string header;    ///< as written
        std::string meaning;   ///< `label`
        Language language;     ///< empty: none named
        bool is_known = true;  ///< false where its language cannot be told
    };

    [[nodiscard]] FormCell cell_at(const SheetRow& row, int column) const;

    const Sheet& sheet_;
    std::map<int, Column> columns_;
};

}  // namespace dialogs
