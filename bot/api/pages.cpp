#include "bot/api/pages.hpp"

#include "bot/resources.hpp"

#include <string>

namespace bot {
namespace {

/// Everything comes from us; nothing inline runs.
constexpr std::string_view policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

}  // namespace

http::Response page(std::string_view path, Framing framing) {
    const auto bytes = resource("bot/pages/" + std::string(path));
    if (!bytes) return http::fault_response(404, "there is nothing at this address");
    http::Response response{.content_type = std::string(http::content_type_of(path)),
                            .body = std::string(*bytes),
                            .headers = {{"Cache-Control", "no-cache"}, {"Referrer-Policy", "no-referrer"}}};
    if (path.ends_with(".html")) {
        const auto frames = framing == Framing::own ? "; frame-ancestors 'self'" : "; frame-ancestors *";
        response.headers.emplace_back("Content-Security-Policy", std::string(policy) + frames);
    }
    return response;
}

}  // namespace bot
