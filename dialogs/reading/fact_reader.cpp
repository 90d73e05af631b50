// Declared facts (`given:`), and values as people write them.
#include "dialogs/iso_time.hpp"
#include "dialogs/local_time.hpp"
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/list_reader.hpp"
#include "dialogs/reading/script_parts.hpp"

#include <algorithm>
#include <cmath>

namespace dialogs {

namespace {

constexpr std::string_view names_taken[] = {"language", "channel", "today", "lot",   "profile",
                                            "words",    "na",      "true",  "false", "not",
                                            "and",      "or",      "in",    "else",  "member"};
constexpr std::size_t name_size_max = 40;

struct FactType {
    std::string_view name;
    ValueType type;
    std::string_view keys_from{};  ///< the key that says which values it has
};

constexpr FactType fact_types[] = {
    {"text", ValueType::text},           {"number", ValueType::number},
    {"year", ValueType::year},           {"date", ValueType::date},
    {"datetime", ValueType::instant},    {"yes-no", ValueType::boolean},
    {"choice", ValueType::key, "choices"}, {"choices", ValueType::keys, "choices"},
    {"place", ValueType::key, "list"},
};

std::vector<std::string> parted(std::string_view text, char sign) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(sign, begin), text.size());
        auto part = text.substr(begin, end - begin);
        while (!part.empty() && part.front() == ' ')
            part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ')
            part.remove_suffix(1);
        if (!part.empty()) parts.emplace_back(part);
        begin = end + 1;
    }
    return parts;
}

std::optional<Value> table_from_text(std::string_view text) {
    std::map<std::string, std::string> table;
    for (const auto& cell : parted(text, ',')) {
        const auto equal = cell.find('=');
        if (equal == std::string::npos) return std::nullopt;
        table[cell.substr(0, equal)] = cell.substr(equal + 1);
    }
    return table;
}

template <class T>
std::optional<Value> as_value(const std::optional<T>& value) {
    return value ? std::optional<Value>(*value) : std::nullopt;
}

class FactReader {
public:
    FactReader(ScriptParts& parts, const YamlEntry& entry) : parts_(parts), entry_(entry) {}

    Fact run() {
        const auto* map = parts_.source.map(entry_);
        if (map == nullptr) return {};
        static constexpr KeyRow<FactReader> rows[] = {
            {"type", &FactReader::read_type, Need::required},
            {"choices", &FactReader::read_choices},
            {"list", &FactReader::read_list},
            {"optional", &FactReader::read_optional},
            {"example", &FactReader::read_example, Need::required},
        };
        read_keys(parts_.source, *map, std::span<const KeyRow<FactReader>>(rows), *this, "a fact");
        check_keys(*map);
        return std::move(fact_);
    }

private:
    /// Choices and places, and no others, say which there are.
    void check_keys(const YamlNode& map) {
        if (type_ == nullptr) return;
        for (const std::string_view key : {"choices", "list"}) {
            const auto* entry = map.find(key);
            const bool is_wanted = key == type_->keys_from;
            if (is_wanted && entry == nullptr)
                parts_.source.error(map.entries.front().key, "missing-key",
                                    fmt::format("a fact of this type needs the key `{}`", key));
            if (!is_wanted && entry != nullptr)
                parts_.source.error(entry->key, "wrong-key",
                                    fmt::format("`{}` is no key of a fact of the type `{}`", key, type_->name));
        }
    }

    void read_type(const YamlEntry& entry) {
        const auto name = parts_.source.word(entry);
        if (!name) return;
        const auto* row = std::find_if(std::begin(fact_types), std::end(fact_types),
                                       [&](const FactType& one) { return one.name == *name; });
        if (row == std::end(fact_types)) {
            std::vector<std::string> known;
            for (const auto& one : fact_types)
                known.emplace_back(one.name);
            parts_.source.error(
                entry.value, "unknown-type",
                fmt::format("there is no type of fact `{}`{}", *name, did_you_mean(*name, known)));
        } else {
            fact_.type = row->type;
            type_ = row;
        }
    }

    void read_choices(const YamlEntry& entry) { fact_.keys = parts_.source.words(entry); }

    void read_list(const YamlEntry& entry) {
        if (type_ == nullptr || type_->keys_from != "list") return;
        fact_.list = read_place_list(parts_, entry).value_or("");
        if (const auto* places = parts_.script.place_list(fact_.list)) fact_.keys = places->ids();
    }
    void read_optional(const YamlEntry& entry) {
        fact_.optional = parts_.source.flag(entry).value_or(false);
    }

