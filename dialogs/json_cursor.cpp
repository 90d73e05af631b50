#include "dialogs/json_cursor.hpp"

#include "dialogs/reading/utf8.hpp"
#include "dialogs/texts/code_points.hpp"

#include <unicode/utf16.h>

#include <algorithm>
#include <charconv>

namespace dialogs {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Stands in a JSON text as itself.
bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

JsonCursor::Kind JsonCursor::kind() {
    skip_blanks();
    switch (next()) {
        case '{': return Kind::object;
        case '[': return Kind::array;
        case '"': return Kind::text;
        case 't':
        case 'f': return Kind::boolean;
        case 'n': return Kind::null;
        default: break;
    }
    if (next() != '-' && !is_digit(next())) throw NotJson();
    return Kind::number;
}

std::string JsonCursor::text() {
    std::string text;
    read_text(text);
    return text;
}

double JsonCursor::number() {
    const auto found = digits().text;
    double value = 0;
    const auto read = std::from_chars(found.data(), found.data() + found.size(), value);
    if (read.ec != std::errc()) throw NotJson();
    return value;
}

bool JsonCursor::boolean() {
    skip_blanks();
    const bool value = next() == 't';
    take_word(value ? "true" : "false");
    return value;
}

void JsonCursor::null() {
    skip_blanks();
    take_word("null");
}

JsonCursor::Digits JsonCursor::digits() {
    skip_blanks();
    const auto begin = at_;
    if (next() == '-') ++at_;
    const bool begins_with_zero = next() == '0';
    const auto whole = count_digits();
    if (whole == 0 || (begins_with_zero && whole > 1)) throw NotJson();
    bool is_whole = true;
    if (next() == '.') {
        ++at_;
        is_whole = false;
        if (count_digits() == 0) throw NotJson();
    }
    if (next() == 'e' || next() == 'E') {
        ++at_;
        is_whole = false;
        if (next() == '+' || next() == '-') ++at_;
        if (count_digits() == 0) throw NotJson();
    }
    return {.text = text_.substr(begin, at_ - begin), .is_whole = is_whole};
}

void JsonCursor::skip() {
    switch (kind()) {
        case Kind::object: return members([&](std::string_view) { skip(); });
        case Kind::array: return items([&] { skip(); });
        case Kind::text: return static_cast<void>(text());
        case Kind::number: return static_cast<void>(number());
        case Kind::boolean: return static_cast<void>(boolean());
        case Kind::null: return null();
    }
}

void JsonCursor::end() {
    skip_blanks();
    if (at_ < text_.size()) throw NotJson();
}

void JsonCursor::skip_blanks() {
    while (next() == ' ' || next() == '\n' || next() == '\t' || next() == '\r') ++at_;
}

void JsonCursor::take(char sign) {
    skip_blanks();
    if (next() != sign || at_ >= text_.size()) throw NotJson();
    ++at_;
}

void JsonCursor::take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) throw NotJson();
    at_ += word.size();
}

void JsonCursor::open(char bracket) {
    take(bracket);
    if (--levels_left_ < 0) throw NotJson();
}

/// Behind a bracket or a value: takes the comma, or the closing bracket (false).
bool JsonCursor::goes_on(char closing, bool is_first) {
    skip_blanks();
    if (next() == closing) {
        ++at_;
        return false;
    }
    if (!is_first) take(',');
    return true;
}

void JsonCursor::read_text(std::string& into) {
    take('"');
    into.clear();
    bool is_all_ascii = true;
    for (;;) {
        const auto* const from = text_.data() + at_;
        const auto* const last = text_.data() + text_.size();
        const auto* to = from;
        for (; to != last && is_plain(*to); ++to) is_all_ascii = is_all_ascii && is_ascii(*to);
        into.append(from, to);
        at_ += static_cast<std::size_t>(to - from);
        if (next() == '"') break;
        if (next() != '\\') throw NotJson();  // a control character, or the end
        ++at_;
        read_escape(into);
    }
    ++at_;
    if (!is_all_ascii && first_invalid_utf8(into)) throw NotJson();
}

void JsonCursor::read_escape(std::string& into) {
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view signs = "\"\\/\b\f\n\r\t";
    const auto name = next();
    ++at_;
    if (name != 'u') {
        const auto place = names.find(name);
        if (place == std::string_view::npos) throw NotJson();
        into += signs[place];
        return;
    }
    auto code = read_hex();
    if (U16_IS_SURROGATE(code)) {
        if (!U16_IS_SURROGATE_LEAD(code)) throw NotJson();
        take_word("\\u");
        const auto trail = read_hex();
        if (!U16_IS_TRAIL(trail)) throw NotJson();
        code = static_cast<std::uint32_t>(U16_GET_SUPPLEMENTARY(code, trail));
    }
    append_code_point(into, code);
}

std::uint32_t JsonCursor::read_hex() {
    constexpr std::size_t length = 4;
    const auto hex = text_.substr(std::min(at_, text_.size()), length);
    std::uint32_t code = 0;
    const auto read = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
    if (hex.size() < length || read.ptr != hex.data() + length) throw NotJson();
    at_ += length;
    return code;
}

std::size_t JsonCursor::count_digits() {
    const auto begin = at_;
    while (is_digit(next())) ++at_;
    return at_ - begin;
}

}  // namespace dialogs
