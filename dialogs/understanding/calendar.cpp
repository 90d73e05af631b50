// Months and weekdays as ICU names them, and the order in which a language writes day and month.
#include "dialogs/texts/icu_text.hpp"
#include "dialogs/understanding/vocabulary.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/smpdtfmt.h>

#include <memory>

namespace dialogs {
namespace {

using Symbols = icu::DateFormatSymbols;

constexpr std::int32_t short_letters_max = 3;      // `pe`, `Fri`: may be another word
constexpr std::int32_t inflected_letters_min = 5;  // a longer name may have any ending: toukokuussa

bool has_data_of(const icu::Locale& locale, const Symbols& symbols) {
    UErrorCode status = U_ZERO_ERROR;
    const auto actual = symbols.getLocale(ULOC_VALID_LOCALE, status);
    return U_SUCCESS(status) && std::string_view(actual.getLanguage()) == locale.getLanguage();
}

void add_names(Vocabulary& vocabulary, const icu::UnicodeString* names, std::int32_t count,
               DayWord::Kind kind) {
    for (std::int32_t at = 0; at < count; ++at) {
        const auto& name = names[at];
        if (name.isEmpty()) continue;
        const bool is_weekday = kind == DayWord::Kind::weekday;
        // ICU's week is empty, Sunday … Saturday; ours Monday … Sunday.
        const int value = is_weekday ? (at == 1 ? 7 : at - 1) : at + 1;
        const auto letters = name.countChar32();
        const DayWord word{.kind = kind, .value = value, .is_short = letters <= short_letters_max};
        const auto bytes = utf8(name);
        vocabulary.days.add(bytes, word);
        if (!is_weekday && letters >= inflected_letters_min) vocabulary.days.add(bytes + '*', word);
    }
}

/// Where the day stands in the pattern of a short date: before the month?
bool writes_day_first(const icu::Locale& locale) {
    const std::unique_ptr<icu::DateFormat> format(
        icu::DateFormat::createDateInstance(icu::DateFormat::kShort, locale));
    const auto* simple = dynamic_cast<const icu::SimpleDateFormat*>(format.get());
    if (simple == nullptr) return true;
    icu::UnicodeString pattern;
    simple->toPattern(pattern);
    return pattern.indexOf(u'd') < pattern.indexOf(u'M');
}

}  // namespace

void add_calendar(Vocabulary& vocabulary, const Language& language) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = locale_of(language);
    const Symbols symbols(locale, status);
    if (U_FAILURE(status) || !has_data_of(locale, symbols)) return;
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
        for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
            std::int32_t count = 0;
            const auto* months = symbols.getMonths(count, context, width);
            add_names(vocabulary, months, count, DayWord::Kind::month);
            const auto* weekdays = symbols.getWeekdays(count, context, width);
            add_names(vocabulary, weekdays, count, DayWord::Kind::weekday);
        }
    }
    // People in Finland write in many orders: where the language has another one at home, neither
    // is sure.
    const bool day_first = writes_day_first(locale);
    const bool day_first_here =
        writes_day_first(locale_of(language.substr(0, language.find('-')) + "-FI"));
    vocabulary.day_order = day_first != day_first_here ? DayOrder::either
                           : day_first                 ? DayOrder::day_first
                                                       : DayOrder::month_first;
}

}  // namespace dialogs
