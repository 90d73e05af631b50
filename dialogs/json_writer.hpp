// JSON written from left to right, without a tree of it: for what is written at every turn.
#pragma once

#include "dialogs/value.hpp"

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace dialogs {

/// Puts the commas. `writer.object([&] { writer.key("name").text("value"); })`.
class JsonWriter {
  public:
    /// Opens a member of the object; its value comes next.
    JsonWriter& key(std::string_view name) {
        text(name);
        json_ += ':';
        is_first_ = true;
        return *this;
    }

    /// Bytes that are not UTF-8 become U+FFFD.
    void text(std::string_view text);
    void boolean(bool value) {
        part();
        json_ += value ? "true" : "false";
    }
    template <std::integral Number>
    void whole(Number number) {
        constexpr std::size_t digits_max = 20;
        char digits[digits_max];
        part();
        json_.append(digits, std::to_chars(digits, digits + digits_max, number).ptr);
    }
    /// As `to_json` has it.
    void value(const Value& value);

    template <class Inside>
    void object(Inside inside) {
        bracketed('{', '}', inside);
    }
    template <class Inside>
    void array(Inside inside) {
        bracketed('[', ']', inside);
    }

    [[nodiscard]] std::string take() { return std::move(json_); }

  private:
    struct ValueWriter;

    /// The comma before every part but the first.
    void part() {
        if (!is_first_) json_ += ',';
        is_first_ = false;
    }

    template <class Inside>
    void bracketed(char opening, char closing, Inside inside) {
        part();
        json_ += opening;
        is_first_ = true;
        inside();
        json_ += closing;
        is_first_ = false;
    }

    std::string json_;
    bool is_first_ = true;
};

}  // namespace dialogs
