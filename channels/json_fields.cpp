#include "channels/json_fields.hpp"

#include "channels/charset.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace channels {

const nlohmann::json& value_at(const nlohmann::json& value, std::string_view pointer) {
    static const nlohmann::json nothing;
    const auto* at = &value;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const auto step = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(step.size());
        const auto found = at->find(std::string(step));
        if (found == at->end()) return nothing;
        at = &*found;
    }
    return *at;
}

std::string words_at(const nlohmann::json& value, std::string_view pointer) {
    const auto& found = value_at(value, pointer);
    if (found.is_string()) return decode_text(found.get_ref<const std::string&>(), Charset::utf8);
    return found.is_number_integer() ? found.dump() : std::string();
}

std::optional<std::int64_t> number_at(const nlohmann::json& value, std::string_view pointer) {
    const auto words = words_at(value, pointer);
    std::int64_t number = 0;
    const auto* end = words.data() + words.size();
    const auto [stopped, problem] = std::from_chars(words.data(), end, number);
    if (words.empty() || problem != std::errc() || stopped != end) return std::nullopt;
    return number;
}

std::optional<Instant> moment_at(const nlohmann::json& value, std::string_view pointer) {
    constexpr std::int64_t year_2200_ms = 7'258'118'400'000;
    const auto number = number_at(value, pointer);
    if (!number || *number <= 0 || *number > year_2200_ms) return std::nullopt;
    return Instant(std::chrono::milliseconds(*number));
}

std::string json_text(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

HttpRequest json_request(std::string method, std::string url, const nlohmann::json& value, Headers headers) {
    headers.insert(headers.begin(), {"content-type", "application/json"});
    return {.method = std::move(method),
            .url = std::move(url),
            .headers = std::move(headers),
            .body = json_text(value)};
}

}  // namespace channels
