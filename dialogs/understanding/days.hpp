// Days as people write them, found in a reply: `3.5.`, `3.5.2026`, `2026-05-03`, `3. toukokuuta`,
// `May 3rd`, weekdays, `huomenna`. Which day each is, and whether it is the answer, is another
// matter (date.cpp, year.cpp).
#pragma once

#include "dialogs/time.hpp"
#include "dialogs/understanding/closed_question.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace dialogs {

/// A day as it is told: by its date, its weekday, both, or from today.
struct Day {
    std::optional<int> year;
    int month = 0;  ///< 0: told by its weekday or from today alone
    int day = 0;
    std::optional<int> weekday;  ///< 1: Monday … 7: Sunday
    std::optional<int> offset;   ///< days from today
    bool is_short = false;  ///< of a weekday: in two or three letters, which may be another word
    bool is_either_order = false;  ///< 3/5 where the language writes both: which is the month?
    bool is_doubtful = false;      ///< denied, bounded, one of two, the end of a range
};

/// A reply cut into days and what stands between them.
struct DayPiece {
    enum class Kind { day, word, number, sign };
    Kind kind = Kind::word;
    std::size_t first = 0;  ///< its tokens: [first, last)
    std::size_t last = 0;
    Roles roles;
    Day day;
    bool is_beside = false;  ///< a word that says nothing of the day: on, päivänä
    bool is_time = false;    ///< a time of the day behind a day: dropped

    /// True of what says nothing beside a day.
    [[nodiscard]] bool is_neutral() const;
};
using DayRow = std::vector<DayPiece>;

[[nodiscard]] DayRow day_row(const ClosedQuestion& question, const Tokens& tokens);

/// Years between which an answer must be; empty ends are open.
struct YearRange {
    std::optional<double> min;
    std::optional<double> max;
};

/// The year that two digits stand for: the one within the range, at most 99 years ago and 20 ahead;
/// nullopt where two are.
[[nodiscard]] std::optional<int> full_year(int digits, Date today, YearRange range);

/// Short runs of digits as a number.
[[nodiscard]] int number_in(std::string_view digits);

}  // namespace dialogs
