// Maps read by tables of keys: what is allowed, what is needed, what reads it. The tables are what
// a schema of the language is made from.
#pragma once

#include "dialogs/did_you_mean.hpp"
#include "dialogs/reading/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace dialogs {

enum class Need {
    optional,
    required
};

/// One key of a map and the member that reads its entry.
template <class Reader>
struct KeyRow {
    std::string_view key;
    void (Reader::*read)(const YamlEntry&);
    Need need = Need::optional;
};

template <class Reader>
std::vector<std::string> known_keys(std::span<const KeyRow<Reader>> rows) {
    std::vector<std::string> keys;
    for (const auto& row : rows)
        keys.emplace_back(row.key);
    return keys;
}

template <class Reader>
void note_table(Source& source, std::span<const KeyRow<Reader>> rows, std::string_view what) {
    if (source.tables() == nullptr) return;
    auto& table = (*source.tables())[std::string(what)];
    table.clear();
    for (const auto& row : rows)
        table.push_back({std::string(row.key), row.need == Need::required});
}

template <class Reader>
void tell_unknown_key(Source& source, const YamlNode& key, std::span<const KeyRow<Reader>> rows,
                      std::string_view what) {
    if (key.value.size() > 1 && key.value[0] == '-')
        return source.error(key, "yaml-dash-space",
                            fmt::format("a blank is missing after the dash: write `- {}:`", key.value.substr(1)));
    source.error(key, "unknown-key",
                 fmt::format("{} has no key `{}`{}", what, key.value, did_you_mean(key.value, known_keys(rows))));
}

/// Reads the map's entries in the order of the table, so that later rows can rely on earlier ones.
/// `what` names the map in messages: "a question".
template <class Reader>
void read_keys(Source& source, const YamlNode& map, std::span<const KeyRow<Reader>> rows,
               Reader& reader, std::string_view what) {
    note_table(source, rows, what);
    for (const auto& entry : map.entries) {
        const auto is_this = [&](const KeyRow<Reader>& row) { return row.key == entry.key.value; };
        if (std::any_of(rows.begin(), rows.end(), is_this)) continue;
        if (source.is_full()) return;
        tell_unknown_key(source, entry.key, rows, what);
    }
    for (const auto& row : rows) {
        const auto* entry = map.find(row.key);
        if (entry == nullptr) {
            if (row.need == Need::required) {
                const auto& at = map.entries.empty() ? map : map.entries.front().key;
                source.error(at, "missing-key",
                             fmt::format("{} needs the key `{}`", what, row.key));
            }
        } else {
            (reader.*row.read)(*entry);
        }
    }
}

}  // namespace dialogs
