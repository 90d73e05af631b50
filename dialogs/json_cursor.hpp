// JSON read from left to right, without a tree of it: for what is read at every turn. What is read once goes through
// nlohmann/json.
#pragma once

#include "dialogs/value.hpp"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dialogs {

/// The text is not JSON (or has deeper levels than its reader can have).
struct NotJson : std::runtime_error {
    NotJson() : std::runtime_error("not JSON") {}
};

/// Stands before a value; each call takes it and stands behind it. Calling for another kind than `kind()` throws
/// NotJson, as does what is not JSON. UTF-8 is checked.
class JsonCursor {
  public:
    enum class Kind { object, array, text, number, boolean, null };

    /// `text` outlives the cursor. `levels_max`: objects and arrays nested deeper are refused.
    JsonCursor(std::string_view text, int levels_max) : text_(text), levels_left_(levels_max) {}

    [[nodiscard]] Kind kind();

    /// Calls `visit(key)` for each member; it must take the value. The key is good until then.
    template <class Visit>
    void members(Visit visit) {
        open('{');
        std::string key;
        for (bool is_first = true; goes_on('}', is_first); is_first = false) {
            read_text(key);
            take(':');
            visit(std::string_view(key));
        }
        ++levels_left_;
    }

    /// Calls `visit()` for each item; it must take it.
    template <class Visit>
    void items(Visit visit) {
        open('[');
        for (bool is_first = true; goes_on(']', is_first); is_first = false) visit();
        ++levels_left_;
    }

    [[nodiscard]] std::string text();
    [[nodiscard]] double number();
    [[nodiscard]] bool boolean();
    void null();

    /// A number as it stands; `is_whole`: without point and exponent.
    struct Digits {
        std::string_view text;
        bool is_whole = true;
    };
    [[nodiscard]] Digits digits();

    /// Takes a value of any kind.
    void skip();

    /// Throws NotJson where more than blanks follows.
    void end();

  private:
    void skip_blanks();
    [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void take(char sign);
    void take_word(std::string_view word);
    void open(char bracket);
    [[nodiscard]] bool goes_on(char closing, bool is_first);
    void read_text(std::string& into);
    void read_escape(std::string& into);
    [[nodiscard]] std::uint32_t read_hex();
    [[nodiscard]] std::size_t count_digits();

    std::string_view text_;
    std::size_t at_ = 0;
    int levels_left_;
};

/// As `value_from_json`: the value that the cursor stands before, read as of that type.
[[nodiscard]] Value read_value(JsonCursor& json, ValueType type);

}  // namespace dialogs
