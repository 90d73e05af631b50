// A script's own `tests:`.
#include "dialogs/iso_time.hpp"
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/script_parts.hpp"
#include "dialogs/reading/utf8.hpp"

#include <algorithm>

namespace dialogs {

namespace {

constexpr std::string_view outcomes[] = {"completed", "partial", "refused", "closed", "failed"};

class TestReader {
public:
    explicit TestReader(ScriptParts& parts) : parts_(parts) {}

    ScriptTest run(const YamlNode& node) {
        static constexpr KeyRow<TestReader> rows[] = {
            {"name", &TestReader::read_name, Need::required},
            {"language", &TestReader::read_language},
            {"channel", &TestReader::read_channel},
            {"at", &TestReader::read_at},
            {"given", &TestReader::read_given},
            {"profile", &TestReader::read_profile},
            {"pools", &TestReader::read_pools},
            {"talk", &TestReader::read_talk, Need::required},
            {"expect", &TestReader::read_expect},
            {"outcome", &TestReader::read_outcome},
            {"effects", &TestReader::read_effects},
        };
        test_.place = parts_.source.place(node.entries.front().key);
        read_keys(parts_.source, node, std::span<const KeyRow<TestReader>>(rows), *this, "a test");
        return std::move(test_);
    }

private:
    void read_name(const YamlEntry& entry) {
        test_.name = parts_.source.word(entry).value_or("");
        test_.place = parts_.source.place(entry.key);
    }

    void read_language(const YamlEntry& entry) {
        test_.language = parts_.source.word(entry);
        if (!test_.language || parts_.script.speaks(*test_.language)) return;
        parts_.source.error(
            entry.value, "unknown-language",
            fmt::format("`{}` is not among the script's languages{}", *test_.language,
                        did_you_mean(*test_.language, parts_.script.languages)));
    }

    void read_channel(const YamlEntry& entry) {
        test_.channel = parts_.source.word(entry).value_or(test_.channel);
        const auto* info = parts_.names.find("channel");
        if (info == nullptr ||
            std::find(info->keys.begin(), info->keys.end(), test_.channel) != info->keys.end())
            return;
        parts_.source.error(entry.value, "bad-value",
                            fmt::format("there is no kind of channel `{}`{}", test_.channel,
                                        did_you_mean(test_.channel, info->keys)));
    }

    void read_at(const YamlEntry& entry) {
        const auto text = parts_.source.word(entry);
        if (!text) return;
        if (!instant_from_iso(*text))
            parts_.source.error(entry.value, "bad-value",
                                "`at` is a time such as 2026-01-15T12:00:00+02:00");
        test_.at = *text;
    }

    /// A scalar as written, a list's items joined, or a table's cells: `a=agree, b=pass`.
    std::optional<std::string> value_of(const YamlEntry& row) {
        if (row.value.is_map()) return cells_of(row);
        if (!row.value.is_sequence()) return parts_.source.word(row);
        return fmt::format("{}", fmt::join(parts_.source.words(row), ", "));
    }

    std::optional<std::string> cells_of(const YamlEntry& row) {
        std::vector<std::string> cells;
        for (const auto& cell : row.value.entries) {
            if (const auto word = parts_.source.word(cell)) cells.push_back(cell.key.value + '=' + *word);
        }
        return fmt::format("{}", fmt::join(cells, ", "));
    }

    void read_values(const YamlEntry& entry, std::string_view what,
                     std::map<std::string, std::string>& into, const std::string& prefix = {}) {
        const auto* map = parts_.source.map(entry);
        if (map == nullptr) return;
        for (const auto& row : map->entries) {
            const auto text = value_of(row);
            const auto* info = parts_.names.find(prefix + row.key.value);
            if (info == nullptr) {
                parts_.source.error(row.key, "unknown-name",
                                    fmt::format("there is no {} `{}`{}", what, row.key.value,
                                                did_you_mean(row.key.value, known_names())));
            } else if (text) {
                check_value(row, *text, *info);
                into[row.key.value] = *text;
            }
        }
    }

    void check_value(const YamlEntry& row, const std::string& text, const NameInfo& info) {
        const auto value = value_from_text(text, info.type);
        if (!value)
            return parts_.source.error(
                row.value, "bad-value",
                fmt::format("`{}` has no such value: it is of another type", row.key.value));
        const auto* table = std::get_if<std::map<std::string, std::string>>(&*value);
        if (table != nullptr && !info.keys.empty()) return check_cells(row, *table, info);
        const auto* key = std::get_if<std::string>(&*value);
        if (key == nullptr || info.type != ValueType::key || info.keys.empty()) return;
        if (std::find(info.keys.begin(), info.keys.end(), *key) != info.keys.end()) return;
        parts_.source.error(row.value, "unknown-choice",
                            fmt::format("`{}` has no choice '{}'{}", row.key.value, *key,
                                        did_you_mean(*key, info.keys)));
    }

