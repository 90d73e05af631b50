// date: which day a reply tells. A date without a year is the nearest such day; a time after it is
// dropped.
#include "dialogs/blanks.hpp"
#include "dialogs/understanding/days.hpp"
#include "dialogs/understanding/types.hpp"

#include <algorithm>
#include <cstdlib>

namespace dialogs {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::size_t date_tokens_max = 200;
constexpr std::size_t date_words_max = 5;   // rule 6: in so short a reply the day need not open it
constexpr std::size_t short_words_max = 2;  // `pe`, `on Fri`: among more words it is another word
constexpr int years_looked_at = 4;          // to the nearest 29 February

bool is_within(const AnswerShape& shape, Date date) {
    return (!shape.earliest || date >= *shape.earliest) && (!shape.latest || date <= *shape.latest);
}

/// The nearest of the days to today, of those the question has room for where there are any.
class Nearest {
public:
    explicit Nearest(const AnswerShape& shape) : shape_(shape) {}

    void look_at(Date date) {
        if (!date.ok()) return;
        const bool fits = is_within(shape_, date);
        const auto distance = std::abs((sys_days(date) - sys_days(shape_.today)).count());
        if (found && (fits == fits_ ? distance >= distance_ : fits_)) return;
        found = date;
        fits_ = fits;
        distance_ = distance;
    }

    std::optional<Date> found;

private:
    const AnswerShape& shape_;
    bool fits_ = false;
    long distance_ = 0;
};

std::optional<Date> nearest_date(const AnswerShape& shape, const Day& day) {
    Nearest nearest(shape);
    const auto month = std::chrono::month(static_cast<unsigned>(day.month));
    const auto of_month = std::chrono::day(static_cast<unsigned>(day.day));
    for (int year = -years_looked_at; year <= years_looked_at; ++year)
        nearest.look_at(Date(shape.today.year() + std::chrono::years(year), month, of_month));
    return nearest.found;
}

unsigned weekday_of(Date date) { return std::chrono::weekday(sys_days(date)).iso_encoding(); }

std::optional<Date> nearest_weekday(const AnswerShape& shape, int weekday) {
    Nearest nearest(shape);
    for (int offset = -6; offset <= 6; ++offset) {
        const Date date(sys_days(shape.today) + days(offset));
        if (static_cast<int>(weekday_of(date)) == weekday) nearest.look_at(date);
    }
    return nearest.found;
}

/// The day that is meant; nullopt where no calendar has it, or its weekday is another one.
std::optional<Date> date_of(const AnswerShape& shape, const Day& day) {
    if (day.offset) return Date(sys_days(shape.today) + days(*day.offset));
    if (day.month == 0) return nearest_weekday(shape, day.weekday.value_or(1));
    auto date = nearest_date(shape, day);
    if (day.year)
        date =
            Date(std::chrono::year(*day.year), std::chrono::month(static_cast<unsigned>(day.month)),
                 std::chrono::day(static_cast<unsigned>(day.day)));
    const bool agrees =
        date && date->ok() && (!day.weekday || static_cast<int>(weekday_of(*date)) == *day.weekday);
    return agrees ? date : std::nullopt;
}

std::size_t words_beside_days(const DayRow& row) {
    std::size_t words = 0;
    for (const auto& piece : row)
        if (piece.kind == DayPiece::Kind::word || piece.kind == DayPiece::Kind::number)
            words += piece.last - piece.first;
    return words;
}

/// Rule 6: the day opens the reply, or the reply is short.
bool may_be_answer(const DayRow& row, std::size_t at) {
    const bool opens = std::all_of(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(at),
                                   [](const DayPiece& piece) { return piece.is_neutral(); });
    const auto& day = row[at].day;
    if (day.is_short && day.month == 0 && words_beside_days(row) >= short_words_max) return false;
    // `ensi maanantaina`, `huomenna viikon päästä`, `por la mañana`: another word beside it makes
    // it another day.
    if (day.month == 0) {
        const auto is_beside = [&](std::size_t other) {
            return other < row.size() && !row[other].is_neutral() &&
                   row[other].kind != DayPiece::Kind::day;
        };
        if (is_beside(at + 1) || (at > 0 && is_beside(at - 1))) return false;
    }
    return opens || words_beside_days(row) < date_words_max;
}

/// The one day of the reply; nullopt where there is none, or several.
std::optional<Date> only_date(const AnswerShape& shape, const DayRow& row) {
    std::optional<Date> found;
    for (std::size_t at = 0; at < row.size(); ++at) {
        if (row[at].kind != DayPiece::Kind::day) continue;
        const auto date = date_of(shape, row[at].day);
        const bool is_first = !found;
        if (!date || row[at].day.is_doubtful || row[at].day.is_either_order ||
            (found && *found != *date))
            return std::nullopt;
        if (is_first && !may_be_answer(row, at)) return std::nullopt;
        found = date;
    }
    return found;
}

}  // namespace

Reading read_date(const ClosedQuestion& question, const ClosedType&, std::string_view reply) {
    const auto& shape = question.shape;
    if (auto way_out = read_way_out(question, reply); way_out.kind == Reading::Kind::value)
        return way_out;
    const auto row = day_row(question, tokens_of(reply, date_tokens_max));
    const auto date = only_date(shape, row);
    if (!date) return {};
    if (!is_within(shape, *date)) return {.kind = Reading::Kind::outside};
    Reading reading{.kind = Reading::Kind::value, .value = *date};
    const bool is_bare = std::all_of(row.begin(), row.end(), [](const DayPiece& piece) {
        return piece.kind == DayPiece::Kind::day || piece.is_neutral();
    });
    if (!is_bare) reading.comment = std::string(without_blank_ends(reply));
    return reading;
}

bool is_exactly_date(const ClosedQuestion& question, const ClosedType&, std::string_view reply) {
    const auto row = day_row(question, tokens_of(reply, date_tokens_max));
    const bool is_alone = std::all_of(row.begin(), row.end(), [](const DayPiece& piece) {
        return piece.kind == DayPiece::Kind::day || piece.kind == DayPiece::Kind::sign;
    });
    return is_alone && only_date(question.shape, row).has_value();
}

}  // namespace dialogs
