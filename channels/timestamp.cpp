#include "channels/timestamp.hpp"

#include <charconv>

namespace channels {
namespace {

using dialogs::Instant;

/// The fields of a time of day and date, as far as they were told.
struct Moment {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

std::optional<Instant> instant_of(const Moment& fields) {
    using namespace std::chrono;
    const year_month_day date(year(fields.year), month(static_cast<unsigned>(fields.month)),
                              day(static_cast<unsigned>(fields.day)));
    const bool in_day = fields.hour < 24 && fields.minute < 60 && fields.second <= 60;
    if (!date.ok() || !in_day || fields.year < 1970) return std::nullopt;
    return sys_days(date) + hours(fields.hour) + minutes(fields.minute) + seconds(fields.second);
}

int* field_of(Moment& fields, char letter) {
    switch (letter) {
        case 'Y':
            return &fields.year;
        case 'M':
            return &fields.month;
        case 'D':
            return &fields.day;
        case 'h':
            return &fields.hour;
        case 'm':
            return &fields.minute;
        case 's':
            return &fields.second;
        default:
            return nullptr;
    }
}

/// Reads as much of the text as the pattern takes; takes it off the text.
std::optional<Moment> take_fields(std::string_view& text, std::string_view pattern) {
    Moment fields;
    if (text.size() < pattern.size()) return std::nullopt;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (int* field = field_of(fields, pattern[i])) {
            if (text[i] < '0' || text[i] > '9') return std::nullopt;
            *field = *field * 10 + (text[i] - '0');
        } else if (text[i] != pattern[i]) {
            return std::nullopt;
        }
    }
    text.remove_prefix(pattern.size());
    return fields;
}

std::optional<long long> whole_number(std::string_view text) {
    long long number = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, problem] = std::from_chars(text.data(), end, number);
    constexpr long long most = 7'258'118'400'000;  // the year 2200, in milliseconds
    if (text.empty() || problem != std::errc() || stopped != end || number < 0 || number > most)
        return std::nullopt;
    return number;
}

/// Milliseconds of `.123456`, taken off the text.
std::chrono::milliseconds take_fraction(std::string_view& text) {
    if (text.empty() || text.front() != '.') return {};
    text.remove_prefix(1);
    int milliseconds = 0;
    int weight = 100;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        milliseconds += weight * (text.front() - '0');
        weight /= 10;
        text.remove_prefix(1);
    }
    return std::chrono::milliseconds(milliseconds);
}

/// `Z`, `+02:00`, `+0200`, or nothing for UTC.
std::optional<std::chrono::minutes> offset_of(std::string_view text) {
    if (text.empty() || text == "Z" || text == "z") return std::chrono::minutes(0);
    const char sign = text.front();
    text.remove_prefix(1);
    const auto fields = take_fields(text, text.size() == 5 ? "hh:mm" : "hhmm");
    if (!fields || !text.empty() || (sign != '+' && sign != '-')) return std::nullopt;
    const auto minutes = std::chrono::hours(fields->hour) + std::chrono::minutes(fields->minute);
    return sign == '-' ? -minutes : minutes;
}

std::optional<Instant> from_rfc3339(std::string_view text) {
    auto fields = take_fields(text, "YYYY-MM-DD");
    if (!fields || text.empty()) return std::nullopt;
    text.remove_prefix(1);  // T, t or a blank
    const auto time = take_fields(text, "hh:mm:ss");
    if (!time) return std::nullopt;
    fields->hour = time->hour;
    fields->minute = time->minute;
    fields->second = time->second;
    const auto fraction = take_fraction(text);
    const auto offset = offset_of(text);
    const auto instant = instant_of(*fields);
    if (!offset || !instant) return std::nullopt;
    return *instant + fraction - *offset;
}

std::optional<Instant> from_pattern(std::string_view text, std::string_view pattern) {
    const auto fields = take_fields(text, pattern);
    return fields ? instant_of(*fields) : std::nullopt;
}

}  // namespace

std::optional<Instant> parse_time(std::string_view text, std::string_view format) {
    if (format == "rfc3339") return from_rfc3339(text);
    if (format != "unix" && format != "unix-ms") return from_pattern(text, format);
    const auto number = whole_number(text.substr(0, text.find('.')));
    if (!number) return std::nullopt;
    if (format == "unix-ms") return Instant(std::chrono::milliseconds(*number));
    constexpr long long seconds_max = 7'258'118'400;
    if (*number > seconds_max) return std::nullopt;
    return Instant(std::chrono::seconds(*number));
}

bool is_time_format(std::string_view format) {
    if (format == "rfc3339" || format == "unix" || format == "unix-ms") return true;
    return format.find("YYYY") != std::string_view::npos &&
           format.find("MM") != std::string_view::npos &&
           format.find("DD") != std::string_view::npos;
}

}  // namespace channels
