// ICU writes number words here, and says how thousands are parted; it never reads a reply (its lenient parser takes
// "yksinäinen" for 1).
#include "dialogs/understanding/vocabulary.hpp"

#include "dialogs/texts/icu_text.hpp"

#include <unicode/dcfmtsym.h>
#include <unicode/locid.h>
#include <unicode/rbnf.h>
#include <unicode/unistr.h>

namespace dialogs {
namespace {

constexpr int number_word_max = 100;

/// The sets that write "nine" in one of its forms; of years and ordinals none (Russian writes 2 in years as "second").
bool counts(std::string_view rule_set) {
    if (rule_set.ends_with("-year")) return false;
    return rule_set.starts_with("%spellout-cardinal") || rule_set.starts_with("%spellout-numbering");
}

}  // namespace

char grouping_sign_of(const Language& language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DecimalFormatSymbols symbols(icu::Locale((language + "-u-nu-latn").c_str()), status);
    if (U_FAILURE(status)) return '\0';
    const auto sign = symbols.getConstSymbol(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol);
    return sign == u"," ? ',' : sign == u"." ? '.' : '\0';
}

void add_icu_numbers(Vocabulary& vocabulary, const Language& language) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = locale_of(language);
    const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, locale, status);
    if (U_FAILURE(status)) return;
    if (std::string_view(format.getLocale(ULOC_ACTUAL_LOCALE, status).getLanguage()) != locale.getLanguage()) return;
    for (std::int32_t set = 0; set < format.getNumberOfRuleSetNames(); ++set) {
        const auto name = format.getRuleSetName(set);
        if (!counts(utf8(name))) continue;
        for (std::int32_t number = 0; number <= number_word_max; ++number) {
            icu::UnicodeString word;
            icu::FieldPosition position;
            UErrorCode failure = U_ZERO_ERROR;
            format.format(number, name, word, position, failure);
            if (U_SUCCESS(failure)) vocabulary.add_number(utf8(word), number);
        }
    }
}

}  // namespace dialogs
