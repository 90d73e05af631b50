// Thanks and their like: what needs no dialog.
#pragma once

#include "dialogs/texts/catalog.hpp"

#include <string_view>

namespace bot {

/// True where nothing is said but courtesy: `kiitos`, `ok kiitti`, a thumb, nothing at all.
[[nodiscard]] bool is_courtesy(std::string_view text, const dialogs::Language& language,
                               const dialogs::Catalog& catalog);

}  // namespace bot
