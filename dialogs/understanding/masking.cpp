#include "dialogs/understanding/masking.hpp"

#include "dialogs/texts/code_points.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <vector>

namespace dialogs {
namespace {

/// The text as plain characters: digits of every script are 0–9, dashes `-`, blanks a space; each knows its bytes.
struct Character {
    char32_t code = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};
using Characters = std::vector<Character>;

/// [first, last) of what is to be masked.
struct Span {
    std::size_t first;
    std::size_t last;
};

char32_t plain(char32_t code) {
    const auto character = static_cast<UChar32>(code);
    if (const auto digit = u_charDigitValue(character); digit >= 0) return U'0' + static_cast<char32_t>(digit);
    if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFEE0;  // full-width twins of ASCII
    if (u_hasBinaryProperty(character, UCHAR_DASH)) return U'-';
    if (code != U'\n' && u_isUWhiteSpace(character)) return U' ';
    return code;
}

Characters characters_of(std::string_view text) {
    Characters characters;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto code = next_code_point(text, at);
        if (u_hasBinaryProperty(static_cast<UChar32>(code), UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
        characters.push_back({.code = plain(code), .begin = begin, .end = at});
    }
    return characters;
}

bool is_digit(char32_t code) { return code >= U'0' && code <= U'9'; }
bool is_letter(char32_t code) { return u_isalpha(static_cast<UChar32>(code)) != 0; }
int digit(char32_t code) { return static_cast<int>(code - U'0'); }

/// Reads from one place of the text.
class Masker {
  public:
    explicit Masker(std::string_view text) : text_(text), characters_(characters_of(text)) {}

    std::string run() {
        std::string masked;
        std::size_t copied = 0;
        for (std::size_t at = 0; at < characters_.size();) {
            const auto span = personal_at(at);
            if (!span) {
                ++at;
                continue;
            }
            masked += text_.substr(copied, characters_[span->first].begin - copied);
            masked += mask;
            copied = characters_[span->last - 1].end;
            at = masked_to_ = span->last;
        }
        return masked += text_.substr(copied);
    }

  private:
    [[nodiscard]] char32_t code(std::size_t at) const { return at < characters_.size() ? characters_[at].code : U'\0'; }

    /// True where a number or word may begin: nothing that belongs to one stands before it.
    [[nodiscard]] bool begins(std::size_t at) const {
        return at == 0 || (!is_digit(code(at - 1)) && !is_letter(code(at - 1)));
    }

    [[nodiscard]] std::optional<Span> personal_at(std::size_t at) const {
        if (code(at) == U'@') return email_around(at);
        if (!is_digit(code(at)) && code(at) != U'+' && code(at) != U'(') return std::nullopt;
        if (auto span = identity_code(at)) return span;
        return begins(at) ? long_number(at) : std::nullopt;
    }

    /// 131052-308T.
    [[nodiscard]] std::optional<Span> identity_code(std::size_t at) const {
        constexpr std::u32string_view centuries = U"+-ABCDEFUVWXY";
        constexpr std::u32string_view checks = U"0123456789ABCDEFHJKLMNPRSTUVWXY";
        if (at + 11 > characters_.size() || (at > 0 && is_digit(code(at - 1)))) return std::nullopt;
        int number = 0;
        for (const std::size_t place : {0, 1, 2, 3, 4, 5, 7, 8, 9}) {
            if (!is_digit(code(at + place))) return std::nullopt;
            number = number * 10 + digit(code(at + place));
        }
        const auto century = upper(code(at + 6));
        if (centuries.find(century) == std::u32string_view::npos) return std::nullopt;
        const bool goes_on = is_digit(code(at + 11)) || is_letter(code(at + 11));
        if (goes_on || upper(code(at + 10)) != checks[static_cast<std::size_t>(number % 31)]) return std::nullopt;
        return is_date(at, century) ? std::optional(Span{at, at + 11}) : std::nullopt;
    }

    static char32_t upper(char32_t code) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(code))); }

    [[nodiscard]] bool is_date(std::size_t at, char32_t century) const {
        const auto two = [&](std::size_t place) { return digit(code(at + place)) * 10 + digit(code(at + place + 1)); };
        const int hundreds = century == U'+' ? 1800 : century >= U'A' && century <= U'F' ? 2000 : 1900;
        const std::chrono::year_month_day date(std::chrono::year(hundreds + two(4)),
                                               std::chrono::month(static_cast<unsigned>(two(2))),
                                               std::chrono::day(static_cast<unsigned>(two(0))));
        return date.ok();
    }

