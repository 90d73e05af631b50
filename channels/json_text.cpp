#include "channels/json_text.hpp"

#include <nlohmann/json.hpp>

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

}  // namespace

nlohmann::json json_from(std::string_view bytes) {
    if (nests_too_deep(bytes)) return nlohmann::json::value_t::discarded;
    return nlohmann::json::parse(bytes, nullptr, false);
}

}  // namespace channels
