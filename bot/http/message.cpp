#include "bot/http/message.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace bot::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> content_types{{
    {".html", "text/html; charset=UTF-8"},
    {".css", "text/css; charset=UTF-8"},
    {".js", "text/javascript; charset=UTF-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
    {".csv", "text/csv; charset=UTF-8"},
    {".yaml", "text/yaml; charset=UTF-8"},
}};

constexpr std::array<std::pair<int, std::string_view>, 26> phrases{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {413, "Payload Too Large"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
}};

}  // namespace

std::string_view Request::path() const {
    const std::string_view whole = target;
    return whole.substr(0, whole.find('?'));
}

std::string_view content_type_of(std::string_view path) {
    for (const auto& [ending, type] : content_types)
        if (path.ends_with(ending)) return type;
    return "application/octet-stream";
}

std::string_view reason_phrase(int status) {
    for (const auto& [code, phrase] : phrases)
        if (code == status) return phrase;
    return status < 400 ? "OK" : "Error";
}

Response fault_response(int status, const std::vector<Fault>& faults) {
    auto errors = nlohmann::json::array();
    for (const auto& [at, message] : faults) errors.push_back({{"at", at}, {"message", message}});
    const nlohmann::json body = {{"errors", std::move(errors)}};
    return {.status = status,
            .content_type = "application/json",
            .body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n"};
}

Response fault_response(int status, std::string message) {
    return fault_response(status, {Fault{"", std::move(message)}});
}

}  // namespace bot::http
