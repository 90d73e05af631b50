#include "dialogs/did_you_mean.hpp"

#include "dialogs/edit_distance.hpp"

#include <algorithm>

namespace dialogs {

namespace {

std::u32string code_points(std::string_view text) {
    std::u32string points;
    for (const char byte : text) {
        const auto bits = static_cast<unsigned char>(byte);
        const bool continues = (bits & 0xC0U) == 0x80U;
        if (!continues && points.size() == edited_letters_max) break;
        // Bytes of one character are packed into one unit: enough to tell characters apart.
        if (continues && !points.empty()) {
            points.back() = points.back() << 8U | bits;
        } else {
            points.push_back(bits);
        }
    }
    return points;
}

/// How many slips still make it the same word.
int slips_allowed(std::size_t length) {
    if (length <= 2) return 1;
    return length <= 5 ? 2 : 3;
}

}  // namespace

int spelling_distance(std::string_view a, std::string_view b) {
    return edit_distance(code_points(a), code_points(b), static_cast<int>(edited_letters_max));
}

std::optional<std::string> closest_word(std::string_view wrong,
                                        const std::vector<std::string>& known) {
    const auto points = code_points(wrong);
    std::optional<std::string> best;
    int best_distance = slips_allowed(points.size()) + 1;
    for (const auto& word : known) {
        const auto other = code_points(word);
        // Half of the shorter word must be right at least.
        const int most = std::min(best_distance - 1,
                                  static_cast<int>(std::min(points.size(), other.size())) / 2);
        const int length_gap =
            std::abs(static_cast<int>(points.size()) - static_cast<int>(other.size()));
        if (length_gap > most) continue;
        const int found = edit_distance(points, other, most);
        if (found > most) continue;
        best = word;
        best_distance = found;
    }
    return best;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known) {
    const auto word = closest_word(wrong, known);
    return word ? "; did you mean `" + *word + "`?" : "";
}

}  // namespace dialogs
