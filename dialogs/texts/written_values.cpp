#include "dialogs/texts/written_values.hpp"

#include "dialogs/texts/icu_text.hpp"

#include <unicode/dtptngen.h>
#include <unicode/listformatter.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace dialogs {
namespace {

constexpr int half_a_year_days = 183;  // a day without a year is read as the nearest such day

std::string plain_utf8(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return with_plain_twins(std::move(bytes));
}

}  // namespace

bool needs_year(Date date, Date today) {
    const auto days = std::chrono::sys_days(date) - std::chrono::sys_days(today);
    return std::abs(days.count()) > half_a_year_days;
}

std::string with_plain_twins(std::string text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> twins{{
        {"\xC2\xA0", " "},      // no-break space
        {"\xE2\x80\xAF", " "},  // narrow no-break space
        {"\xE2\x80\x89", " "},  // thin space
        {"\xE2\x80\x87", " "},  // figure space
        {"\xE2\x88\x92", "-"},  // minus
        {"\xC2\xAD", ""},       // soft hyphen
    }};
    for (const auto& [sign, twin] : twins) {
        for (auto at = text.find(sign); at != std::string::npos;
             at = text.find(sign, at + twin.size()))
            text.replace(at, sign.size(), twin);
    }
    return text;
}

struct WrittenValues::Impl {
    icu::Locale locale;
    std::unique_ptr<icu::DateTimePatternGenerator> patterns;
    std::unique_ptr<icu::number::LocalizedNumberFormatter> numbers;
    std::unique_ptr<icu::ListFormatter> lists;
    std::unique_ptr<icu::SimpleDateFormat> day, day_and_year, moment, moment_and_year;

    icu::SimpleDateFormat& formatter(std::unique_ptr<icu::SimpleDateFormat>& slot,
                                     const char16_t* skeleton) {
        if (slot) return *slot;
        UErrorCode status = U_ZERO_ERROR;
        if (!patterns)
            patterns.reset(icu::DateTimePatternGenerator::createInstance(locale, status));
        const auto pattern = patterns->getBestPattern(skeleton, status);
        slot = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
        slot->adoptTimeZone(icu::TimeZone::getGMT()->clone());
        return *slot;
    }
};

WrittenValues::WrittenValues(const Language& language) : impl_(std::make_unique<Impl>()) {
    impl_->locale = locale_of(language);
}
WrittenValues::~WrittenValues() = default;
WrittenValues::WrittenValues(WrittenValues&&) noexcept = default;
WrittenValues& WrittenValues::operator=(WrittenValues&&) noexcept = default;

std::string WrittenValues::number(double value) {
    if (!impl_->numbers) {
        impl_->numbers = std::make_unique<icu::number::LocalizedNumberFormatter>(
            icu::number::NumberFormatter::withLocale(impl_->locale));
    }
    UErrorCode status = U_ZERO_ERROR;
    return plain_utf8(impl_->numbers->formatDouble(value, status).toString(status));
}

std::string WrittenValues::date(Date date, Date today) {
    auto& formatter = needs_year(date, today) ? impl_->formatter(impl_->day_and_year, u"yMMMMd")
                                              : impl_->formatter(impl_->day, u"MMMMd");
    const auto noon = std::chrono::sys_days(date) + std::chrono::hours(12);
    icu::UnicodeString text;
    formatter.format(static_cast<UDate>(Instant(noon).time_since_epoch().count()), text);
    return plain_utf8(text);
}

std::string WrittenValues::instant(Instant instant, Date today, const std::string& time_zone) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    auto& formatter = needs_year(day, today)
                          ? impl_->formatter(impl_->moment_and_year, u"yEEEMMMMdHm")
                          : impl_->formatter(impl_->moment, u"EEEMMMMdHm");
    formatter.adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone)));
    icu::UnicodeString text;
    formatter.format(static_cast<UDate>(instant.time_since_epoch().count()), text);
    return plain_utf8(text);
}

std::string WrittenValues::list(const std::vector<std::string>& items) {
    UErrorCode status = U_ZERO_ERROR;
    if (!impl_->lists)
        impl_->lists.reset(icu::ListFormatter::createInstance(impl_->locale, status));
    std::vector<icu::UnicodeString> texts;
    for (const auto& item : items)
        texts.push_back(icu::UnicodeString::fromUTF8(item));
    icu::UnicodeString joined;
    impl_->lists->format(texts.data(), static_cast<int32_t>(texts.size()), joined, status);
    return plain_utf8(joined);
}

}  // namespace dialogs
