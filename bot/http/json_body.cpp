#include "bot/http/json_body.hpp"

#include <nlohmann/json.hpp>

namespace bot::http {
namespace {

using nlohmann::json;

constexpr int levels_max = 20;  // no request needs five; nlohmann's destructor recurses

}  // namespace

dialogs::Result<json, std::pair<int, std::string>> json_object_of(const Request& request) {
    const auto type = header(request.headers, "content-type");
    if (!type.empty() && type.substr(0, type.find(';')) != "application/json")
        return dialogs::failure(std::pair(415, std::string("the body must be application/json")));
    bool is_deep = false;
    const auto cap = [&](int depth, json::parse_event_t, json&) {
        is_deep = is_deep || depth > levels_max;
        return depth <= levels_max;
    };
    auto object = json::parse(request.body, cap, false);
    if (is_deep || !object.is_object())
        return dialogs::failure(std::pair(400, std::string("the body must be a JSON object of at most 20 levels")));
    return object;
}

}  // namespace bot::http
