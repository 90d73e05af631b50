// The files that are part of the program: shipped scripts, locales, pages.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace bot {

/// One embedded file, under its path in the source tree (`locales/fi/words.yaml`).
struct Resource {
    std::string_view path;
    std::string_view bytes;
};

/// All of them, sorted by path.
[[nodiscard]] std::span<const Resource> resources();

/// The bytes of one file, or nullopt.
[[nodiscard]] std::optional<std::string_view> resource(std::string_view path);

}  // namespace bot
