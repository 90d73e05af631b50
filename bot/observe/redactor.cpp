#include "bot/observe/redactor.hpp"

#include <algorithm>

namespace bot {
namespace {

constexpr std::size_t secret_length_min = 4;
constexpr std::size_t number_digits_min = 8;  // a phone number; instants are written with dashes and colons

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

void replace_all(std::string& text, const std::string& what) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 3))
        text.replace(at, what.size(), "***");
}

/// A part of an id (base32, hexadecimal) is no number.
bool stands_in_a_word(std::string_view text, std::size_t begin, std::size_t end) {
    const auto is_letter = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
    };
    return (begin > 0 && is_letter(text[begin - 1])) || (end < text.size() && is_letter(text[end]));
}

std::string without_numbers(std::string_view text) {
    std::string cleaned;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) ++end;
        if (end == at) {
            cleaned += text[at++];
            continue;
        }
        if (end - at < number_digits_min || stands_in_a_word(text, at, end)) {
            cleaned += text.substr(at, end - at);
        } else {
            if (!cleaned.empty() && cleaned.back() == '+') cleaned.pop_back();
            cleaned += "<number>";
        }
        at = end;
    }
    return cleaned;
}

}  // namespace

void Redactor::add_secrets(const std::vector<std::string>& secrets) {
    for (const auto& secret : secrets)
        if (secret.size() >= secret_length_min) secrets_.push_back(secret);
    std::stable_sort(secrets_.begin(), secrets_.end(),
                     [](const auto& one, const auto& other) { return one.size() > other.size(); });
}

std::string Redactor::clean(std::string_view text) const {
    std::string cleaned(text);
    for (const auto& secret : secrets_) replace_all(cleaned, secret);
    return without_numbers(cleaned);
}

}  // namespace bot
