#include "dialogs/importing/form_sheet.hpp"

#include "dialogs/blanks.hpp"

#include <algorithm>

namespace dialogs {

namespace {

struct NamedLanguage {
    std::string_view name;
    std::string_view tag;
};

// As forms name their languages where they give no tag.
constexpr NamedLanguage named_languages[] = {
    {"finnish", "fi"},   {"suomi", "fi"},      {"swedish", "sv"},    {"svenska", "sv"},   {"ruotsi", "sv"},
    {"english", "en"},   {"englanti", "en"},   {"russian", "ru"},    {"venäjä", "ru"},    {"русский", "ru"},
    {"estonian", "et"},  {"viro", "et"},       {"eesti", "et"},      {"ukrainian", "uk"}, {"arabic", "ar"},
    {"arabia", "ar"},    {"العربية", "ar"},    {"persian", "fa"},    {"farsi", "fa"},     {"somali", "so"},
    {"kurdish", "ckb"},  {"sorani", "ckb"},    {"spanish", "es"},    {"español", "es"},   {"vietnamese", "vi"},
    {"thai", "th"},      {"chinese", "zh"},    {"french", "fr"},     {"français", "fr"},  {"german", "de"},
    {"selkosuomi", "fi-simple"},
};

std::string lower(std::string_view text) {
    std::string low(text);
    for (auto& c : low)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return low;
}

bool is_tag(std::string_view text) {
    const auto dash = std::min(text.find('-'), text.size());
    const auto is_fine = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; };
    return dash >= 2 && dash <= 3 && text.size() <= 20 && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), is_fine);
}

/// Older and other names of the same columns.
std::string meaning_of(std::string_view header) {
    auto name = lower(without_blank_ends(header));
    std::replace(name.begin(), name.end(), ' ', '_');
    if (name == "caption") return "label";
    if (name == "relevance") return "relevant";
    if (name == "list" || name == "listname") return "list_name";
    return name == "value" ? "name" : name;
}

}  // namespace

std::optional<Language> form_language(std::string_view name) {
    const auto text = without_blank_ends(name);
    const auto open = text.rfind('(');
    const auto close = text.rfind(')');
    if (open != std::string::npos && close != std::string::npos && close > open) {
        const auto tag = without_blank_ends(text.substr(open + 1, close - open - 1));
        if (is_tag(tag)) return std::string(tag);
    }
    const auto found = std::find_if(std::begin(named_languages), std::end(named_languages),
                                    [&](const NamedLanguage& one) { return one.name == lower(text); });
    if (found != std::end(named_languages)) return Language(found->tag);
    return is_tag(text) ? std::optional(Language(text)) : std::nullopt;
}

FormSheet::FormSheet(const Sheet& sheet) : sheet_(sheet) {
    if (sheet.rows.empty()) return;
    for (const auto& [index, header] : sheet.rows.front().cells) {
        Column column{.header = header, .meaning = meaning_of(header), .language = {}};
        const auto colons = header.find("::");
        const auto colon = colons == std::string::npos ? header.find(':') : colons;
        if (colon != std::string::npos) {
            const auto language = form_language(header.substr(colon + (colons == std::string::npos ? 1 : 2)));
            column.meaning = meaning_of(header.substr(0, colon));
            column.is_known = language.has_value();
            column.language = language.value_or("");
        }
        columns_.emplace(index, std::move(column));
    }
}

FormCell FormSheet::cell_at(const SheetRow& row, int column) const {
    return {.sheet = &sheet_, .row = row.number, .column = column, .header = columns_.at(column).header,
            .text = row.cells.at(column)};
}

std::optional<FormCell> FormSheet::cell(const SheetRow& row, std::string_view header) const {
    for (const auto& [language, found] : texts(row, header))
        if (language.empty()) return found;
    return std::nullopt;
}

std::vector<std::pair<Language, FormCell>> FormSheet::texts(const SheetRow& row, std::string_view header) const {
    std::vector<std::pair<Language, FormCell>> found;
    for (const auto& [index, column] : columns_)
        if (column.meaning == header && column.is_known && row.cells.contains(index))
            found.emplace_back(column.language, cell_at(row, index));
    return found;
}

std::vector<FormCell> FormSheet::others(const SheetRow& row, const std::set<std::string_view>& known) const {
    std::vector<FormCell> found;
    for (const auto& [index, text] : row.cells) {
        const auto column = columns_.find(index);
        if (column == columns_.end()) {
            found.push_back(
                {.sheet = &sheet_, .row = row.number, .column = index, .header = "no header", .text = text});
        } else if (!column->second.is_known || !known.contains(column->second.meaning)) {
            found.push_back(cell_at(row, index));
        }
    }
    return found;
}

std::vector<Language> FormSheet::languages(std::string_view header) const {
    std::vector<Language> found;
    for (const auto& [index, column] : columns_) {
        const bool is_wanted = column.meaning == header && column.is_known && !column.language.empty();
        if (is_wanted && std::find(found.begin(), found.end(), column.language) == found.end())
            found.push_back(column.language);
    }
    return found;
}

}  // namespace dialogs