    void read_example(const YamlEntry& entry) {
        std::string text;
        if (entry.value.is_sequence()) {
            text = fmt::format("{}", fmt::join(parts_.source.words(entry), ","));
        } else if (const auto word = parts_.source.word(entry)) {
            text = *word;
        }
        if (type_ == nullptr || text.empty()) return;
        const auto value = value_from_text(text, fact_.type);
        if (!value || !is_among_keys(*value)) {
            parts_.source.error(entry.value, "bad-value",
                                "the example is no value of the fact's type");
        } else {
            fact_.example = *value;
        }
    }

    [[nodiscard]] bool is_among_keys(const Value& value) const {
        const auto known = [this](const std::string& key) {
            return std::find(fact_.keys.begin(), fact_.keys.end(), key) != fact_.keys.end();
        };
        if (fact_.keys.empty()) return true;
        if (const auto* key = std::get_if<std::string>(&value)) return known(*key);
        const auto* keys = std::get_if<std::vector<std::string>>(&value);
        return keys == nullptr || std::all_of(keys->begin(), keys->end(), known);
    }

    ScriptParts& parts_;
    const YamlEntry& entry_;
    Fact fact_;
    const FactType* type_ = nullptr;  ///< null where it is missing or unknown
};

}  // namespace

bool is_taken_name(std::string_view name) {
    return std::find(std::begin(names_taken), std::end(names_taken), name) != std::end(names_taken);
}

bool check_id(Source& source, const YamlNode& scalar, std::string_view what) {
    const auto& id = scalar.value;
    const bool is_id = !id.empty() && id.size() <= name_size_max && id[0] >= 'a' && id[0] <= 'z' &&
                       id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    if (!is_id)
        source.error(scalar, "bad-name",
                     fmt::format("{} is a-z, 0-9 and -, begins with a letter, and has at most {} characters", what,
                                 name_size_max));
    return is_id;
}

bool check_name(Source& source, const YamlNode& scalar, bool is_behind_dot) {
    const auto& name = scalar.value;
    const bool is_well_formed =
        !name.empty() && name.size() <= name_size_max && name[0] >= 'a' && name[0] <= 'z' &&
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!is_well_formed) {
        source.error(scalar, "bad-name",
                     fmt::format("`{}` is no name: a name is a-z, 0-9 and _, begins with a letter, "
                                 "and has at most {} characters",
                                 name, name_size_max));
    } else if (!is_behind_dot && is_taken_name(name)) {
        source.error(
            scalar, "bad-name",
            fmt::format("`{}` means something else in conditions: take another name", name));
    }
    return is_well_formed && (is_behind_dot || !is_taken_name(name));
}

std::map<std::string, Fact> read_facts(ScriptParts& parts, const YamlEntry& entry, FactsKind kind) {
    std::map<std::string, Fact> facts;
    const auto* map = parts.source.map(entry);
    if (map == nullptr) return facts;
    for (const auto& row : map->entries) {
        if (parts.source.is_full()) break;
        const bool is_field = kind.prefix == "profile.";
        if (!check_name(parts.source, row.key, is_field)) continue;
        auto fact = FactReader(parts, row).run();
        const auto path = std::string(kind.prefix) + row.key.value;
        parts.names.add(is_field ? path : row.key.value,
                        {.type = fact.type, .keys = fact.keys, .known_from = kind.known_from});
        parts.read.key_places.emplace(path, parts.source.place(row.key));
        facts.emplace(row.key.value, std::move(fact));
    }
    return facts;
}

std::optional<Value> value_from_text(std::string_view text, ValueType type) {
    if (type == ValueType::text) return Value(std::string(text));
    if (text == "na") return Value(NotApplicable{});
    switch (type) {
        case ValueType::boolean:
            if (text == "true" || text == "yes") return Value(true);
            if (text == "false" || text == "no") return Value(false);
            return std::nullopt;
        case ValueType::number:
            return as_value(number_from_text(text));
        case ValueType::year: {
            const auto year = number_from_text(text);
            const bool is_year =
                year && std::floor(*year) == *year && *year >= 1000 && *year <= 9999;
            return is_year ? as_value(year) : std::nullopt;
        }
        case ValueType::date:
            return as_value(date_from_iso(text));
        case ValueType::instant:
            return as_value(instant_as_written(text));
        case ValueType::keys:
            return Value(parted(text, ','));
        case ValueType::table:
            return table_from_text(text);
        default:
            break;
    }
    if (text.empty()) return std::nullopt;
    return Value(std::string(text));
}

std::vector<std::string> fact_type_names() {
    std::vector<std::string> names;
    for (const auto& type : fact_types)
        names.emplace_back(type.name);
    return names;
}

}  // namespace dialogs
