// gettext PO files: UTF-8 only, line and column in every error.
#pragma once

#include "dialogs/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

struct PoEntry {
    std::string context;      ///< msgctxt: the step's path, `ask.nps.text`
    std::string source;       ///< msgid
    std::string translation;  ///< msgstr; empty: untranslated
    bool fuzzy = false;
    bool obsolete = false;
    int line = 0;              ///< of its first keyword
    int translation_line = 0;  ///< of msgstr
    int translation_column =
        0;  ///< of the translation's first character; 0 where it is spread over lines or escaped
    std::vector<std::string> comments;  ///< each with its `#` sign
    std::string previous_source;        ///< `#| msgid`: what a fuzzy translation was made of
    std::string previous_context;       ///< `#| msgctxt`, where it was another
};

struct PoError {
    int line = 0;
    int column = 0;  ///< code points from 1
    std::string message;
};

/// At most 4 MiB, 20 000 entries. The header (empty msgid) is an entry like any other.
[[nodiscard]] Result<std::vector<PoEntry>, PoError> read_po(std::string_view bytes);

/// What read_po reads back equal, and msgfmt takes without a warning.
[[nodiscard]] std::string write_po(const std::vector<PoEntry>& entries);

}  // namespace dialogs
