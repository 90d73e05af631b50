#include "dialogs/understanding/numbers.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {
namespace {

using NumberKind = WrittenNumber::Kind;

constexpr std::size_t phone_digits_min = 7;    // 09 1234567 has nine, 112 three
constexpr std::size_t number_digits_max = 12;  // more is a card or a code

/// Digits joined by one kind of sign without blanks: 9.30, 3.5.2026, 8-9.
struct Chain {
    std::vector<std::string_view> parts;
    std::string_view sign;  ///< empty: one part, or signs of several kinds
    bool mixed = false;
    std::size_t end = 0;
};

bool joins(const Tokens& tokens, std::size_t sign) {
    return sign + 1 < tokens.size() && tokens[sign].kind == Token::Kind::sign && tokens[sign].glued &&
           tokens[sign + 1].is_number() && tokens[sign + 1].glued && tokens[sign].exact != "\n" &&
           tokens[sign].exact != "=";
}

Chain chain_at(const Tokens& tokens, std::size_t at) {
    Chain chain{.parts = {tokens[at].exact}, .sign = {}, .mixed = false, .end = at + 1};
    for (; joins(tokens, chain.end); chain.end += 2) {
        if (!chain.sign.empty() && chain.sign != tokens[chain.end].exact) chain.mixed = true;
        chain.sign = tokens[chain.end].exact;
        chain.parts.push_back(tokens[chain.end + 1].exact);
    }
    return chain;
}

double value_of(std::string_view digits) {
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

double decimal_of(std::string_view whole, std::string_view fraction) {
    return value_of(std::string(whole) + '.' + std::string(fraction));
}

/// A run of digits, blanks and hyphens that begins as phone numbers do: its end.
std::optional<std::size_t> phone_end(const Tokens& tokens, std::size_t at) {
    const bool international = at > 0 && tokens[at - 1].is_sign("+") && tokens[at].glued;
    if (!international && !tokens[at].exact.starts_with('0')) return std::nullopt;
    std::size_t digits = 0;
    while (true) {
        digits += tokens[at].exact.size();
        auto next = at + 1;
        if (joins(tokens, next) && tokens[next].is_sign("-")) ++next;
        if (next >= tokens.size() || !tokens[next].is_number()) break;
        at = next;
    }
    return digits >= phone_digits_min ? std::optional(at + 1) : std::nullopt;
}

/// 1 500 000: threes behind the first, blanks between.
std::optional<WrittenNumber> grouped_by_blanks(const Tokens& tokens, std::size_t at) {
    std::string digits = tokens[at].exact;
    if (digits.size() > 3 || digits.starts_with('0')) return std::nullopt;
    auto end = at + 1;
    for (; end < tokens.size() && tokens[end].is_number() && tokens[end].exact.size() == 3; ++end)
        digits += tokens[end].exact;
    const bool goes_on = end < tokens.size() && tokens[end].is_number();
    if (end == at + 1 || goes_on) return std::nullopt;
    if (digits.size() > number_digits_max) return WrittenNumber{.kind = NumberKind::other, .end = end};
    auto number = WrittenNumber{.kind = NumberKind::grouped, .end = end, .value = value_of(digits)};
    if (joins(tokens, end)) {
        number.kind = tokens[end].is_sign(",") ? NumberKind::decimal : NumberKind::vague;
        if (number.kind == NumberKind::decimal) number.value = decimal_of(digits, tokens[end + 1].exact);
        number.end = end + 2;
    }
    return number;
}

bool is_clock(const Chain& chain) {
    return chain.parts.size() == 2 && chain.parts[0].size() <= 2 && chain.parts[1].size() == 2 &&
           value_of(chain.parts[0]) <= 24 && value_of(chain.parts[1]) < 60;
}

bool is_day_and_month(const Tokens& tokens, const Chain& chain) {
    const bool dot_follows = chain.end < tokens.size() && tokens[chain.end].is_sign(".") && tokens[chain.end].glued;
    return dot_follows && value_of(chain.parts[0]) <= 31 && value_of(chain.parts[1]) <= 12;
}

bool is_in_threes(const Chain& chain) {
    if (chain.parts[0].size() > 3 || chain.parts[0].starts_with('0')) return false;
    for (std::size_t part = 1; part < chain.parts.size(); ++part)
        if (chain.parts[part].size() != 3) return false;
    return true;
}

WrittenNumber in_threes(const Chain& chain, char grouping_sign) {
    std::string digits;
    for (const auto part : chain.parts) digits += part;
    const bool is_sure = chain.sign.front() == grouping_sign || chain.parts.size() > 2;
    return {.kind = is_sure ? NumberKind::grouped : NumberKind::vague, .end = chain.end, .value = value_of(digits)};
}

WrittenNumber point_or_comma(const Tokens& tokens, const Chain& chain, char grouping_sign) {
    if (is_in_threes(chain)) return in_threes(chain, grouping_sign);
    if (chain.parts.size() > 2) return {.kind = NumberKind::other, .end = chain.end};
    if (chain.sign == "." && is_day_and_month(tokens, chain)) return {.kind = NumberKind::other, .end = chain.end + 1};
    const auto kind = chain.sign == "." && is_clock(chain) ? NumberKind::clock_or_decimal : NumberKind::decimal;
    return {.kind = kind, .end = chain.end, .value = decimal_of(chain.parts[0], chain.parts[1])};
}

WrittenNumber of_chain(const Tokens& tokens, const Chain& chain, char grouping_sign) {
    if (chain.mixed) return {.kind = NumberKind::vague, .end = chain.end};
    if (chain.sign == "." || chain.sign == ",") return point_or_comma(tokens, chain, grouping_sign);
    if (chain.sign == ":") return {.kind = NumberKind::other, .end = chain.end};
    if (chain.parts.size() > 2) return {.kind = NumberKind::other, .end = chain.end};  // 2026-11-20, 3/5/2026
    if (chain.sign != "/") return {.kind = NumberKind::vague, .end = chain.end};       // 8-9
    return {.kind = NumberKind::ratio,
            .end = chain.end,
            .value = value_of(chain.parts[0]),
            .best = value_of(chain.parts[1])};
}

}  // namespace

WrittenNumber read_number(const Tokens& tokens, std::size_t at, char grouping_sign) {
    if (const auto end = phone_end(tokens, at)) return {.kind = NumberKind::other, .end = *end};
    if (const auto grouped = grouped_by_blanks(tokens, at)) return *grouped;
    const auto chain = chain_at(tokens, at);
    if (chain.parts.size() > 1) return of_chain(tokens, chain, grouping_sign);
    if (tokens[at].exact.size() > number_digits_max) return {.kind = NumberKind::other, .end = at + 1};
    const bool fraction_follows = chain.end < tokens.size() && tokens[chain.end].kind == Token::Kind::fraction;
    if (fraction_follows) return {.kind = NumberKind::vague, .end = chain.end + 1};
    return {.kind = NumberKind::plain, .end = chain.end, .value = value_of(tokens[at].exact)};
}

}  // namespace dialogs
