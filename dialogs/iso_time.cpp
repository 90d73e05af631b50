#include "dialogs/iso_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

namespace {

/// Takes digits off a text's front, one field at a time.
class Fields {
public:
    explicit Fields(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_[0]; }

    int number(std::size_t digits) {
        const auto field = rest_.substr(0, digits);
        ok_ = ok_ && field.size() == digits &&
              std::all_of(field.begin(), field.end(), [](char c) { return c >= '0' && c <= '9'; });
        int value = 0;
        if (ok_) {
            for (const char digit : field)
                value = value * 10 + (digit - '0');
        }
        rest_.remove_prefix(field.size());
        return value;
    }

    void sign(char wanted) {
        ok_ = ok_ && next() == wanted;
        if (!rest_.empty()) rest_.remove_prefix(1);
    }

    bool take(char wanted) {
        if (next() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

private:
    std::string_view rest_;
    bool ok_ = true;
};

Date take_date(Fields& fields) {
    const int year = fields.number(4);
    fields.sign('-');
    const int month = fields.number(2);
    fields.sign('-');
    const int day = fields.number(2);
    return Date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                std::chrono::day(static_cast<unsigned>(day))};
}

/// Up to three digits behind the point count; further ones are passed over.
int take_milliseconds(Fields& fields) {
    int value = 0;
    int weight = 100;
    while (fields.next() >= '0' && fields.next() <= '9') {
        value += fields.number(1) * weight;
        weight /= 10;
    }
    return value;
}

std::optional<int> take_zone(Fields& fields, int otherwise) {
    if (fields.at_end()) return otherwise;
    if (fields.take('Z') || fields.take('z')) return 0;
    const int sign = fields.next() == '-' ? -1 : 1;
    if (!fields.take('+') && !fields.take('-')) return std::nullopt;
    const int hours = fields.number(2);
    fields.take(':');
    const int minutes = fields.number(2);
    return sign * (hours * 60 + minutes);
}

}  // namespace

std::string iso_from_date(const Date& date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string iso_from_instant(const Instant& instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time{instant - day};
    auto text = fmt::format("{}T{:02}:{:02}:{:02}", iso_from_date(Date{day}), time.hours().count(),
                            time.minutes().count(), time.seconds().count());
    if (time.subseconds().count() != 0) text += fmt::format(".{:03}", time.subseconds().count());
    return text + "Z";
}

std::optional<Date> date_from_iso(std::string_view text) {
    Fields fields(text);
    const Date date = take_date(fields);
    if (!fields.ok() || !fields.at_end() || !date.ok()) return std::nullopt;
    return date;
}

std::optional<Instant> instant_from_iso(std::string_view text, int zone_offset_minutes) {
    Fields fields(text);
    const Date date = take_date(fields);
    if (!fields.take('T') && !fields.take('t')) return std::nullopt;
    const int hours = fields.number(2);
    fields.sign(':');
    const int minutes = fields.number(2);
    const int seconds = fields.take(':') ? fields.number(2) : 0;
    const int milliseconds = fields.take('.') ? take_milliseconds(fields) : 0;
    const auto zone = take_zone(fields, zone_offset_minutes);
    const bool is_time = hours < 24 && minutes < 60 && seconds < 60;
    if (!zone || !fields.ok() || !fields.at_end() || !date.ok() || !is_time) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hours) +
           std::chrono::minutes(minutes - *zone) + std::chrono::seconds(seconds) +
           std::chrono::milliseconds(milliseconds);
}

}  // namespace dialogs
