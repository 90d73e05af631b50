#include "dialogs/local_time.hpp"

#include "dialogs/iso_time.hpp"

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <cstdlib>
#include <map>
#include <memory>

namespace dialogs {
namespace {

/// Zones are looked up by name, which costs more than asking them: each thread keeps those it has
/// met.
const icu::TimeZone& zone_named(const std::string& name) {
    constexpr std::size_t zones_kept = 16;
    thread_local std::map<std::string, std::unique_ptr<icu::TimeZone>> zones;
    if (zones.size() > zones_kept) zones.clear();
    auto& zone = zones[name];
    if (!zone) zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    return *zone;
}

/// From UTC to the clocks there, at an instant.
Span offset_at(Instant instant, const std::string& zone) {
    int32_t raw = 0;
    int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone_named(zone).getOffset(static_cast<UDate>(instant.time_since_epoch().count()), 0, raw,
                               summer, status);
    return U_FAILURE(status) ? Span(0) : Span(raw + summer);
}

}  // namespace

Instant local_time(Instant instant, const std::string& zone) {
    return instant + offset_at(instant, zone);
}

Date local_day(Instant instant, const std::string& zone) {
    return Date(std::chrono::floor<std::chrono::days>(local_time(instant, zone)));
}

Instant instant_from_local(Instant local, const std::string& zone) {
    int32_t raw = 0;
    int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone_named(zone).getOffset(static_cast<UDate>(local.time_since_epoch().count()), 1, raw, summer,
                               status);
    return U_FAILURE(status) ? local : local - Span(raw + summer);
}

std::optional<Instant> instant_as_written(std::string_view text, const std::string& zone) {
    const auto shown = instant_from_iso(text);
    if (!shown) return std::nullopt;
    const auto offset = *shown - instant_from_local(*shown, zone);
    return instant_from_iso(
        text, static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(offset).count()));
}

std::string iso_in_zone(Instant instant, const std::string& zone) {
    const auto offset = offset_at(instant, zone);
    auto text = iso_from_instant(instant + offset);
    text.pop_back();  // the Z
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
    return fmt::format("{}{}{:02}:{:02}", text, minutes < 0 ? '-' : '+', std::labs(minutes) / 60,
                       std::labs(minutes) % 60);
}

}  // namespace dialogs