    /// A run of digits with blanks, hyphens and brackets between: a card or a phone number?
    [[nodiscard]] std::optional<Span> long_number(std::size_t at) const {
        std::string digits;
        std::vector<std::size_t> ends;
        auto next = at;
        if (code(next) == U'+') ++next;
        for (int between = 0; next < characters_.size() && between <= separators_max; ++next) {
            if (is_digit(code(next))) {
                digits += static_cast<char>(code(next));
                ends.push_back(next + 1);
                between = 0;
            } else if (is_separator(code(next)) && digits.size() <= digits_max) {
                ++between;
            } else {
                break;
            }
        }
        if (ends.empty()) return std::nullopt;
        if (const auto size = card_digits(digits)) return Span{at, ends[*size - 1]};
        return phone(at, digits, ends);
    }

    static constexpr int separators_max = 2;            // "(09) 123": two signs between digits
    static constexpr std::size_t digits_max = 24;       // longer is neither a card nor a phone
    static constexpr std::size_t card_digits_min = 13;
    static constexpr std::size_t card_digits_max = 19;

    static bool is_separator(char32_t code) {
        constexpr std::u32string_view separators = U" -()";
        return separators.find(code) != std::u32string_view::npos;
    }

    /// How many of the digits are a card number.
    static std::optional<std::size_t> card_digits(const std::string& digits) {
        for (auto size = std::min(digits.size(), card_digits_max); size >= card_digits_min; --size)
            if (digits.front() >= '2' && digits.front() <= '6' && fits_luhn(digits.substr(0, size))) return size;
        return std::nullopt;
    }

    static bool fits_luhn(const std::string& digits) {
        int sum = 0;
        for (std::size_t at = 0; at < digits.size(); ++at) {
            const int value = digits[digits.size() - 1 - at] - '0';
            sum += at % 2 == 0 ? value : value * 2 > 9 ? value * 2 - 9 : value * 2;
        }
        return sum % 10 == 0;
    }

    /// +358…, 00358…, 358… or a domestic number: 0, then six to ten more digits.
    [[nodiscard]] std::optional<Span> phone(std::size_t at, const std::string& digits,
                                            const std::vector<std::size_t>& ends) const {
        const bool international = code(at) == U'+' || digits.starts_with("00") || digits.starts_with("358");
        if (!international && (digits.front() != '0' || looks_like_date(at))) return std::nullopt;
        const std::size_t least = international ? 10 : 7;
        const std::size_t most = international ? 17 : 11;
        for (auto size = std::min(most, digits.size()); size >= least; --size)
            if (!is_digit(code(ends[size - 1]))) return Span{at, ends[size - 1]};
        return std::nullopt;
    }

    /// 01-02-2026.
    [[nodiscard]] bool looks_like_date(std::size_t at) const {
        return code(at + 2) == U'-' && code(at + 5) == U'-' && !is_digit(code(at + 10));
    }

    /// The address around an @: what stands before it, and a name with a dot in it behind.
    [[nodiscard]] std::optional<Span> email_around(std::size_t at) const {
        auto first = at;
        while (first > masked_to_ && is_local_part(code(first - 1)) && at - first < email_part_max) --first;
        auto last = at + 1;
        while (is_domain(code(last)) && last - at < email_part_max) ++last;
        while (last > at + 1 && (code(last - 1) == U'.' || code(last - 1) == U'-')) --last;
        auto dot = last - 1;
        while (dot > at + 1 && code(dot) != U'.') --dot;
        const bool has_top = dot > at + 1 && last - dot > 2 && is_letter(code(dot + 1));
        return first < at && has_top ? std::optional(Span{first, last}) : std::nullopt;
    }

    static constexpr std::size_t email_part_max = 100;  // longer ones exist on paper only

    static bool is_local_part(char32_t code) {
        constexpr std::u32string_view signs = U"._%+-'";
        return is_digit(code) || is_letter(code) || signs.find(code) != std::u32string_view::npos;
    }

    static bool is_domain(char32_t code) {
        return is_digit(code) || is_letter(code) || code == U'.' || code == U'-';
    }

    std::string_view text_;
    Characters characters_;
    std::size_t masked_to_ = 0;
};

}  // namespace

std::string mask_personal_data(std::string_view text) { return Masker(text).run(); }

}  // namespace dialogs
