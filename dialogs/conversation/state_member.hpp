// One value of a state's JSON, read as what it must be.
#pragma once

#include "dialogs/json_cursor.hpp"
#include "dialogs/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// A state that does not fit; caught at the door of state_from_json.
struct Misfit : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The value under one key of the state, or of an object in it.
struct Member {
    JsonCursor& json;
    const Script& script;
    std::string_view key;

    /// The same place under another key.
    [[nodiscard]] Member at(std::string_view other_key) const { return {json, script, other_key}; }

    void expect(JsonCursor::Kind kind, std::string_view what) const {
        if (json.kind() != kind) throw Misfit(fmt::format("`{}` is not {}", key, what));
    }

    void read(std::string& value) const {
        expect(JsonCursor::Kind::text, "a text");
        value = json.text();
    }

    void read(bool& value) const {
        expect(JsonCursor::Kind::boolean, "true or false");
        value = json.boolean();
    }

    template <std::integral Number>
    void read(Number& value) const {
        expect(JsonCursor::Kind::number, "a whole number");
        const auto [digits, is_whole] = json.digits();
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (!is_whole || read.ec != std::errc())
            throw Misfit(fmt::format("`{}` is not a whole number", key));
    }

    template <class Enum, std::size_t count>
    void read(Enum& value, const std::array<std::string_view, count>& names) const {
        std::string name;
        read(name);
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) throw Misfit(fmt::format("`{}` cannot be `{}`", key, name));
        value = static_cast<Enum>(found - names.begin());
    }

    template <class T>
    void read(std::vector<T>& list) const {
        list.clear();
        each_item([&] { read(list.emplace_back()); });
    }

    template <class Visit>
    void each_item(const Visit& visit) const {
        expect(JsonCursor::Kind::array, "a list");
        json.items(visit);
    }

    /// Calls `visit(member)` for each member of the object under the key.
    template <class Visit>
    void each_member(const Visit& visit) const {
        expect(JsonCursor::Kind::object, "an object");
        json.members([&](std::string_view name) { visit(at(name)); });
    }
};

}  // namespace dialogs
