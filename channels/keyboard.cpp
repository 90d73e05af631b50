#include "channels/keyboard.hpp"

#include "dialogs/texts/text_parts.hpp"

#include <algorithm>

namespace channels {
namespace {

/// What of a button is no label: its edges.
constexpr std::size_t edges = 2;

std::size_t width_of(const Button& button) { return dialogs::length_of(button.label) + edges; }

}  // namespace

std::vector<std::vector<Button>> keyboard_rows(const std::vector<Button>& buttons, KeyboardWidth width) {
    std::vector<std::vector<Button>> rows;
    std::size_t widest = 0;
    for (const auto& button : buttons) {
        widest = std::max(widest, width_of(button));
        const bool fits = !rows.empty() && rows.back().size() < width.buttons_max &&
                          widest * (rows.back().size() + 1) <= width.characters_max;
        if (!fits) {
            rows.emplace_back();
            widest = width_of(button);
        }
        rows.back().push_back(button);
    }
    return rows;
}

}  // namespace channels
