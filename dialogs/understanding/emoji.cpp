#include "dialogs/understanding/emoji.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dialogs {
namespace {

constexpr auto smileys = std::to_array<std::pair<std::string_view, int>>({
    {"😡", 1}, {"😠", 1}, {"🤬", 1}, {"👿", 1}, {"😤", 1}, {"🤮", 1}, {"💩", 1},
    {"🙁", 2}, {"☹", 2},  {"😞", 2}, {"😟", 2}, {"😕", 2}, {"😒", 2}, {"😔", 2}, {"😢", 2}, {"😣", 2}, {"😖", 2},
    {"👎", 2}, {"😐", 3}, {"😑", 3}, {"😶", 3}, {"🫤", 3},
    {"🙂", 4}, {"😊", 4}, {"☺", 4},  {"😌", 4}, {"👍", 4}, {"👌", 4},
    {"😍", 5}, {"🤩", 5}, {"😁", 5}, {"😀", 5}, {"😃", 5}, {"😄", 5}, {"🥰", 5}, {"😻", 5}, {"🥳", 5}, {"❤", 5},
});

constexpr std::array<std::string_view, 12> friendly{"🙏", "👍", "🙂", "😊", "☺", "😀", "😃", "😄", "❤", "👌", "🌸", "💐"};

}  // namespace

std::optional<int> smiley_of_emoji(std::string_view emoji) {
    for (const auto& [picture, value] : smileys)
        if (picture == emoji) return value;
    return std::nullopt;
}

std::optional<bool> thumb_of_emoji(std::string_view emoji) {
    if (emoji == "👍") return true;
    if (emoji == "👎") return false;
    return std::nullopt;
}

bool is_friendly_emoji(std::string_view emoji) {
    return std::find(friendly.begin(), friendly.end(), emoji) != friendly.end();
}

}  // namespace dialogs
