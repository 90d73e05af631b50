// Days and dates by ICU's time zones.
#include "bot/turns/local_time.hpp"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <stdexcept>

namespace bot {

struct LocalTime::Impl {
    std::unique_ptr<icu::TimeZone> zone;
};

LocalTime::LocalTime(const std::string& zone) : zone_(zone), impl_(std::make_unique<Impl>()) {
    impl_->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
    if (*impl_->zone == icu::TimeZone::getUnknown()) {
        throw std::invalid_argument("no such time zone: " + zone);
    }
}

LocalTime::~LocalTime() = default;
LocalTime::LocalTime(LocalTime&&) noexcept = default;
LocalTime& LocalTime::operator=(LocalTime&&) noexcept = default;

dialogs::Date LocalTime::day_of(dialogs::Instant instant) const {
    int32_t raw = 0;
    int32_t daylight = 0;
    UErrorCode error = U_ZERO_ERROR;
    const auto utc = static_cast<UDate>(instant.time_since_epoch().count());
    impl_->zone->getOffset(utc, /*local=*/0, raw, daylight, error);
    const auto local = instant + std::chrono::milliseconds(raw + daylight);
    return dialogs::Date(std::chrono::floor<std::chrono::days>(local));
}

std::string to_iso(dialogs::Date day) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

}  // namespace bot
