#include "channels/twilio_signature.hpp"

#include "channels/query.hpp"
#include "channels/secret.hpp"
#include "channels/signature.hpp"

#include <algorithm>

namespace channels {
namespace {

/// Names and values in order, without separators; what is said twice counts once.
std::string joined_form(std::string_view body) {
    auto fields = read_query(body);
    std::sort(fields.begin(), fields.end());
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
    std::string joined;
    for (const auto& [name, value] : fields) joined += name + value;
    return joined;
}

/// The address as configured, and with its port left out or told.
std::vector<std::string> spellings(std::string_view public_url) {
    const bool secure = public_url.starts_with("https://");
    const auto host = public_url.find("://") + 3;
    const auto end = std::min(public_url.find('/', host), public_url.size());
    const auto authority = public_url.substr(host, end - host);
    const auto colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
    const auto name = has_port ? authority.substr(0, colon) : authority;
    const auto spelt = [&](std::string_view port) {
        return std::string(public_url.substr(0, host)).append(name).append(port).append(public_url.substr(end));
    };
    return {std::string(public_url), spelt(has_port ? "" : secure ? ":443" : ":80")};
}

/// What is signed beside the address: the form; nothing where the query has the body's hash, nullopt where it is wrong.
std::optional<std::string> signed_body(const WebhookRequest& request) {
    if (request.method == "GET") return std::string();
    const auto type = header(request.headers, "content-type");
    if (type.starts_with("application/x-www-form-urlencoded")) return joined_form(request.body);
    const auto query = read_query(request.query);
    const auto told = find(query, "bodySHA256");
    if (!told || !same_secret(*told, sha256_hex(request.body))) return std::nullopt;
    return std::string();
}

}  // namespace

bool is_signed_by_twilio(const WebhookRequest& request, std::string_view public_url,
                         const std::vector<std::string>& tokens) {
    const auto rest = signed_body(request);
    const auto given = decoded(header(request.headers, "x-twilio-signature"), ByteEncoding::base64);
    if (!rest) return false;
    bool good = false;
    for (const auto& url : spellings(public_url)) {
        for (const auto& token : tokens)
            good = same_secret(given, hmac(HmacHash::sha1, token, url + request.target + *rest)) || good;
    }
    return good;
}

}  // namespace channels
