#include "dialogs/did_you_mean.hpp"

#include <algorithm>
#include <array>

namespace dialogs {

namespace {

constexpr std::size_t compared_max = 64;

std::u32string code_points(std::string_view text) {
    std::u32string points;
    for (const char byte : text) {
        const auto bits = static_cast<unsigned char>(byte);
        const bool continues = (bits & 0xC0U) == 0x80U;
        if (!continues && points.size() == compared_max) break;
        // Bytes of one character are packed into one unit: enough to tell characters apart.
        if (continues && !points.empty()) {
            points.back() = points.back() << 8U | bits;
        } else {
            points.push_back(bits);
        }
    }
    return points;
}

int distance(const std::u32string& a, const std::u32string& b) {
    std::array<std::array<int, compared_max + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j)
        rows[0][j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& two_above = rows[(i + 1) % 3];
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min(
                {above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a.size() % 3][b.size()];
}

/// How many slips still make it the same word.
int slips_allowed(std::size_t length) {
    if (length <= 2) return 1;
    return length <= 5 ? 2 : 3;
}

}  // namespace

int spelling_distance(std::string_view a, std::string_view b) {
    return distance(code_points(a), code_points(b));
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
        const int found = distance(points, other);
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
