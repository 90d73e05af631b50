#include "bot/http/router.hpp"

#include "bot/http/target.hpp"

namespace bot::http {
namespace {

/// `/a/b` → {a, b}; `/` → {}; `/a/` → {a, ""}.
std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> segments;
    if (path.starts_with('/')) path.remove_prefix(1);
    if (path.empty()) return segments;
    for (;;) {
        const auto slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

bool is_capture(std::string_view segment) { return segment.starts_with('{'); }

awaitable<Response> answer_with(Response response) { co_return response; }

}  // namespace

void Router::add(std::string_view method, std::string_view pattern, Handler handler) {
    Route route{.method = std::string(method), .segments = {}, .open_ended = false, .handler = std::move(handler)};
    for (const auto segment : split(pattern)) {
        if (segment == "*") {
            route.open_ended = true;
        } else {
            route.segments.emplace_back(segment);
        }
    }
    routes_.push_back(std::move(route));
}

bool Router::fits(const Route& route, const std::vector<std::string_view>& segments) {
    const auto wanted = route.segments.size();
    if (route.open_ended ? segments.size() < wanted : segments.size() != wanted) return false;
    for (std::size_t i = 0; i < wanted; ++i)
        if (!is_capture(route.segments[i]) && route.segments[i] != segments[i]) return false;
    return true;
}

bool Router::capture(const Route& route, Request& request, const std::vector<std::string_view>& segments) {
    request.captures.clear();
    for (std::size_t i = 0; i < route.segments.size(); ++i) {
        if (!is_capture(route.segments[i])) continue;
        auto decoded = decode_path(segments[i]);
        if (!decoded) return false;
        request.captures.push_back(std::move(*decoded));
    }
    if (!route.open_ended) return true;
    std::string rest;
    for (std::size_t i = route.segments.size(); i < segments.size(); ++i) rest.append("/").append(segments[i]);
    auto decoded = decode_path(rest);
    if (decoded) request.captures.push_back(std::move(*decoded));
    return decoded.has_value();
}

awaitable<Response> Router::handle(Request& request) const {
    const auto segments = split(request.path());
    const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view(request.method);
    std::string allowed;
    for (const auto& route : routes_) {
        if (!fits(route, segments)) continue;
        if (route.method != method) {
            allowed.append(allowed.empty() ? "" : ", ").append(route.method);
            continue;
        }
        if (capture(route, request, segments)) return route.handler(request);
        return answer_with(fault_response(400, "the path's percent-encoding is broken"));
    }
    if (allowed.empty()) return answer_with(fault_response(404, "there is nothing at this address"));
    auto refused = fault_response(405, "this address takes " + allowed);
    refused.headers.emplace_back("Allow", allowed);
    return answer_with(std::move(refused));
}

}  // namespace bot::http
