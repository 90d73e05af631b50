#include "bot/resources.hpp"

#include <algorithm>

namespace bot {

std::optional<std::string_view> resource(std::string_view path) {
    const auto all = resources();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Resource& one) { return one.path == path; });
    if (found == all.end()) return std::nullopt;
    return found->bytes;
}

}  // namespace bot
