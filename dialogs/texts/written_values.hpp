// Values as people write them in one language: numbers, days, instants, lists. What a bare `{NAME}`
// prints.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/time.hpp"

#include <memory>
#include <string>
#include <vector>

namespace dialogs {

/// ICU's formatters of one language, each built on first use. Gregorian calendar and digits 0–9 in
/// every language; no-break spaces are spaces and the minus sign is a hyphen. One thread.
class WrittenValues {
public:
    explicit WrittenValues(const Language& language);
    ~WrittenValues();
    WrittenValues(WrittenValues&&) noexcept;
    WrittenValues& operator=(WrittenValues&&) noexcept;

    /// `1 500`, `2,5`.
    [[nodiscard]] std::string number(double value);

    /// `20. marraskuuta`; with the year where it is more than half a year from `today`.
    [[nodiscard]] std::string date(Date date, Date today);

    /// `ke 25. marraskuuta klo 17.00`, in that zone.
    [[nodiscard]] std::string instant(Instant instant, Date today, const std::string& time_zone);

    /// `a, b ja c`.
    [[nodiscard]] std::string list(const std::vector<std::string>& items);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// True where a date without a year would be read as another one: more than half a year from
/// `today`.
[[nodiscard]] bool needs_year(Date date, Date today);

/// ICU's no-break spaces as spaces, its minus sign as a hyphen, without soft hyphens.
[[nodiscard]] std::string with_plain_twins(std::string text);

}  // namespace dialogs
