// Telephone numbers: from what people and providers write to E.164.
#include "channels/registry.hpp"

#include <algorithm>

namespace channels {
namespace {

constexpr std::size_t short_code_max = 6;  // 112, 16161, 116117
constexpr std::size_t e164_min = 7;        // the shortest numbers in use, with their country
constexpr std::size_t e164_max = 15;       // ITU-T E.164

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

void erase_all(std::string& text, std::string_view what) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what)) {
        text.erase(at, what.size());
    }
}

/// Digits, with a plus sign in front where one was written: no blanks, signs or `(0)`.
std::string bare(std::string_view written) {
    std::string text(written);
    if (text.starts_with("tel:")) text.erase(0, 4);
    for (const auto* sign :
         {"(0)", "\u00A0", "\u202F", "\u2011", "\u2013", "\u200E", "\u202A", "\u202C"}) {
        erase_all(text, sign);
    }
    const auto is_separator = [](char c) {
        return std::string_view(" \t\r\n-./()").find(c) != std::string_view::npos;
    };
    text.erase(std::remove_if(text.begin(), text.end(), is_separator), text.end());
    return text;
}

/// The number without its plus sign; nullopt where it cannot be told which country it is of.
std::optional<std::string> international(std::string_view bare, std::string_view country) {
    if (bare.starts_with("+")) return std::string(bare.substr(1));
    if (bare.starts_with("00")) return std::string(bare.substr(2));
    if (bare.starts_with("0")) return std::string(country) + std::string(bare.substr(1));
    if (bare.starts_with(country)) return std::string(bare);
    return std::nullopt;
}

}  // namespace

std::optional<Address> normalise_phone(std::string_view written, std::string_view country) {
    const auto number = bare(written);
    if (!number.empty() && number.size() <= short_code_max && all_digits(number)) {
        return Address{"tel", number};
    }
    auto digits = international(number, country);
    if (!digits || !all_digits(*digits)) return std::nullopt;
    // +358 0401234567: the trunk zero is not dialled behind a country's code.
    if (digits->starts_with(country) && digits->size() > country.size() &&
        (*digits)[country.size()] == '0') {
        digits->erase(country.size(), 1);
    }
    if (digits->size() < e164_min || digits->size() > e164_max || digits->front() == '0')
        return std::nullopt;
    return Address{"tel", '+' + *digits};
}

}  // namespace channels
