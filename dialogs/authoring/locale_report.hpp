// How far a script is translated, and what each language costs: what `kuulolla locale report SCRIPT` shows.
#pragma once

#include "dialogs/reading/read_script.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dialogs {

/// One language of a script.
struct LanguageReport {
    Language language;
    int texts = 0;  ///< all texts for translators
    int translated = 0;
    int fuzzy = 0;
    int missing = 0;
    int segments = 0;  ///< of all messages that are said in this language
    /// Its segments beside those of the same messages in the source language; none where nothing is said in it.
    std::optional<double> price_factor;

    /// Rounded down: 100 means all.
    [[nodiscard]] int per_cent() const { return texts == 0 ? 100 : translated * 100 / texts; }
};

/// One message in one language.
struct MessageReport {
    int segments = 1;
    bool is_gsm7 = true;
    Language said_in;  ///< another than the one asked for where the message is not (wholly) translated
};

struct TextReport {
    std::string context;
    std::vector<MessageReport> languages;  ///< as the script's languages
};

struct LocaleReport {
    std::string script;
    std::vector<LanguageReport> languages;  ///< as the script's; the first is the source
    std::vector<TextReport> texts;          ///< messages, in reading order
};

/// The script must have been read without errors.
[[nodiscard]] LocaleReport report_locales(const ReadScript& read);

}  // namespace dialogs
