#include "dialogs/json_writer.hpp"

#include "dialogs/reading/utf8.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace dialogs {
namespace {

constexpr double exact_whole_max = 9007199254740992.0;  // 2^53

/// Stands in a JSON text as itself.
bool stands_as_itself(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

void append_escaped(std::string& json, char c) {
    constexpr std::string_view signs = "\"\\\b\f\n\r\t";
    constexpr std::string_view names = "\"\\bfnrt";
    constexpr std::string_view hex = "0123456789abcdef";
    json += '\\';
    if (const auto place = signs.find(c); place != std::string_view::npos) {
        json += names[place];
        return;
    }
    const auto code = static_cast<unsigned char>(c);
    json.append("u00").append(1, hex[code >> 4U]).append(1, hex[code & 15U]);
}

std::string dumped(const nlohmann::json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void JsonWriter::text(std::string_view text) {
    part();
    if (first_invalid_utf8(text)) {
        json_ += dumped(nlohmann::json(text));
        return;
    }
    json_ += '"';
    for (const auto* at = text.begin(); at != text.end();) {
        const auto* const stop = std::find_if_not(at, text.end(), stands_as_itself);
        json_.append(at, stop);
        at = stop;
        if (at != text.end()) append_escaped(json_, *at++);
    }
    json_ += '"';
}

/// What most answers are is written here, the rest as it is exported.
struct JsonWriter::ValueWriter {
    JsonWriter& to;

    void operator()(const NotApplicable&) const { to.text("na"); }
    void operator()(bool value) const { to.boolean(value); }
    void operator()(const std::string& value) const { to.text(value); }
    void operator()(double value) const {
        const bool is_whole = std::floor(value) == value && std::abs(value) <= exact_whole_max;
        is_whole ? to.whole(static_cast<std::int64_t>(value)) : exported(value);
    }
    template <class Other>
    void operator()(const Other& value) const {
        exported(value);
    }

    void exported(const Value& value) const {
        to.part();
        to.json_ += dumped(to_json(value));
    }
};

void JsonWriter::value(const Value& value) { std::visit(ValueWriter{*this}, value); }

}  // namespace dialogs
