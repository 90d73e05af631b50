#include "dialogs/authoring/schema.hpp"

#include "dialogs/authoring/schema_values.hpp"
#include "dialogs/effects.hpp"
#include "dialogs/question_type.hpp"
#include "dialogs/reading/key_tables.hpp"
#include "dialogs/reading/question_keys.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace dialogs {

namespace {

using Json = nlohmann::ordered_json;
using Keys = std::vector<KnownKey>;

constexpr std::string_view head =
    "script: s\ntitle: T\nlanguages: [fi]\nstream: feedback\nbasis: public-task\n";

/// What the readers have to say of a script with these lines behind its head.
ReadTables probe(const std::string& lines) {
    const auto find_module = [](const std::string&) -> std::optional<SourceFile> {
        return SourceFile{"modules/m.yaml", "module: m\ntitle: T\nsteps:\n- say: x\n"};
    };
    return read_key_tables({"s.yaml", std::string(head) + lines}, find_module);
}

bool has_key(const Keys& keys, std::string_view name) {
    return std::any_of(keys.begin(), keys.end(), [&](const KnownKey& one) { return one.key == name; });
}

/// The table among those found that has this key; empty where this version reads no such map.
Keys table_with(const ReadTables& found, std::string_view key) {
    for (const auto& [map, keys] : found.tables)
        if (has_key(keys, key) && map != "a script") return keys;
    return {};
}

Keys table_named(const ReadTables& found, std::string_view name) {
    const auto table = found.tables.find(name);
    return table == found.tables.end() ? Keys() : table->second;
}

/// The keys that are asked for in vain.
std::vector<std::string> missing_keys(const ReadTables& found) {
    std::vector<std::string> names;
    for (const auto& told : found.diagnostics) {
        if (told.code != "missing-key") continue;
        const auto end = told.text.rfind('`');
        const auto begin = told.text.rfind('`', end - 1) + 1;
        names.push_back(told.text.substr(begin, end - begin));
    }
    return names;
}

/// One kind of map: what the definition is called, and its keys.
struct MapKind {
    std::string name;
    Keys keys;
};

Json map_schema(const MapKind& map) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const auto& [key, is_required] : map.keys) {
        properties[key] = schema_of_key(map.name.substr(0, map.name.find(' ')), key).value_or(Json::object());
        if (is_required) required.push_back(key);
    }
    Json schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
}

Json needs(std::string_view key) { return {{"required", Json::array({std::string(key)})}}; }

Json refer_to_map(std::string_view name) { return {{"$ref", fmt::format("#/definitions/{}", name)}}; }

/// The words behind a key decide what else its map has.
Json when_word(const char* key, const std::string& word, Json then) {
    Json is_word = needs(key);
    is_word["properties"][key]["const"] = word;
    return {{"if", std::move(is_word)}, {"then", std::move(then)}};
}

std::vector<MapKind> step_maps() {
    std::vector<MapKind> maps;
    for (const auto& kind : step_kind_names()) {
        if (kind == "do") continue;
        auto keys = table_with(probe(fmt::format("dialog:\n- {}: x\n", kind)), kind);
        if (!keys.empty()) maps.push_back({kind, std::move(keys)});
    }
    return maps;
}

std::vector<MapKind> effect_maps() {
    std::vector<MapKind> maps;
    for (const auto& effect : effect_names()) {
        auto keys = table_with(probe(fmt::format("dialog:\n- do: {}\n", effect)), "do");
        if (!keys.empty()) maps.push_back({"do " + effect, std::move(keys)});
    }
    return maps;
}

std::string question(const std::string& lines) { return "dialog:\n- ask: n\n  text: x\n" + lines; }

/// Maps that are no steps.
std::vector<MapKind> other_maps() {
    std::vector<MapKind> maps{
        {"script", table_named(probe("dialog:\n- end:\n"), "a script")},
        {"fact", table_with(probe("given:\n  a: {x: y}\ndialog:\n- end:\n"), "example")},
        {"test", table_with(probe("dialog:\n- end:\ntests:\n- x: y\n"), "talk")},
        {"choice", table_named(probe(question("  type: choice\n  choices: {a: {text: x}}\n")), "a choice")},
        {"item", table_with(probe(question("  type: budget\n  ceiling: 9\n  items: {a: {text: x}}\n")), "cost")},
        {"module", table_with(probe("dialog:\n- group:\n  use: m\n"), "module")},
    };
    std::erase_if(maps, [](const MapKind& map) { return map.keys.empty(); });
    return maps;
}

