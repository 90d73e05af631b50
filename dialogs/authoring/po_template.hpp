// A script's texts for translators: what `kuulolla locale extract` writes.
#pragma once

#include "dialogs/reading/read_script.hpp"
#include "dialogs/texts/po.hpp"

#include <string>
#include <vector>

namespace dialogs {

/// The script's texts as the entries of a .pot file, header first: in file order, each text once, with where it stands
/// (`#: post-visit.yaml:20`) and what a translator must know of it (`#. `). `made_at` is its revision date as gettext
/// writes one (`2026-11-20 12:00+0000`). What a list has a column of its own
/// for is left out: for the language, or where none is named, for all of the script's. The script must have been read
/// without errors.
[[nodiscard]] std::vector<PoEntry> po_template(const ReadScript& read, const std::string& made_at,
                                               const Language& language = {});

/// One field of a PO file's header (`Language`); empty where it has none.
[[nodiscard]] std::string po_header_field(const PoEntry& header, std::string_view name);

/// The header with the field set: in its place where it is there, else at the end.
void set_po_header_field(PoEntry& header, std::string_view name, std::string_view value);

}  // namespace dialogs
