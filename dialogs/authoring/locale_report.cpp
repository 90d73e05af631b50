#include "dialogs/authoring/locale_report.hpp"

#include "dialogs/authoring/sample_messages.hpp"
#include "dialogs/texts/sms_text.hpp"

#include <algorithm>
#include <set>

namespace dialogs {

namespace {

bool holds(const std::vector<Language>& languages, const Language& language) {
    return std::find(languages.begin(), languages.end(), language) != languages.end();
}

/// Each text once, as translators meet it.
LanguageReport count_texts(const ReadScript& read, const Language& language) {
    LanguageReport report{.language = language, .price_factor = {}};
    const bool has_no_file = holds(read.untranslated, language);
    std::set<std::string> known;
    for (const auto& text : read.texts) {
        if (text.source.empty() || !known.insert(text.context + '\4' + text.source).second) continue;
        ++report.texts;
        const bool is_missing =
            !holds(text.listed, language) && (has_no_file || holds(text.missing, language));
        ++(is_missing ? report.missing : holds(text.fuzzy, language) ? report.fuzzy : report.translated);
    }
    return report;
}

TextReport count_segments(const SampledText& sampled) {
    TextReport report{.context = sampled.context, .languages = {}};
    for (const auto& message : sampled.messages) {
        const auto count = count_sms(message.text);
        report.languages.push_back({.segments = count.segments,
                                    .is_gsm7 = count.encoding == SmsEncoding::gsm7,
                                    .said_in = message.language});
    }
    return report;
}

/// Counts only what is said in the language itself: a fallback costs what it costs in its own.
void add_price(LanguageReport& language, std::size_t index, const std::vector<TextReport>& texts) {
    int in_source = 0;
    for (const auto& text : texts) {
        if (text.languages[index].said_in != language.language) continue;
        language.segments += text.languages[index].segments;
        in_source += text.languages.front().segments;
    }
    if (in_source > 0) language.price_factor = static_cast<double>(language.segments) / in_source;
}

}  // namespace

LocaleReport report_locales(const ReadScript& read) {
    const auto& script = *read.script;
    LocaleReport report{.script = script.id, .languages = {}, .texts = {}};
    for (const auto& sampled : sample_messages(script, script.languages))
        report.texts.push_back(count_segments(sampled));
    for (std::size_t i = 0; i < script.languages.size(); ++i) {
        report.languages.push_back(count_texts(read, script.languages[i]));
        add_price(report.languages.back(), i, report.texts);
    }
    return report;
}

}  // namespace dialogs
