#include "bot/http/target.hpp"

#include <boost/url/pct_string_view.hpp>
#include <boost/url/decode_view.hpp>

namespace bot::http {
namespace {

std::optional<std::string> decode(std::string_view encoded, bool plus_is_blank) {
    const auto view = boost::urls::make_pct_string_view({encoded.data(), encoded.size()});
    if (!view) return std::nullopt;
    boost::urls::encoding_opts options;
    options.space_as_plus = plus_is_blank;
    const auto decoded = view->decode(options);
    return std::string(decoded.data(), decoded.size());
}

std::string decoded_or_as_is(std::string_view encoded) {
    return decode(encoded, true).value_or(std::string(encoded));
}

}  // namespace

std::optional<std::string> decode_path(std::string_view encoded) { return decode(encoded, false); }

Parameters decode_query(std::string_view query) {
    Parameters parameters;
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto pair = query.substr(0, end);
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        parameters.emplace_back(decoded_or_as_is(pair.substr(0, equals)), decoded_or_as_is(value));
    }
    return parameters;
}

std::optional<std::string> parameter(const Parameters& parameters, std::string_view name) {
    for (const auto& [key, value] : parameters)
        if (key == name) return value;
    return std::nullopt;
}

}  // namespace bot::http
