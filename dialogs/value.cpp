#include "dialogs/value.hpp"

#include "dialogs/iso_time.hpp"
#include "dialogs/json_cursor.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <utility>

namespace dialogs {

namespace {

using nlohmann::json;

constexpr double whole_numbers_exact_max =
    9007199254740992.0;  // 2^53: beyond it a double skips whole numbers

struct ToJson {
    json operator()(const Unanswered&) const { return nullptr; }
    json operator()(const NotApplicable&) const { return "na"; }
    json operator()(bool value) const { return value; }
    json operator()(double value) const {
        const bool is_whole =
            std::floor(value) == value && std::abs(value) <= whole_numbers_exact_max;
        return is_whole ? json(static_cast<long long>(value)) : json(value);
    }
    json operator()(const std::string& value) const { return value; }
    json operator()(const Date& value) const { return iso_from_date(value); }
    json operator()(const Instant& value) const { return iso_from_instant(value); }
    json operator()(const std::vector<std::string>& value) const { return value; }
    json operator()(const std::map<std::string, std::string>& value) const { return value; }
};

Value text_of_type(const std::string& text, ValueType type) {
    if (type == ValueType::text) return text;
    if (text == "na") return NotApplicable{};
    if (type == ValueType::key) return text;
    if (type == ValueType::date) {
        const auto date = date_from_iso(text);
        return date ? Value(*date) : Value(Unanswered{});
    }
    if (type == ValueType::instant) {
        const auto instant = instant_from_iso(text);
        return instant ? Value(*instant) : Value(Unanswered{});
    }
    return Unanswered{};
}

Value list_of_keys(const json& value) {
    std::vector<std::string> keys;
    for (const auto& key : value) {
        if (!key.is_string()) return Unanswered{};
        keys.push_back(key.get<std::string>());
    }
    return keys;
}

Value table_of(const json& value) {
    std::map<std::string, std::string> table;
    for (const auto& [key, cell] : value.items()) {
        if (!cell.is_string()) return Unanswered{};
        table.emplace(key, cell.get<std::string>());
    }
    return table;
}

std::optional<std::vector<std::string>> read_keys(JsonCursor& cursor) {
    std::vector<std::string> keys;
    auto fits = true;
    cursor.items([&] {
        if (cursor.kind() == JsonCursor::Kind::text) {
            keys.push_back(cursor.text());
        } else {
            cursor.skip();
            fits = false;
        }
    });
    return fits ? std::optional(std::move(keys)) : std::nullopt;
}

std::optional<std::map<std::string, std::string>> read_table(JsonCursor& cursor) {
    std::map<std::string, std::string> table;
    auto fits = true;
    cursor.members([&](std::string_view name) {
        const std::string cell(name);
        if (cursor.kind() == JsonCursor::Kind::text) {
            table.insert_or_assign(cell, cursor.text());
        } else {
            cursor.skip();
            fits = false;
        }
    });
    return fits ? std::optional(std::move(table)) : std::nullopt;
}

}  // namespace

nlohmann::json to_json(const Value& value) { return std::visit(ToJson{}, value); }

Value value_from_json(const nlohmann::json& value, ValueType type) {
    const bool is_numeric = type == ValueType::number || type == ValueType::year;
    if (value.is_string()) return text_of_type(value.get<std::string>(), type);
    if (value.is_boolean() && type == ValueType::boolean) return value.get<bool>();
    if (value.is_number() && is_numeric) return value.get<double>();
    if (value.is_array() && type == ValueType::keys) return list_of_keys(value);
    if (value.is_object() && type == ValueType::table) return table_of(value);
    return Unanswered{};
}

Value read_value(JsonCursor& cursor, ValueType type) {
    using Kind = JsonCursor::Kind;
    const auto kind = cursor.kind();
    if (kind == Kind::text) return text_of_type(cursor.text(), type);
    if (kind == Kind::boolean && type == ValueType::boolean) return cursor.boolean();
    if (kind == Kind::number && (type == ValueType::number || type == ValueType::year))
        return cursor.number();
    if (kind == Kind::array && type == ValueType::keys) {
        auto keys = read_keys(cursor);
        return keys ? Value(*std::move(keys)) : Value();
    }
    if (kind == Kind::object && type == ValueType::table) {
        auto table = read_table(cursor);
        return table ? Value(*std::move(table)) : Value();
    }
    cursor.skip();
    return {};
}

}  // namespace dialogs
