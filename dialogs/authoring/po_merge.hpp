// A translation brought up to date with its script: what `kuulolla locale merge` writes.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/texts/po.hpp"

#include <string>
#include <vector>

namespace dialogs {

/// How many entries of each kind a translation has after merging.
struct PoMerge {
    std::vector<PoEntry> entries;
    int translated = 0;
    int fuzzy = 0;
    int untranslated = 0;
    int obsolete = 0;
};

/// The template's texts with the translations that `translation` has of them, in the template's order. A text that has
/// changed keeps its translation as fuzzy, beside the words it was made of (`#| msgid`); a translation whose text has
/// gone is kept as obsolete, and comes back with its text. Translators' own comments and the header's fields stay.
[[nodiscard]] PoMerge merge_po(const std::vector<PoEntry>& translation, const std::vector<PoEntry>& po_template,
                               const Language& language);

/// How like two texts are, 0 to 1: the pairs of neighbouring characters that they share.
[[nodiscard]] double likeness(std::string_view a, std::string_view b);

}  // namespace dialogs
