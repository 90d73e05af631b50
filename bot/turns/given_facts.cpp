// The facts that come with an invitation.
#include "bot/turns/given_facts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace bot {

using dialogs::Fact;
using dialogs::ValueType;
using nlohmann::json;

namespace {

/// What a fact of that type looks like in JSON, for one who wrote another.
std::string_view shape_of(ValueType type) {
    switch (type) {
        case ValueType::boolean: return "true or false";
        case ValueType::number: return "a number";
        case ValueType::year: return "a year, as a number";
        case ValueType::date: return "a date, as \"2026-11-20\"";
        case ValueType::instant: return "a time, as \"2026-11-25T17:00:00+02:00\"";
        case ValueType::keys: return "a list of texts";
        case ValueType::table: return "an object";
        case ValueType::text:
        case ValueType::key: break;
    }
    return "a text";
}

std::string listed(const std::vector<std::string>& keys) {
    std::string list;
    for (const auto& key : keys) list += (list.empty() ? "" : ", ") + key;
    return list;
}

bool is_known(const Fact& fact, const std::string& key) {
    return fact.keys.empty() || std::find(fact.keys.begin(), fact.keys.end(), key) != fact.keys.end();
}

/// The first key that the fact does not have; empty: all are known.
std::string unknown_key(const Fact& fact, const dialogs::Value& value) {
    if (const auto* key = std::get_if<std::string>(&value)) return is_known(fact, *key) ? "" : *key;
    const auto* keys = std::get_if<std::vector<std::string>>(&value);
    if (keys == nullptr) return {};
    const auto found =
        std::find_if(keys->begin(), keys->end(), [&](const std::string& key) { return !is_known(fact, key); });
    return found == keys->end() ? "" : *found;
}

void read_one(GivenFacts& given, const std::string& at, const std::string& name, const Fact& fact,
              const json& written) {
    auto value = dialogs::value_from_json(written, fact.type);
    if (std::holds_alternative<dialogs::Unanswered>(value)) {
        given.faults.push_back({.at = at, .message = fmt::format("must be {}", shape_of(fact.type))});
        return;
    }
    if (const auto key = unknown_key(fact, value); !key.empty()) {
        given.faults.push_back(
            {.at = at,
             .message = fact.list.empty() ? fmt::format("has no choice {}; it has {}", key, listed(fact.keys))
                                          : fmt::format("{} has no place {}", fact.list, key)});
        return;
    }
    given.values.emplace(name, std::move(value));
}

}  // namespace

GivenFacts read_given(const dialogs::Script& script, const std::string& text) {
    GivenFacts given;
    const auto object = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!object.is_object()) {
        given.faults.push_back({.at = "given", .message = "must be an object of facts"});
        return given;
    }
    for (const auto& [name, written] : object.items()) {
        const auto fact = script.given.find(name);
        if (fact == script.given.end()) {
            given.faults.push_back({.at = "given." + name, .message = fmt::format("{} knows no such fact", script.id)});
        } else if (!written.is_null()) {
            read_one(given, "given." + name, name, fact->second, written);
        }
    }
    for (const auto& [name, fact] : script.given) {
        const bool is_there = object.contains(name) && !object.at(name).is_null();
        if (!is_there && !fact.optional) {
            given.faults.push_back(
                {.at = "given." + name, .message = fmt::format("is missing: {}", shape_of(fact.type))});
        }
    }
    return given;
}

GivenFacts read_returned(const std::map<std::string, Fact>& facts, const std::string& text) {
    GivenFacts returned;
    constexpr int depth_max = 8;
    const auto object = json::parse(
        text, [](int depth, json::parse_event_t, json&) { return depth <= depth_max; }, /*allow_exceptions=*/false);
    if (!object.is_object()) {
        returned.faults.push_back({.at = "", .message = "it must be an object of facts"});
        return returned;
    }
    for (const auto& [name, fact] : facts) {
        const auto written = object.find(name);
        if (written != object.end() && !written->is_null()) read_one(returned, name, name, fact, *written);
    }
    return returned;
}

}  // namespace bot
