#include "dialogs/reading/list_reader.hpp"

#include "dialogs/did_you_mean.hpp"
#include "dialogs/reading/csv.hpp"
#include "dialogs/understanding/place_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <span>

namespace dialogs {
namespace {

constexpr std::size_t list_id_bytes_max = 64;
constexpr std::string_view ids_taken[] = {"na", "other", "none"};

/// A column that a list may have; `by_language`: also as `text:sv`.
struct ListColumn {
    std::string_view name;
    bool is_needed = false;
    bool by_language = false;
};

constexpr ListColumn option_columns[] = {
    {"id", true}, {"text", true, true}, {"cost"}, {"about", false, true}};
constexpr ListColumn place_columns[] = {
    {"id", true}, {"name", true, true}, {"other names"}, {"municipality"}};

class ListReader {
public:
    ListReader(ScriptParts& parts, const YamlEntry& entry, std::span<const ListColumn> columns)
        : parts_(parts), entry_(entry), columns_(columns) {}

    /// False where there is no such table, or it has faults (told).
    bool read() {
        const auto name = parts_.source.word(entry_);
        if (!name || !is_file_name(*name)) return false;
        file_ = parts_.find_beside ? parts_.find_beside(*name) : std::nullopt;
        if (!file_) {
            parts_.source.error(entry_.value, "list-file",
                                fmt::format("there is no file `{}` beside the script", *name));
            return false;
        }
        const auto faults = parts_.read.diagnostics.size();
        table_ = read_csv(*file_, parts_.read.diagnostics);
        if (parts_.read.diagnostics.size() == faults) check_columns();
        if (parts_.read.diagnostics.size() == faults) check_ids();
        if (parts_.read.diagnostics.size() == faults && table_.rows.empty())
            tell(table_.header.front(), "list-empty", "the list has no rows");
        return parts_.read.diagnostics.size() == faults;
    }

    [[nodiscard]] const std::vector<std::vector<CsvCell>>& rows() const { return table_.rows; }

    [[nodiscard]] const CsvCell* cell(const std::vector<CsvCell>& row,
                                      std::string_view column) const {
        for (std::size_t i = 0; i < table_.header.size(); ++i)
            if (table_.header[i].text == column && !row[i].text.empty()) return &row[i];
        return nullptr;
    }

    [[nodiscard]] std::string words(const std::vector<CsvCell>& row,
                                    std::string_view column) const {
        const auto* found = cell(row, column);
        return found == nullptr ? std::string() : found->text;
    }

    /// The column in the source language and in the script's others, where the row has them.
    [[nodiscard]] std::map<Language, WrittenText> written(const std::vector<CsvCell>& row,
                                                          std::string_view column) const {
        std::map<Language, WrittenText> texts;
        for (const auto& language : parts_.script.languages) {
            const bool is_source = language == parts_.script.source_language();
            const auto* found = cell(row, fmt::format("{}:{}", column, language));
            if (found == nullptr && is_source) found = cell(row, column);
            if (found != nullptr) texts[language] = {found->text, placer(*found)};
        }
        return texts;
    }

    /// The column's words in all languages that it or a PO file has.
    [[nodiscard]] Text text(const std::vector<CsvCell>& row, std::string_view column,
                            const std::string& context) {
        auto listed = written(row, column);
        const auto source = listed.find(parts_.script.source_language());
        if (source == listed.end()) return {};
        const auto words = source->second.pattern;
        return Text{{Text::Wording{
            .when = {},
            .patterns = parts_.translations.translate_listed(context, words, std::move(listed))}}};
    }

    void tell(const CsvCell& at, std::string code, std::string text) {
        parts_.source.error(Place{.file = file_->name, .line = at.line, .column = at.column},
                            std::move(code), std::move(text));
    }

private:
    /// The file stands beside the script: no folders, no way out of there.
    bool is_file_name(const std::string& name) {
        const bool is_plain = name.ends_with(".csv") && !name.starts_with('.') &&
                              std::all_of(name.begin(), name.end(), [](char c) {
                                  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                         (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
                              });
        if (!is_plain)
            parts_.source.error(
                entry_.value, "list-file",
                "`list` is the name of a file beside the script, such as units.csv: letters a-z, "
                "digits, - and _");
        return is_plain;
    }

    [[nodiscard]] Placer placer(const CsvCell& cell) const {
        return [place = Place{.file = file_->name, .line = cell.line, .column = cell.column}](
                   std::size_t code_point) {
            auto at = place;
            at.column += static_cast<int>(code_point);
            return at;
        };
    }

    void check_columns() {
        for (const auto& cell : table_.header) {
            const auto base = cell.text.substr(0, cell.text.find(':'));
            const bool has_language = base.size() != cell.text.size();
            const bool is_known =
                std::any_of(columns_.begin(), columns_.end(), [&](const ListColumn& column) {
                    return column.name == base && (!has_language || column.by_language);
                });
            if (!is_known)
                tell(cell, "list-column",
                     fmt::format("a list has no column `{}`{}", cell.text,
                                 did_you_mean(cell.text, names())));
        }
        for (const auto& column : columns_) {
            const bool is_there =
                std::any_of(table_.header.begin(), table_.header.end(),
                            [&](const CsvCell& cell) { return cell.text == column.name; });
            if (column.is_needed && !is_there)
                tell(table_.header.front(), "list-column",
                     fmt::format("the column `{}` is missing: the first row names the columns",
                                 column.name));
        }
    }

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& column : columns_)
            names.emplace_back(column.name);
        return names;
    }

