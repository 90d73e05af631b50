// Buttons in rows, for channels that let us lay them out.
#pragma once

#include "channels/rendering.hpp"

#include <cstddef>
#include <vector>

namespace channels {

/// How wide a keyboard is.
struct KeyboardWidth {
    std::size_t buttons_max = 6;      ///< of one row
    std::size_t characters_max = 24;  ///< of one row: buttons in it are equally wide
};

/// The buttons in their order, as many in a row as its labels leave room for.
[[nodiscard]] std::vector<std::vector<Button>> keyboard_rows(const std::vector<Button>& buttons,
                                                             KeyboardWidth width = {});

}  // namespace channels
