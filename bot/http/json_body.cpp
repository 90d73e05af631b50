#include "bot/http/json_body.hpp"

#include <nlohmann/json.hpp>

namespace bot::http {
namespace {

using nlohmann::json;

constexpr int levels_max = 20;  // no request needs five; nlohmann's destructor recurses

/// `Application/JSON; charset=utf-8` is `application/json`.
std::string media_type(std::string_view header) {
    std::string type;
    for (const char sign : header.substr(0, header.find(';'))) {
        if (sign == ' ' || sign == '\t') continue;
        type += sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    }
    return type;
}

/// Who says nothing is believed.
bool is_json(std::string_view type) {
    return type.empty() || type == "application/json" || type == "text/json" || type.ends_with("+json");
}

}  // namespace

dialogs::Result<json, std::pair<int, std::string>> json_object_of(const Request& request) {
    const auto type = media_type(header(request.headers, "content-type"));
    if (!is_json(type)) {
        return dialogs::failure(std::pair(415, "the body must be JSON: send it with `Content-Type: application/json`, "
                                               "this one says `" + type + "`"));
    }
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
