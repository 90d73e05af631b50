// Card and phone numbers: a run of digits with blanks and the like between, and how many of them are the number.
#include "dialogs/understanding/personal_numbers.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

namespace dialogs {

namespace {

constexpr std::size_t digits_most = 24;    // longer is neither a card nor a phone
constexpr int signs_between_most = 3;      // `(09) - 123`

/// The digits from the beginning on, and where each ends.
struct DigitRun {
    std::string digits;
    std::vector<std::size_t> ends;
    std::vector<bool> closes;  ///< no further digit follows directly: a number may end here

    [[nodiscard]] bool begins_with(std::string_view beginning) const { return digits.starts_with(beginning); }
    [[nodiscard]] bool may_end_after(std::size_t size) const {
        return size > 0 && size <= digits.size() && closes[size - 1];
    }
};

DigitRun read_run(PlainText text, std::u32string_view separators) {
    DigitRun run;
    int between = 0;
    for (std::size_t at = 0; at < text.size() && run.digits.size() <= digits_most; ++at) {
        const auto code = text[at].code;
        if (is_plain_digit(code)) {
            const bool begins_group = !run.digits.empty() && between > 0;
            if (begins_group && identity_code_at(text.subspan(at))) break;
            if (!run.closes.empty() && between == 0) run.closes.back() = false;
            run.digits += static_cast<char>(code);
            run.ends.push_back(at + 1);
            run.closes.push_back(true);
            between = 0;
        } else if (separators.find(code) == std::u32string_view::npos || ++between > signs_between_most) {
            break;
        }
    }
    return run;
}

bool fits_luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        const int value = digits[digits.size() - 1 - at] - '0';
        sum += at % 2 == 0 ? value : value * 2 > 9 ? value * 2 - 9 : value * 2;
    }
    return sum % 10 == 0;
}

/// How long the cards are whose numbers begin like this: Visa, Mastercard, American Express, Diners, Discover, JCB,
/// UnionPay, Maestro.
struct Issuer {
    int from;  ///< the first four digits
    int to;
    std::array<std::size_t, 7> sizes;  ///< 0: no more
};

constexpr std::array issuers{
    Issuer{2221, 2720, {16}},
    Issuer{3000, 3059, {14}},
    Issuer{3400, 3499, {15}},
    Issuer{3528, 3589, {16, 17, 18, 19}},
    Issuer{3600, 3699, {14}},
    Issuer{3700, 3799, {15}},
    Issuer{3800, 3999, {14}},
    Issuer{4000, 4999, {13, 16, 19}},
    Issuer{5000, 5099, {13, 14, 15, 16, 17, 18, 19}},
    Issuer{5100, 5599, {16}},
    Issuer{5600, 5999, {13, 14, 15, 16, 17, 18, 19}},
    Issuer{6000, 6999, {13, 14, 15, 16, 17, 18, 19}},
};

int number_of(std::string_view digits) {
    int number = 0;
    for (const char digit : digits) number = number * 10 + (digit - '0');
    return number;
}

/// A day and then no digit: `01-02-2026`, `5 6 2026`, `04.12.26`.
bool begins_with_day(PlainText text) {
    std::array<int, 3> parts{};
    std::array<int, 3> sizes{};
    std::size_t at = 0;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        for (; at < text.size() && is_plain_digit(text[at].code) && sizes[part] < 4; ++at, ++sizes[part])
            parts[part] = parts[part] * 10 + static_cast<int>(text[at].code - U'0');
        if (part == 2) break;
        constexpr std::u32string_view signs = U" -./";
        if (at >= text.size() || signs.find(text[at].code) == std::u32string_view::npos) return false;
        ++at;
        if (at < text.size() && text[at].code == U' ' && text[at - 1].code == U'.') ++at;
    }
    const bool ends = at >= text.size() || !is_plain_digit(text[at].code);
    const bool is_day = parts[0] >= 1 && parts[0] <= 31 && sizes[0] <= 2;
    const bool is_month = parts[1] >= 1 && parts[1] <= 12 && sizes[1] <= 2;
    const bool is_year = sizes[2] == 4 ? parts[2] >= 1850 && parts[2] <= 2100 : sizes[2] == 2 && text[2].code != U' ';
    return ends && is_day && is_month && is_year;
}

/// `0800-1600`: from one time of day to another.
bool is_span_of_day(PlainText text, const DigitRun& run) {
    if (!run.may_end_after(4) || !run.may_end_after(8) || text[run.ends[3]].code != U'-') return false;
    const auto is_time = [&](std::size_t at) {
        return number_of(run.digits.substr(at, 2)) <= 24 && number_of(run.digits.substr(at + 2, 2)) <= 59;
    };
    return is_time(0) && is_time(4);
}

/// `01 02 03 04 05`: a row of numbers, not one.
bool is_rising_row(const DigitRun& run) {
    std::size_t pairs = 0;
    int before = -1;
    while (run.may_end_after(pairs * 2 + 2) && !run.may_end_after(pairs * 2 + 1)) {
        const auto value = number_of(run.digits.substr(pairs * 2, 2));
        if (value <= before) break;
        before = value;
        ++pairs;
    }
    return pairs >= 4;
}

