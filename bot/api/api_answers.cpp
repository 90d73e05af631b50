#include "bot/api/api_answers.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace bot {

using nlohmann::json;

http::Response json_response(int status, const json& body) {
    return {.status = status,
            .content_type = "application/json",
            .body = body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"};
}

http::Response failure_response(Log& log, std::string_view event, const DeskError& error) {
    if (error.kind == DeskError::Kind::command) {
        log.error(event, {{"reason", error.detail}});
        return http::fault_response(500, "this failed on our side, and has been logged");
    }
    auto response = http::fault_response(503, "not now; try again");
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

std::string text_field(const json& object, const char* name, bool is_required, std::vector<http::Fault>& faults) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) {
        if (is_required) faults.push_back({name, "is missing"});
        return {};
    }
    if (!found->is_string()) {
        faults.push_back({name, "must be a text"});
        return {};
    }
    return found->get<std::string>();
}

void refuse_other_fields(const json& object, std::initializer_list<std::string_view> fields,
                         std::vector<http::Fault>& faults) {
    for (const auto& [name, value] : object.items())
        if (std::find(fields.begin(), fields.end(), name) == fields.end())
            faults.push_back({name, "is no field of this"});
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

}  // namespace bot
