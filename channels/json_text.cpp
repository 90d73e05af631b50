#include "channels/json_text.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <string>

namespace channels {
namespace {

/// Copying and printing recurse: deeper values than this are refused before they exist (a provider
/// nests about 8 deep).
constexpr int depth_max = 32;

bool nests_too_deep(std::string_view bytes) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (quoted && c == '\\') {
            ++at;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '{' || c == '[')) {
            if (++depth > depth_max) return true;
        } else if (!quoted && (c == '}' || c == ']')) {
            --depth;
        }
    }
    return false;
}

/// The code unit of an escape `\uXXXX` at that place; 0 where there is none.
unsigned unit_at(std::string_view bytes, std::size_t at) {
    constexpr std::size_t length = 6;
    if (at + length > bytes.size() || bytes.substr(at, 2) != "\\u") return 0;
    unsigned unit = 0;
    const auto* end = bytes.data() + at + length;
    return std::from_chars(bytes.data() + at + 2, end, unit, 16).ptr == end ? unit : 0;
}

/// `\ufffd` in place of every escape of half a surrogate pair.
std::string with_whole_pairs(std::string_view bytes) {
    constexpr std::size_t length = 6;
    const auto is_high = [](unsigned unit) { return (unit & 0xFC00U) == 0xD800U; };
    const auto is_low = [](unsigned unit) { return (unit & 0xFC00U) == 0xDC00U; };
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto unit = unit_at(bytes, at);
        const bool pair = is_high(unit) && is_low(unit_at(bytes, at + length));
        const bool escape = bytes[at] == '\\' && unit == 0;
        const auto taken = pair ? 2 * length : unit != 0 ? length : escape ? 2 : 1;
        if (!pair && (is_high(unit) || is_low(unit))) {
            text += "\\ufffd";
        } else {
            text += bytes.substr(at, taken);
        }
        at += taken;
    }
    return text;
}

}  // namespace

nlohmann::json json_from_batch(std::string_view bytes) {
    const auto is_near = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) { return depth <= depth_max; };
    return nlohmann::json::parse(with_whole_pairs(bytes), is_near, false);
}

nlohmann::json json_from(std::string_view bytes) {
    if (nests_too_deep(bytes)) return nlohmann::json::value_t::discarded;
    return nlohmann::json::parse(bytes, nullptr, false);
}

}  // namespace channels
