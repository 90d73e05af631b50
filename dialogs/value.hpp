// The values that answers and facts have.
#pragma once

#include "dialogs/time.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace dialogs {

/// No value: not asked, skipped, or unclear.
struct Unanswered {
    bool operator==(const Unanswered&) const = default;
};

/// The way out that is an answer: equal to `'na'` only.
struct NotApplicable {
    bool operator==(const NotApplicable&) const = default;
};

/// An answer's or a fact's value. nps, scale, smiley, number and year are `double`; yes-no is `bool`; text, choice,
/// place and language are `string` (a key, where there are keys); choices, rank and budget are a list of keys;
/// points and statements are a map from key to what was given.
using Value = std::variant<Unanswered, NotApplicable, bool, double, std::string, Date, Instant,
                           std::vector<std::string>, std::map<std::string, std::string>>;

/// As stored and exported: null, "na", true, 9, "sms", "2026-11-20", "2026-11-25T15:00:00Z", ["a","b"], {"a":"1"}.
/// A whole number prints without a decimal point.
[[nodiscard]] nlohmann::json to_json(const Value& value);

/// What kind of value a name has, for reading it back and for the conditions' type check.
enum class ValueType { boolean, number, year, text, key, date, instant, keys, table };

/// Reads what `to_json` wrote. Anything that does not fit the type is Unanswered.
[[nodiscard]] Value value_from_json(const nlohmann::json& json, ValueType type);

}  // namespace dialogs