/// The first of the sizes after which the number may end.
std::optional<std::size_t> first_end(const DigitRun& run, std::initializer_list<std::size_t> sizes) {
    for (const auto size : sizes)
        if (run.may_end_after(size)) return run.ends[size - 1];
    return std::nullopt;
}

/// Behind `+` or `00`: a country, then the number there; in all 8 to 15 digits.
std::optional<std::size_t> abroad(const DigitRun& run, std::size_t lead) {
    constexpr std::size_t digits_least = 8;
    constexpr std::size_t digits_max = 15;  // E.164
    if (run.digits.size() <= lead || run.digits[lead] == '0') return std::nullopt;
    const bool is_finnish = run.digits.compare(lead, 3, "358") == 0;
    const bool is_american = run.digits[lead] == '1';
    const bool has_plus = lead == 0;
    if (is_finnish) {
        const bool has_zero = run.digits.compare(lead + 3, 1, "0") == 0;  // +358 (0)40
        const std::size_t usual = has_zero ? 13 : 12;
        return first_end(run, {lead + usual, lead + usual - 1, lead + usual + 1, lead + usual - 2, lead + usual - 3});
    }
    const auto least = is_american ? 11 : has_plus ? digits_least : digits_least + 2;
    const auto most = is_american ? 11 : digits_max;
    for (auto size = most; size >= least; --size)
        if (run.may_end_after(lead + size)) return run.ends[lead + size - 1];
    return std::nullopt;
}

/// `00530 00550 00500`: postcodes, one after the other.
bool is_row_of_postcodes(const DigitRun& run) {
    return run.may_end_after(5) && run.may_end_after(10) && !run.begins_with("00358") &&
           !(run.may_end_after(6) || run.may_end_after(7) || run.may_end_after(8) || run.may_end_after(9));
}

/// `(09) 123`: the bracket belongs to the number.
bool closes_soon(PlainText text) {
    constexpr std::size_t area_most = 6;
    const auto area = text.subspan(0, std::min(area_most, text.size()));
    return std::any_of(area.begin(), area.end(), [](const PlainCharacter& one) { return one.code == U')'; });
}

bool is_mobile(const DigitRun& run) { return run.begins_with("04") || run.begins_with("050"); }

/// 02, 03, 05, 06, 08, 09, 013–019: the number behind the area begins with 1–9.
bool is_landline(const DigitRun& run) {
    const auto& digits = run.digits;
    if (digits.size() < 7 || digits[0] != '0') return false;
    if (digits[1] == '1') return digits[2] >= '3' && digits[3] != '0';
    return std::string_view("235689").find(digits[1]) != std::string_view::npos && digits[2] != '0';
}

/// Companies' and services' numbers: 010, 020, 029, 030, 0600, 0700, 071, 073, 075, 0800.
bool is_company(const DigitRun& run) {
    for (const std::string_view beginning : {"010", "020", "029", "030", "0600", "0700", "071", "073", "075", "0800"})
        if (run.begins_with(beginning)) return true;
    return false;
}

std::optional<std::size_t> at_home(const DigitRun& run) {
    if (is_mobile(run)) return first_end(run, {10, 9, 11, 8, 12});
    if (is_landline(run)) return first_end(run, {9, 10, 8, 11, 7});
    if (is_company(run)) return first_end(run, {10, 9, 8, 7, 11});
    // A number of another country as it is dialled there: 070-123 45 67.
    if (run.digits.size() > 1 && run.digits[0] == '0' && run.digits[1] != '0') return first_end(run, {10, 9, 11});
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> card_number_at(PlainText text) {
    const auto run = read_run(text, U" -");
    if (run.digits.size() < 13) return std::nullopt;
    const auto beginning = number_of(std::string_view(run.digits).substr(0, 4));
    for (const auto& issuer : issuers) {
        if (beginning < issuer.from || beginning > issuer.to) continue;
        for (const auto size : issuer.sizes)
            if (size > 0 && run.may_end_after(size) && fits_luhn(std::string_view(run.digits).substr(0, size)))
                return run.ends[size - 1];
    }
    return std::nullopt;
}

std::optional<std::size_t> phone_number_at(PlainText text) {
    const bool has_plus = !text.empty() && text[0].code == U'+';
    if (!text.empty() && text[0].code == U'(' && !closes_soon(text)) return std::nullopt;
    const auto shift = has_plus ? std::size_t{1} : std::size_t{0};
    const auto rest = text.subspan(shift);
    auto run = read_run(rest, U" -()");
    // Points and strokes part the digits only where a code of three or more stands first: dates have two.
    const bool has_code = has_plus || (!run.closes.empty() && !run.may_end_after(1) && !run.may_end_after(2));
    if (has_code) run = read_run(rest, U" -()./");
    if (run.ends.empty() || begins_with_day(rest) || is_span_of_day(rest, run) || is_rising_row(run))
        return std::nullopt;
    std::optional<std::size_t> end;
    if (has_plus) end = abroad(run, 0);
    else if (run.begins_with("00")) end = is_row_of_postcodes(run) ? std::nullopt : abroad(run, 2);
    else if (run.begins_with("358") && run.digits.size() >= 11) end = abroad(run, 0);
    else end = at_home(run);
    return end ? std::optional(*end + shift) : std::nullopt;
}

}  // namespace dialogs
