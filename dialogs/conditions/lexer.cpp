#include "dialogs/conditions/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace dialogs {

namespace {

constexpr std::string_view signs[] = {"==", "!=", "<=", ">=", "<", ">", "+", "-",
                                      "*",  "/",  "(",  ")",  "[", "]", ","};

struct Slip {
    std::string_view wrong;
    std::string_view cure;
};

/// Longest first where one begins another.
constexpr Slip slips[] = {
    {"&&", "write `and`"},
    {"&", "write `and`"},
    {"||", "write `or`"},
    {"|", "write `or`"},
    {"<>", "write `!=`"},
    {"=>", "write `>=`"},
    {"=<", "write `<=`"},
    {"=", "write `==`"},
    {"!", "write `not`"},
    {"\"", "texts stand in single quotes here: 'sms'"},
    {"\u2018", "texts stand in straight quotes here: 'sms'"},
    {"\u2019", "texts stand in straight quotes here: 'sms'"},
    {"\u201C", "texts stand in straight single quotes here: 'sms'"},
    {"\u201D", "texts stand in straight single quotes here: 'sms'"},
    {"\u2264", "write `<=`"},
    {"\u2265", "write `>=`"},
    {"\u2260", "write `!=`"},
    {"\u2212", "write the minus as `-`"},
    {"{", "names stand without braces in a condition"},
    {"}", "names stand without braces in a condition"},
    {"$", "names stand without `$` in a condition"},
    {"%", "there is no `%`"},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_word(char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '_'; }

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Result<std::vector<ConditionToken>, ConditionError> run() {
        while (true) {
            while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n'))
                advance(1);
            if (at_ == text_.size()) break;
            if (auto fault = read_token()) return failure(std::move(*fault));
        }
        push(ConditionToken::Kind::end, "");
        return std::move(tokens_);
    }

private:
    std::optional<ConditionError> read_token() {
        const char c = text_[at_];
        if (c == '\'') return read_text();
        if (is_digit(c)) return read_number();
        if (is_lower(c) || is_upper(c) || c == '_') return read_word();
        const auto rest = text_.substr(at_);
        for (const auto sign : signs) {
            if (rest.substr(0, sign.size()) != sign || is_slip(rest, sign)) continue;
            push(ConditionToken::Kind::sign, std::string(sign));
            advance(sign.size());
            return std::nullopt;
        }
        return unknown_sign(rest);
    }

    /// `<>` begins like `<`.
    static bool is_slip(std::string_view rest, std::string_view sign) {
        return sign == "<" && rest.substr(0, 2) == "<>";
    }

    [[nodiscard]] std::optional<ConditionError> unknown_sign(std::string_view rest) const {
        for (const auto& slip : slips) {
            if (rest.substr(0, slip.wrong.size()) == slip.wrong) {
                return fault(
                    fmt::format("`{}` is no sign of a condition: {}", slip.wrong, slip.cure));
            }
        }
        std::size_t size = 1;
        while (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0U) == 0x80U)
            ++size;
        return fault(
            fmt::format("`{}` is no sign of a condition; texts stand in single quotes, names are "
                        "a-z, 0-9 and _",
                        rest.substr(0, size)));
    }

    std::optional<ConditionError> read_text() {
        std::string value;
        std::size_t end = at_ + 1;
        while (end < text_.size() && (text_[end] != '\'' || text_.substr(end, 2) == "''")) {
            if (text_[end] == '\'') ++end;
            value += text_[end++];
        }
        if (end >= text_.size()) return fault("this text is not closed: a ' is missing at its end");
        push(ConditionToken::Kind::text, std::move(value));
        advance(end + 1 - at_);
        return std::nullopt;
    }

    std::optional<ConditionError> read_number() {
        std::size_t end = at_;
        while (end < text_.size() && is_digit(text_[end]))
            ++end;
        if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1])) {
            ++end;
            while (end < text_.size() && is_digit(text_[end]))
                ++end;
        }
        if (end < text_.size() && (is_word(text_[end]) || text_[end] == '.')) {
            return fault(
                "a number is digits, with a point before decimals; a date stands in quotes: "
                "'2026-12-01'");
        }
        push(ConditionToken::Kind::number, std::string(text_.substr(at_, end - at_)));
        tokens_.back().number = std::strtod(tokens_.back().text.c_str(), nullptr);
        advance(end - at_);
        return std::nullopt;
    }

    std::optional<ConditionError> read_word() {
        std::size_t end = at_;
        while (end < text_.size() && (is_word(text_[end]) || is_inner_dot(end)))
            ++end;
        const auto word = text_.substr(at_, end - at_);
        if (std::any_of(word.begin(), word.end(), is_upper)) {
            std::string lower(word);
            std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
                return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
            });
            return fault(
                fmt::format("names and words of a condition are in small letters: `{}`", lower));
        }
        push(ConditionToken::Kind::word, std::string(word));
        advance(end - at_);
        return std::nullopt;
    }

    [[nodiscard]] bool is_inner_dot(std::size_t at) const {
        return text_[at] == '.' && at > at_ && at + 1 < text_.size() && is_lower(text_[at + 1]);
    }

    [[nodiscard]] ConditionError fault(std::string message) const {
        return {.offset = offset_, .code = "condition-syntax", .message = std::move(message)};
    }

    void push(ConditionToken::Kind kind, std::string text) {
        tokens_.push_back({kind, std::move(text), 0, offset_});
    }

    void advance(std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) {
            if ((static_cast<unsigned char>(text_[at_ + i]) & 0xC0U) != 0x80U) ++offset_;
        }
        at_ += bytes;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t offset_ = 0;
    std::vector<ConditionToken> tokens_;
};

}  // namespace

Result<std::vector<ConditionToken>, ConditionError> read_tokens(std::string_view text) {
    return Lexer(text).run();
}

}  // namespace dialogs