    void check_ids() {
        std::map<std::string, int> lines;
        for (const auto& row : table_.rows) {
            for (const auto& column : columns_)
                if (column.is_needed && cell(row, column.name) == nullptr)
                    tell(row.front(), "list-empty",
                         fmt::format("this row has no `{}`", column.name));
            const auto* id = cell(row, "id");
            if (id == nullptr) continue;
            const bool is_fine = id->text.size() <= list_id_bytes_max &&
                                 id->text.find_first_of(" ,=|\"\n\r") == std::string::npos;
            if (!is_fine) {
                tell(*id, "bad-name",
                     "an id has no blanks, commas, quotes, = or |, and at most 64 bytes");
            } else if (std::find(std::begin(ids_taken), std::end(ids_taken), id->text) !=
                       std::end(ids_taken)) {
                tell(*id, "bad-name",
                     fmt::format("`{}` is no id: answers of that name have a meaning already",
                                 id->text));
            }
            const auto [first, is_new] = lines.emplace(id->text, id->line);
            if (!is_new)
                tell(*id, "duplicate-name",
                     fmt::format("the id `{}` stands in line {} already", id->text, first->second));
        }
    }

    ScriptParts& parts_;
    const YamlEntry& entry_;
    std::span<const ListColumn> columns_;
    std::optional<SourceFile> file_;
    CsvTable table_;
};

std::vector<std::string> names_parted(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('|', begin), text.size());
        auto part = text.substr(begin, end - begin);
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        if (!part.empty()) parts.emplace_back(part);
        begin = end + 1;
    }
    return parts;
}

/// Whole euros; `15 000` as people write it.
std::optional<int> cost_in(std::string text) {
    std::erase(text, ' ');
    int cost = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, cost);
    const bool is_cost = error == std::errc() && stop == end && cost >= 0 && cost <= item_cost_max;
    return is_cost ? std::optional(cost) : std::nullopt;
}

}  // namespace

std::vector<Option> read_option_list(ScriptParts& parts, const YamlEntry& entry,
                                     const std::string& path, Costs costs) {
    ListReader list(parts, entry, option_columns);
    std::vector<Option> options;
    if (parts.script.languages.empty() || !list.read()) return options;
    for (const auto& row : list.rows()) {
        Option option{.key = list.words(row, "id"), .label = {}, .when = {}};
        option.label = list.text(row, "text", fmt::format("{}.list.{}", path, option.key));
        option.about = list.text(row, "about", fmt::format("{}.about.{}", path, option.key));
        if (const auto* cost = list.cell(row, "cost")) {
            const auto euros = cost_in(cost->text);
            if (!euros)
                list.tell(*cost, "bad-value", "a cost is a whole number of euros, such as 15000");
            option.cost = euros.value_or(0);
        } else if (costs == Costs::needed) {
            list.tell(row.front(), "list-empty",
                      "this row has no `cost`: each item of a budget has one");
        }
        options.push_back(std::move(option));
    }
    return options;
}

std::optional<std::string> read_place_list(ScriptParts& parts, const YamlEntry& entry) {
    if (entry.value.is_scalar() && parts.script.places.contains(entry.value.value))
        return entry.value.value;
    ListReader list(parts, entry, place_columns);
    if (parts.script.languages.empty() || !list.read()) return std::nullopt;
    PlaceList places;
    for (const auto& row : list.rows()) {
        ListedPlace place{.id = list.words(row, "id")};
        for (auto& [language, name] : list.written(row, "name"))
            place.names[language] = std::move(name.pattern);
        for (auto& name : names_parted(list.words(row, "other names")))
            place.other_names.push_back(std::move(name));
        place.municipality = list.words(row, "municipality");
        places.places.push_back(std::move(place));
    }
    places.index = std::make_shared<const PlaceIndex>(places.places);
    parts.script.places.emplace(entry.value.value, std::move(places));
    return entry.value.value;
}

}  // namespace dialogs
