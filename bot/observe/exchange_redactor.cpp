// A scan over the bytes, not a parse: a body may be cut off, nested without end, or not what it says it is.
#include "bot/observe/exchange_redactor.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace bot {
namespace {

constexpr std::size_t body_kept_max = 4096;      // bytes that are looked at: a thousand rows of both bodies are 8 MB
constexpr std::size_t code_length_max = 40;
constexpr std::size_t figures_of_number_min = 7;     // a telephone number without its country
constexpr std::size_t piece_length_min = 4;      // a shorter one may be in any word

bool is_figure(char byte) { return byte >= '0' && byte <= '9'; }

std::string numbers_masked(std::string_view text) {
    std::string cleaned;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && is_figure(text[end])) ++end;
        if (end - at >= figures_of_number_min) {
            if (!cleaned.empty() && cleaned.back() == '+') cleaned.pop_back();
            cleaned += "<number>";
        } else {
            if (end == at) ++end;
            cleaned += text.substr(at, end - at);
        }
        at = end;
    }
    return cleaned;
}

bool has_number(std::string_view text) {
    std::size_t digits = 0;
    for (const char byte : text) {
        digits = is_figure(byte) ? digits + 1 : 0;
        if (digits >= figures_of_number_min) return true;
    }
    return false;
}

bool contains(std::string_view whole, std::string_view piece) { return whole.find(piece) != std::string_view::npos; }

/// True where the value tells something private, whole or in part.
bool is_private(std::string_view value, const PrivateValues& values) {
    return std::any_of(values.begin(), values.end(), [&](const std::string& known) {
        if (known.empty()) return false;
        if (value == known) return true;
        const bool is_in = known.size() >= piece_length_min && contains(value, known);
        return is_in || (value.size() >= piece_length_min && contains(known, value));
    });
}

std::string length_of(std::string_view value) { return "<" + std::to_string(value.size()) + " bytes>"; }

/// A code, as identifiers, states and settings are.
bool is_code(std::string_view value) {
    const auto may_stand = [](unsigned char byte) {
        return std::isalnum(byte) != 0 || std::string_view("_.:/-+").find(static_cast<char>(byte)) != std::string::npos;
    };
    return value.size() <= code_length_max && !has_number(value) && std::all_of(value.begin(), value.end(), may_stand);
}

std::string code_or_length(std::string_view value, const PrivateValues& values) {
    const bool may_stay = value.empty() || (is_code(value) && !is_private(value, values));
    return may_stay ? std::string(value) : length_of(value);
}

/// What is escaped cannot be compared with what is known.
std::string words_or_length(std::string_view value, const PrivateValues& values) {
    std::string words(value);
    for (const auto& known : values) {
        if (known.size() < piece_length_min) continue;
        for (auto at = words.find(known); at != std::string::npos; at = words.find(known, at + 3))
            words.replace(at, known.size(), "***");
    }
    const bool may_stay = !contains(words, "\\") && !is_private(words, values);
    return may_stay ? numbers_masked(words) : length_of(value);
}

using Clean = std::string (*)(std::string_view value, const PrivateValues& values);

std::string decoded(std::string_view written) {
    const auto digit = [](char byte) {
        const auto at = std::string_view("0123456789abcdef").find(static_cast<char>(std::tolower(byte)));
        return at == std::string_view::npos ? -1 : static_cast<int>(at);
    };
    std::string text;
    for (std::size_t at = 0; at < written.size(); ++at) {
        const bool is_escape = written[at] == '%' && at + 2 < written.size() && digit(written[at + 1]) >= 0 &&
                               digit(written[at + 2]) >= 0;
        if (is_escape) {
            text += static_cast<char>(digit(written[at + 1]) * 16 + digit(written[at + 2]));
            at += 2;
        } else {
            text += written[at] == '+' ? ' ' : written[at];
        }
    }
    return text;
}

std::string form(std::string_view text, const PrivateValues& values) {
    std::string cleaned;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        cleaned += numbers_masked(pair.substr(0, equals));
        if (equals < pair.size()) cleaned += "=" + code_or_length(decoded(pair.substr(equals + 1)), values);
        if (end < text.size()) cleaned += '&';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return cleaned;
}

/// The end of a JSON string that begins behind its quote: where its closing quote stands.
std::size_t end_of_string(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    return std::min(at, text.size());
}

std::string json(std::string_view text, const PrivateValues& values, Clean clean) {
    std::string cleaned;
    std::string outside;  // numbers, signs, blanks
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '"') {
            outside += text[at++];
            continue;
        }
        cleaned += numbers_masked(std::exchange(outside, {}));
        const auto end = end_of_string(text, at + 1);
        const auto value = text.substr(at + 1, end - at - 1);
        auto next = end + 1;
        while (next < text.size() && std::isspace(static_cast<unsigned char>(text[next])) != 0) ++next;
        const bool is_name = next < text.size() && text[next] == ':';
        cleaned += '"' + (is_name ? numbers_masked(value) : clean(value, values)) + '"';
        at = end + 1;
    }
    return cleaned + numbers_masked(outside);
}

std::string xml(std::string_view text, const PrivateValues& values, Clean clean) {
    std::string cleaned;
    while (!text.empty()) {
        const auto begin = std::min(text.find('<'), text.size());
        cleaned += clean(text.substr(0, begin), values);
        text.remove_prefix(begin);
        const auto end = std::min(text.find('>'), text.size());
        const auto tag = text.substr(0, std::min(end + 1, text.size()));
        const auto name = tag.find_first_of(" \t\r\n");  // of attributes the values may tell anything
        const bool is_cut = name != std::string_view::npos;
        cleaned += numbers_masked(is_cut ? tag.substr(0, name) : tag);
        if (is_cut) cleaned += " …>";
        text.remove_prefix(tag.size());
    }
    return cleaned;
}

std::string shortened(std::string_view body, const std::string& cleaned) {
    return body.size() <= body_kept_max ? cleaned : cleaned + " … <" + std::to_string(body.size()) + " bytes in all>";
}

}  // namespace

std::string redacted_target(std::string_view target, const PrivateValues& values) {
    const auto query = std::min(target.find('?'), target.size());
    std::string cleaned;
    auto path = target.substr(0, query);
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        const auto segment = path.substr(0, end);
        const bool may_stay = !has_number(segment) && !is_private(decoded(segment), values);
        cleaned += may_stay ? std::string(segment) : length_of(segment);
        if (end < path.size()) cleaned += '/';
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    if (query < target.size()) cleaned += "?" + form(target.substr(query + 1), values);
    return cleaned;
}

std::string redacted_request(std::string_view body, const PrivateValues& values) {
    if (body.empty()) return {};
    const auto seen = body.substr(0, body_kept_max);
    const auto first = seen.find_first_not_of(" \t\r\n");
    const char sign = first == std::string_view::npos ? ' ' : seen[first];
    if (sign == '{' || sign == '[') return shortened(body, json(seen, values, &code_or_length));
    if (sign == '<') return shortened(body, xml(seen, values, &code_or_length));
    const bool is_form = contains(seen, "=") && seen.find_first_of(" \r\n") == std::string_view::npos;
    return is_form ? shortened(body, form(seen, values)) : length_of(body);
}

std::string redacted_answer(std::string_view body, const PrivateValues& values) {
    const auto seen = body.substr(0, body_kept_max);
    const auto first = seen.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    if (seen[first] == '{' || seen[first] == '[') return shortened(body, json(seen, values, &words_or_length));
    if (seen[first] == '<') return shortened(body, xml(seen, values, &words_or_length));
    return shortened(body, words_or_length(seen, values));
}

}  // namespace bot
