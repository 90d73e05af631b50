#include "dialogs/understanding/inflection.hpp"

#include <algorithm>

namespace dialogs {
namespace {

constexpr std::size_t word_letters_min = 6;  // shorter ones are told by their beginnings
constexpr std::size_t stem_letters_min = 4;
constexpr int vowels_max = 2;

std::size_t letter_count_of(std::string_view text) {
    std::size_t letters = 0;
    for (const char byte : text)
        letters += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
    return letters;
}

/// `apteekk` and `apteek`: a doubled consonant at the end of a stem is often single before an
/// ending.
std::string_view without_doubling(std::string_view stem) {
    const auto size = stem.size();
    return size > 1 && stem[size - 1] == stem[size - 2] ? stem.substr(0, size - 1) : stem;
}

}  // namespace

std::vector<std::string> Inflection::stems_of(std::string_view word) const {
    std::vector<std::string> stems;
    if (endings.empty() || letter_count_of(word) < word_letters_min) return stems;
    const auto add = [&](std::string_view rest) {
        for (int dropped = 0; dropped < vowels_max; ++dropped) {
            const auto vowel =
                std::find_if(vowels.begin(), vowels.end(),
                             [&](const std::string& one) { return rest.ends_with(one); });
            if (vowel == vowels.end()) break;
            rest.remove_suffix(vowel->size());
        }
        rest = without_doubling(rest);
        if (letter_count_of(rest) >= stem_letters_min) stems.emplace_back(rest);
    };
    add(word);
    for (const auto& ending : endings)
        if (word.ends_with(ending)) add(word.substr(0, word.size() - ending.size()));
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    return stems;
}

bool share_a_stem(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& stem) {
        return std::binary_search(b.begin(), b.end(), stem);
    });
}

}  // namespace dialogs