    void check_cells(const YamlEntry& row, const std::map<std::string, std::string>& table, const NameInfo& info) {
        for (const auto& [cell, value] : table) {
            if (std::find(info.keys.begin(), info.keys.end(), cell) != info.keys.end()) continue;
            parts_.source.error(row.value, "unknown-choice",
                                fmt::format("`{}` has no choice '{}'{}", row.key.value, cell,
                                            did_you_mean(cell, info.keys)));
        }
    }

    [[nodiscard]] std::vector<std::string> known_names() const {
        std::vector<std::string> names;
        for (const auto& [name, fact] : parts_.script.given)
            names.push_back(name);
        for (const auto& [key, place] : parts_.read.key_places) {
            if (key.substr(0, 4) == "ask.") names.push_back(key.substr(4));
        }
        return names;
    }

    void read_profile(const YamlEntry& entry) {
        read_values(entry, "profile field", test_.profile, "profile.");
    }
    void read_pools(const YamlEntry& entry) { test_.pools = parts_.source.words(entry); }
    void read_given(const YamlEntry& entry) { read_values(entry, "fact", test_.given); }
    void read_expect(const YamlEntry& entry) { read_values(entry, "question", test_.expect); }

    void read_talk(const YamlEntry& entry) {
        const auto text = parts_.source.word(entry);
        if (!text) return;
        if (entry.value.style != YamlNode::Style::literal) {
            return parts_.source.error(
                entry.value, "bad-value",
                "a talk begins `talk: |`, each line of it in a line of its own below");
        }
        std::size_t begun = 0;
        for (std::size_t begin = 0; begin < text->size();) {
            const auto end = std::min(text->find('\n', begin), text->size());
            const auto line = std::string_view(*text).substr(begin, end - begin);
            read_line(line, parts_.source.tree().place(entry.value, begun));
            begun += count_code_points(line) + 1;
            begin = end + 1;
        }
        if (test_.talk.empty())
            parts_.source.error(entry.key, "empty-value", "the talk has no lines");
    }

    void read_line(std::string_view line, Place place) {
        const auto begin = line.find_first_not_of(' ');
        if (begin == std::string_view::npos) return;
        constexpr std::string_view signs = "<>!";
        const auto kind = signs.find(line[begin]);
        if (kind == std::string_view::npos || (begin + 1 < line.size() && line[begin + 1] != ' ')) {
            return parts_.source.error(std::move(place), "talk-line",
                                       "a line of a talk begins with `< ` (the bot), `> ` (the "
                                       "resident) or `! ` (the world)");
        }
        auto words = line.substr(begin + 1);
        while (!words.empty() && words.front() == ' ')
            words.remove_prefix(1);
        while (!words.empty() && words.back() == ' ')
            words.remove_suffix(1);
        if (signs[kind] == '!') check_world(words, place);
        test_.talk.push_back(
            {static_cast<ScriptTest::Line::Kind>(kind), std::string(words), std::move(place)});
    }

    void check_world(std::string_view words, const Place& place) {
        const bool is_wait = words.substr(0, 5) == "wait ";
        if (is_wait || words.find('=') != std::string_view::npos) return;
        parts_.source.error(place, "talk-line",
                            "behind `!` stands `wait 49h`, or a fact that has changed: `seat=in`");
    }

    void read_outcome(const YamlEntry& entry) {
        test_.outcome = parts_.source.word(entry);
        if (!test_.outcome || std::find(std::begin(outcomes), std::end(outcomes), *test_.outcome) !=
                                  std::end(outcomes))
            return;
        const std::vector<std::string> known(std::begin(outcomes), std::end(outcomes));
        parts_.source.error(
            entry.value, "bad-value",
            fmt::format("an outcome is completed, partial, refused, closed or failed{}",
                        did_you_mean(*test_.outcome, known)));
    }

    void read_effects(const YamlEntry& entry) {
        const bool is_none = entry.value.is_sequence() && entry.value.items.empty();
        test_.effects = is_none ? std::vector<std::string>() : parts_.source.words(entry);
    }

    ScriptParts& parts_;
    ScriptTest test_;
};

}  // namespace

void read_tests(ScriptParts& parts, const YamlEntry& entry) {
    const auto* tests = parts.source.sequence(entry);
    if (tests == nullptr) return;
    for (const auto& item : tests->items) {
        if (parts.source.is_full()) break;
        if (!item.is_map() || item.entries.empty()) {
            parts.source.error(item, "wrong-kind", "a test has the keys `name` and `talk`");
            continue;
        }
        parts.read.tests.push_back(TestReader(parts).run(item));
    }
}

}  // namespace dialogs
