#include "dialogs/reading/csv.hpp"

#include "dialogs/reading/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace dialogs {
namespace {

constexpr std::size_t faults_told_max = 50;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// Goes through the bytes once, cell by cell.
class CsvReader {
public:
    CsvReader(const SourceFile& file, std::vector<Diagnostic>& diagnostics)
        : file_(file), text_(file.bytes), diagnostics_(diagnostics) {}

    CsvTable run() {
        if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
        if (!may_be_read()) return {};
        while (at_ < text_.size() && !is_full()) {
            auto row = read_row();
            const bool is_empty = std::all_of(
                row.begin(), row.end(), [](const CsvCell& cell) { return cell.text.empty(); });
            if (is_empty) continue;
            table_.header.empty() ? take_header(std::move(row)) : take_row(std::move(row));
        }
        if (table_.header.empty() && told_ == 0)
            tell(1, 1, "csv-empty", "the file is empty: its first row names the columns");
        return std::move(table_);
    }

private:
    [[nodiscard]] bool is_full() const { return told_ >= faults_told_max; }

    void tell(int line, int column, std::string code, std::string text) {
        if (is_full()) return;
        ++told_;
        diagnostics_.push_back({.severity = Diagnostic::Severity::error,
                                .place = {.file = file_.name, .line = line, .column = column},
                                .code = std::move(code),
                                .text = std::move(text)});
    }

    void tell_at(std::size_t offset, std::string code, std::string text) {
        const auto before = text_.substr(0, offset);
        const auto begin =
            before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        const auto line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
        tell(line, static_cast<int>(count_code_points(before.substr(begin))) + 1, std::move(code),
             std::move(text));
    }

    bool may_be_read() {
        if (text_.size() > csv_bytes_max) {
            tell(1, 1, "csv-limit",
                 fmt::format("the file is larger than {} KiB: part it into several lists",
                             csv_bytes_max / 1024));
        } else if (const auto invalid = first_invalid_utf8(text_)) {
            tell_at(*invalid, "csv-encoding", "this is not UTF-8: save the table as \"CSV UTF-8\"");
        } else if (const auto control = std::find_if(text_.begin(), text_.end(), is_control);
                   control != text_.end()) {
            tell_at(static_cast<std::size_t>(control - text_.begin()), "csv-encoding",
                    *control == '\t'
                        ? "a tab: save the table as CSV, parted by commas"
                        : "a character that no text has: save the table as \"CSV UTF-8\"");
        }
        return told_ == 0;
    }

    static bool is_control(char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r';
    }

    /// One byte, keeping count of where we are.
    char take() {
        const char c = text_[at_++];
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if (begins_code_point(c)) {
            ++column_;
        }
        return c;
    }

    [[nodiscard]] bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
    [[nodiscard]] bool is_at_line_end() const {
        return at_ >= text_.size() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
    }

    std::vector<CsvCell> read_row() {
        std::vector<CsvCell> row;
        do {
            row.push_back(read_cell());
        } while (at_ < text_.size() && text_[at_] == ',' && (take(), true));
        if (is_at('\r')) take();
        if (is_at('\n')) take();
        return row;
    }

    CsvCell read_cell() {
        CsvCell cell{.text = {}, .line = line_, .column = column_};
        const auto begin = at_;
        while (is_at(' '))
            take();
        if (is_at('"')) {
            cell.line = line_;
            cell.column = column_;
            cell.text = quoted(cell);
        } else {
            while (!is_at(',') && !is_at_line_end()) {
                if (is_at('"'))
                    tell(line_, column_, "csv-quote",
                         "a quote in the middle: put the whole cell in double quotes, and write "
                         "each quote in it twice");
                take();
            }
            cell.text = std::string(without_blanks(text_.substr(begin, at_ - begin)));
        }
        if (count_code_points(cell.text) > csv_cell_characters_max)
            tell(cell.line, cell.column, "csv-limit",
                 fmt::format("this cell has more than {} characters: shorten it",
                             csv_cell_characters_max));
        return cell;
    }

    std::string quoted(const CsvCell& cell) {
        std::string text;
        take();
        while (at_ < text_.size()) {
            const char c = take();
            if (c != '"') {
                text += c;
            } else if (is_at('"')) {
                text += take();
            } else {
                skip_behind_quote();
                return std::string(without_blanks(text));
            }
        }
        tell(cell.line, cell.column, "csv-quote",
             "this quote is never closed: end the cell with a double quote");
        return text;
    }

    void skip_behind_quote() {
        while (is_at(' '))
            take();
        if (is_at(',') || is_at_line_end()) return;
        tell(line_, column_, "csv-quote",
             "text behind a closing quote: put the whole cell in double quotes, and write each "
             "quote in it twice");
        while (!is_at(',') && !is_at_line_end())
            take();
    }

    void take_header(std::vector<CsvCell> row) {
        const bool is_semicolons =
            row.size() == 1 && row.front().text.find(';') != std::string::npos;
        if (is_semicolons) {
            tell(row.front().line, row.front().column, "csv-semicolon",
                 "the columns are parted by semicolons: save the table with commas");
            at_ = text_.size();
        }
        for (auto cell = row.begin(); cell != row.end(); ++cell) {
            const bool is_twice = std::any_of(
                row.begin(), cell, [&](const CsvCell& one) { return one.text == cell->text; });
            if (cell->text.empty()) {
                tell(cell->line, cell->column, "csv-columns",
                     "a column without a name: name it, or take it away");
            } else if (is_twice) {
                tell(cell->line, cell->column, "csv-columns",
                     fmt::format("the column `{}` stands here twice", cell->text));
            }
        }
        table_.header = std::move(row);
    }

    void take_row(std::vector<CsvCell> row) {
        if (table_.rows.size() >= csv_rows_max) {
            tell(row.front().line, 1, "csv-limit",
                 fmt::format("more than {} rows: part the list into several", csv_rows_max));
            at_ = text_.size();
        } else if (row.size() != table_.header.size()) {
            const bool is_more = row.size() > table_.header.size();
            const auto& at = is_more ? row[table_.header.size()] : row.back();
            tell(at.line, at.column, "csv-columns",
                 fmt::format("this row has {} cells, the first row {}: {}", row.size(),
                             table_.header.size(),
                             is_more ? "put a text with a comma in it in double quotes"
                                     : "write a comma for each empty cell"));
        } else {
            table_.rows.push_back(std::move(row));
        }
    }

    const SourceFile& file_;
    std::string_view text_;
    std::vector<Diagnostic>& diagnostics_;
    CsvTable table_;
    std::size_t at_ = 0;
    std::size_t told_ = 0;
    int line_ = 1;
    int column_ = 1;
};

}  // namespace

CsvTable read_csv(const SourceFile& file, std::vector<Diagnostic>& diagnostics) {
    return CsvReader(file, diagnostics).run();
}

}  // namespace dialogs
