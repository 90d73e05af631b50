#include "bot/api/instants.hpp"

#include <fmt/format.h>

#include <charconv>

namespace bot {
namespace {

using dialogs::Instant;
using namespace std::chrono;

/// Takes numbers and signs off the front of a text; once something is wrong, all that follows is.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        int number = 0;
        const auto part = rest_.substr(0, count);
        const auto parsed = std::from_chars(part.data(), part.data() + part.size(), number);
        good_ = good_ && part.size() == count && parsed.ptr == part.data() + count && part.find('-') != 0;
        rest_.remove_prefix(part.size());
        return number;
    }
    bool take(char sign) {
        const bool is_next = !rest_.empty() && rest_.front() == sign;
        if (is_next) rest_.remove_prefix(1);
        return is_next;
    }
    void need(char sign) { good_ = take(sign) && good_; }
    [[nodiscard]] bool is_done() const { return good_ && rest_.empty(); }
    [[nodiscard]] bool is_good() const { return good_; }
    [[nodiscard]] std::size_t digits_ahead() const {
        const auto end = rest_.find_first_not_of("0123456789");
        return end == std::string_view::npos ? rest_.size() : end;
    }
    void skip(std::size_t count) { rest_.remove_prefix(count); }

  private:
    std::string_view rest_;
    bool good_ = true;
};

year_month_day scan_date(Scanner& scan) {
    const auto y = scan.digits(4);
    scan.need('-');
    const auto m = scan.digits(2);
    scan.need('-');
    const auto d = scan.digits(2);
    return year{y} / month{static_cast<unsigned>(m)} / day{static_cast<unsigned>(d)};
}

/// `.123456`: milliseconds; the rest is dropped.
milliseconds scan_fraction(Scanner& scan) {
    if (!scan.take('.')) return {};
    const auto count = scan.digits_ahead();
    if (count == 0 || count > 9) scan.need('?');
    int value = scan.digits(std::min<std::size_t>(count, 3));
    for (auto have = count; have < 3; ++have) value *= 10;
    if (count > 3) scan.skip(count - 3);
    return milliseconds(value);
}

minutes scan_offset(Scanner& scan) {
    if (scan.take('Z') || scan.take('z')) return {};
    const bool is_west = scan.take('-');
    if (!is_west) scan.need('+');
    const auto h = scan.digits(2);
    scan.need(':');
    const auto m = scan.digits(2);
    const auto ahead = hours(h) + minutes(m);
    return is_west ? -ahead : ahead;
}

/// By halving: the zone's day is known for every instant, and only rises.
Instant beginning_of(year_month_day date, const LocalTime& zone) {
    auto before = Instant(sys_days(date) - days(1));
    auto after = Instant(sys_days(date) + days(1));
    while (after - before > milliseconds(1)) {
        const auto middle = before + (after - before) / 2;
        (sys_days(zone.day_of(middle)) < sys_days(date) ? before : after) = middle;
    }
    return after;
}

}  // namespace

std::string to_rfc3339(Instant at) {
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(at - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Instant> instant_from(std::string_view text, const LocalTime& zone) {
    Scanner scan(text);
    const auto date = scan_date(scan);
    if (!scan.is_good() || !date.ok()) return std::nullopt;
    if (scan.is_done()) return beginning_of(date, zone);
    if (!scan.take('T') && !scan.take('t')) scan.need(' ');
    const auto h = scan.digits(2);
    scan.need(':');
    const auto m = scan.digits(2);
    const auto s = scan.take(':') ? scan.digits(2) : 0;
    const auto fraction = scan_fraction(scan);
    const auto offset = scan_offset(scan);
    if (!scan.is_done() || h > 23 || m > 59 || s > 60 || offset > hours(24) || offset < -hours(24)) return std::nullopt;
    return Instant(sys_days(date) + hours(h) + minutes(m) + seconds(s) + fraction - offset);
}

}  // namespace bot
