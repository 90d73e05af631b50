// A script being written: keys and values that know the cell of the form they come from.
#pragma once

#include "dialogs/importing/form_sheet.hpp"

#include <string>
#include <vector>

namespace dialogs {

/// One key with its value, or with what stands inside; or one item of a list (its key is then empty).
struct OutlineNode {
    std::string key;
    std::string value;  ///< as YAML has it; empty: what is inside
    FormCell cell;      ///< where it comes from; no sheet: from nowhere in the form
    std::vector<OutlineNode> inside;
    std::string spare{};  ///< a value that may stand in its place where this one is refused
    bool is_dropped = false;
};

/// The outline as YAML, and for each of its lines (from 0) the node it comes from. The nodes must outlive it.
struct WrittenOutline {
    std::string text;
    std::vector<OutlineNode*> lines;
};
[[nodiscard]] WrittenOutline write_outline(std::vector<OutlineNode>& nodes);

/// A text in double quotes.
[[nodiscard]] std::string yaml_text(std::string_view text);
/// A key: plain where it is a word.
[[nodiscard]] std::string yaml_key(std::string_view key);

}  // namespace dialogs
