// Scripts and the catalog for the commands that run in a terminal: what cannot be read is told on
// standard error.
#pragma once

#include "bot/sources.hpp"

#include <optional>
#include <string>

namespace bot {

/// All locales. Their faults are told on standard error, and then there is no catalog.
[[nodiscard]] std::optional<dialogs::Catalog> load_catalog(const Sources& sources);

/// A script by its file, or a shipped one by its id. A file far too long is cut: reading says so.
/// Nullopt (and a line on standard error) where there is none.
[[nodiscard]] std::optional<dialogs::SourceFile> find_script(const std::string& name);

}  // namespace bot
