// Files that commands in a terminal write.
#pragma once

#include "dialogs/time.hpp"

#include <filesystem>
#include <string>

namespace bot {

/// Writes the file, and its folder where there is none: wholly, or not at all. False where it cannot be.
[[nodiscard]] bool replace_file(const std::filesystem::path& file, const std::string& bytes);

/// As gettext writes a moment: `2026-11-20 12:00+0000`.
[[nodiscard]] std::string gettext_moment(dialogs::Instant moment);

}  // namespace bot
