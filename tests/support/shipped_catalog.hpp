// The catalog of the locales as they are shipped.
#pragma once

#include "dialogs/texts/catalog.hpp"

namespace tests {

/// locales/ of the source tree, read once. Fails the test where it has errors.
[[nodiscard]] const dialogs::Catalog& shipped_catalog();

/// A file's bytes; its path is relative to the source tree.
[[nodiscard]] std::string source_file(const std::string& path);

}  // namespace tests
