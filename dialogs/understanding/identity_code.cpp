#include "dialogs/understanding/personal_numbers.hpp"

#include <unicode/uchar.h>

#include <chrono>

namespace dialogs {

namespace {

constexpr int individual_least = 2;  // 000 and 001 are never given
constexpr std::u32string_view centuries = U"+-ABCDEFUVWXY";
constexpr std::u32string_view checks = U"0123456789ABCDEFHJKLMNPRSTUVWXY";

char32_t upper(char32_t code) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(code))); }

class IdentityCode {
public:
    explicit IdentityCode(PlainText text) : text_(text) {}

    std::optional<std::size_t> run() {
        const auto day = two_digits();
        skip_one_of(U" .");
        const auto month = two_digits();
        skip_one_of(U" .");
        const auto year = two_digits();
        skip_blanks();
        const auto century = upper(here());
        const bool has_sign = centuries.find(century) != std::u32string_view::npos;
        if (has_sign) ++at_;
        skip_blanks();
        const auto individual = three_digits();
        skip_blanks();
        if (is_wrong_ || individual < individual_least || at_ >= text_.size()) return std::nullopt;
        const auto check = upper(here());
        ++at_;
        const auto number = ((day * 100 + month) * 100 + year) * 1000 + individual;
        if (check != checks[static_cast<std::size_t>(number % 31)] || goes_on(check)) return std::nullopt;
        // Without its sign only a letter at the end tells it from any other number.
        if (!has_sign && is_plain_digit(check)) return std::nullopt;
        return is_day(day, month, year, has_sign ? century : U'-') ? std::optional(at_) : std::nullopt;
    }

private:
    [[nodiscard]] char32_t here() const { return at_ < text_.size() ? text_[at_].code : U'\0'; }
    /// Behind a letter another number may follow at once.
    [[nodiscard]] bool goes_on(char32_t check) const {
        return is_any_letter(here()) || (is_plain_digit(here()) && is_plain_digit(check));
    }

    long digit() {
        is_wrong_ = is_wrong_ || !is_plain_digit(here());
        return is_wrong_ ? 0 : static_cast<long>(text_[at_++].code - U'0');
    }
    long two_digits() {
        const auto first = digit();
        return first * 10 + digit();
    }
    long three_digits() {
        const auto first = two_digits();
        return first * 10 + digit();
    }

    void skip_one_of(std::u32string_view signs) {
        if (at_ < text_.size() && signs.find(here()) != std::u32string_view::npos) ++at_;
    }
    void skip_blanks() {
        skip_one_of(U" ");
        skip_one_of(U" ");
    }

    static bool is_day(long day, long month, long year, char32_t century) {
        const long hundreds = century == U'+' ? 1800 : century >= U'A' && century <= U'F' ? 2000 : 1900;
        return std::chrono::year_month_day(std::chrono::year(static_cast<int>(hundreds + year)),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)))
            .ok();
    }

    PlainText text_;
    std::size_t at_ = 0;
    bool is_wrong_ = false;
};

}  // namespace

std::optional<std::size_t> identity_code_at(PlainText text) { return IdentityCode(text).run(); }

}  // namespace dialogs
