// How complete the service's own words are in each language: what `kuulolla locale report` shows without a script.
#pragma once

#include "dialogs/texts/catalog.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dialogs {

/// One language of the service.
struct LocaleGaps {
    Language language;
    std::string review;                 ///< what its files say of their review; empty where they say nothing
    std::vector<std::string> texts;     ///< names that its texts.yaml lacks, nor has what it falls back to
    std::vector<std::string> words;     ///< lists that its words.yaml lacks (`reserved.stop` where a word has none)
    int segments = 0;                   ///< of all its texts
    std::vector<std::string> long_texts;  ///< names of those that take more than one text message
    std::optional<double> price_factor;   ///< its segments beside those of the same texts in `reference_language`
};

/// The language whose texts are what the others are compared with, and the one whose lists of words the others need.
inline constexpr std::string_view reference_language = "fi";
inline constexpr std::string_view model_of_words = "en";

/// All languages of the files, sorted. `catalog` is what the same files were read to.
[[nodiscard]] std::vector<LocaleGaps> find_locale_gaps(std::span<const LocaleFile> files, const Catalog& catalog);

}  // namespace dialogs
