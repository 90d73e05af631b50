#include "channels/query.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace channels {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The byte that `%XX` at that place stands for, or -1.
int escaped_byte(std::string_view text, std::size_t at) {
    if (text[at] != '%' || at + 2 >= text.size()) return -1;
    const int high = hex_value(text[at + 1]);
    const int low = hex_value(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

}  // namespace

std::string percent_decoded(std::string_view text, Plus plus) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (const int byte = escaped_byte(text, at); byte >= 0) {
            bytes += static_cast<char>(byte);
            at += 2;
        } else {
            bytes += text[at] == '+' && plus == Plus::blank ? ' ' : text[at];
        }
    }
    return bytes;
}

std::string percent_encoded(std::string_view bytes) {
    return boost::urls::encode({bytes.data(), bytes.size()}, boost::urls::unreserved_chars);
}

Parameters read_query(std::string_view query) {
    Parameters parameters;
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(pair.size() < query.size() ? pair.size() + 1 : pair.size());
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const auto name = pair.substr(0, equals);
        const auto value =
            equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        parameters.emplace_back(percent_decoded(name, Plus::blank),
                                percent_decoded(value, Plus::blank));
    }
    return parameters;
}

std::string write_query(const Parameters& parameters) {
    std::string query;
    for (const auto& [name, value] : parameters) {
        query += query.empty() ? "" : "&";
        query += percent_encoded(name) + '=' + percent_encoded(value);
    }
    return query;
}

std::optional<std::string_view> find(const Parameters& parameters, std::string_view name) {
    for (const auto& [key, value] : parameters) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::string_view value_of(const Parameters& parameters, std::string_view name) {
    return find(parameters, name).value_or(std::string_view());
}

}  // namespace channels