/// What a question of that type needs and may have.
Json type_schema(const std::string& type, const Keys& keys) {
    const auto without_list = missing_keys(probe(question("  type: " + type + "\n")));
    const auto with_list = missing_keys(probe(question("  type: " + type + "\n  list: a.csv\n")));
    Json required = Json::array();
    Json schema = Json::object();
    for (const auto& key : without_list) {
        const bool list_does =
            key != "list" && std::find(with_list.begin(), with_list.end(), key) == with_list.end();
        if (list_does) schema["anyOf"] = Json::array({needs(key), needs("list")});
        else required.push_back(key);
    }
    if (!required.empty()) schema["required"] = std::move(required);
    Json names = Json::array();
    for (const auto& known : keys)
        if (!is_foreign_key(*question_type(type), known.key)) names.push_back(known.key);
    schema["propertyNames"] = {{"enum", std::move(names)}};
    return schema;
}

/// `ask`: its keys, and below them what each type makes of them.
Json question_schema(const MapKind& ask) {
    auto schema = map_schema(ask);
    for (const auto& type : type_names())
        schema["allOf"].push_back(when_word("type", type, type_schema(type, ask.keys)));
    return schema;
}

/// `do`: each effect has keys of its own.
Json effects_schema(const std::vector<MapKind>& effects) {
    Json schema{{"type", "object"}, {"required", Json::array({"do"})}};
    for (const auto& effect : effects) {
        for (const auto& known : effect.keys)
            schema["properties"][known.key] = schema_of_key("do", known.key).value_or(Json::object());
        auto own = map_schema(effect);
        schema["allOf"].push_back(when_word("do", effect.name.substr(3), std::move(own)));
    }
    schema["additionalProperties"] = false;
    return schema;
}

/// A step is what its first key says.
Json step_schema(const std::vector<std::string>& kinds) {
    Json schema{{"type", "object"}};
    for (const auto& kind : kinds) {
        schema["properties"][kind] = schema_of_key(kind, kind).value_or(Json::object());
        schema["anyOf"].push_back(needs(kind));
        schema["allOf"].push_back(Json{{"if", needs(kind)}, {"then", refer_to_map(kind)}});
    }
    return schema;
}

Json definitions() {
    auto all = schema_definitions();
    all["question_type"] = {{"enum", type_names()}};
    all["fact_type"] = {{"enum", fact_type_names()}};
    std::vector<std::string> kinds;
    for (const auto& map : step_maps()) {
        kinds.push_back(map.name);
        all[map.name] = map.name == "ask" ? question_schema(map) : map_schema(map);
        // A group's steps may come from a module.
        if (map.name == "group" && has_key(map.keys, "use"))
            all[map.name]["oneOf"] = Json::array({needs("steps"), needs("use")});
        else if (map.name == "group")
            all[map.name]["required"].push_back("steps");
    }
    const auto effects = effect_maps();
    Json effect_words = Json::array();
    for (const auto& effect : effects) effect_words.push_back(effect.name.substr(3));
    all["effect"] = {{"enum", std::move(effect_words)}};
    all["do"] = effects_schema(effects);
    kinds.emplace_back("do");
    all["step"] = step_schema(kinds);
    for (const auto& map : other_maps()) all[map.name] = map_schema(map);
    return all;
}

}  // namespace

std::string script_schema() {
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "A dialog script of Kuulolla"}};
    auto all = definitions();
    const bool has_modules = all.contains("module");
    if (has_modules) {
        schema["if"] = needs("module");
        schema["then"] = refer_to_map("module");
        schema["else"] = refer_to_map("script");
    } else {
        schema["allOf"] = Json::array({refer_to_map("script")});
    }
    schema["definitions"] = std::move(all);
    return schema.dump(2) + "\n";
}

std::vector<std::string> keys_without_schema() {
    std::vector<MapKind> maps = other_maps();
    for (auto& more : {step_maps(), effect_maps()}) maps.insert(maps.end(), more.begin(), more.end());
    std::vector<std::string> unknown;
    for (const auto& map : maps) {
        const auto kind = map.name.substr(0, map.name.find(' '));
        for (const auto& known : map.keys)
            if (!schema_of_key(kind, known.key)) unknown.push_back(map.name + "." + known.key);
    }
    return unknown;
}

}  // namespace dialogs
