// year: `1984`, `84`, `-84`, `12.3.1984`: only the year is kept.
#include "dialogs/understanding/days.hpp"
#include "dialogs/understanding/judging.hpp"
#include "dialogs/understanding/types.hpp"

#include <algorithm>
#include <cmath>

namespace dialogs {
namespace {

using Kind = WrittenNumber::Kind;

constexpr std::size_t year_tokens_max = 200;
constexpr std::size_t digits_of_a_year = 4;
constexpr int first_year = 1000;
constexpr int last_year = 2999;

/// A sign that would make it a bound, a range or something negative.
bool is_minus(const Token& token) {
    return token.is_sign("-") || token.is_sign("<") || token.is_sign(">") || token.is_sign("+") ||
           token.is_sign("~");
}

Candidate year_in_range(const AnswerShape& shape, int year) {
    if (year < first_year || year > last_year) return {.value = {}, .outside = true};
    return number_in_range(shape, year, shape.min.value_or(first_year),
                           shape.max.value_or(last_year));
}

Candidate year_of_two_digits(const AnswerShape& shape, int digits) {
    const auto year = full_year(digits, shape.today, {shape.min, shape.max});
    return year ? year_in_range(shape, *year) : Candidate{};
}

/// The digits between signs: `12.3.1984`, `3/1984`, `1984-03-12`.
std::vector<std::string_view> parts_of(const Tokens& tokens, const Piece& piece) {
    std::vector<std::string_view> parts;
    for (auto at = piece.first; at < piece.last; ++at)
        if (tokens[at].is_number()) parts.push_back(tokens[at].exact);
    return parts;
}

/// The year behind a month: `3/1984`, `3.1984`.
std::optional<Candidate> year_of_parts(const AnswerShape& shape,
                                       const std::vector<std::string_view>& parts) {
    const bool has_month = parts.size() == 2 && parts[0].size() <= 2 && parts[1].size() == 4 &&
                           number_in(parts[0]) >= 1 && number_in(parts[0]) <= 12;
    return has_month ? std::optional(year_in_range(shape, number_in(parts[1]))) : std::nullopt;
}

std::optional<Candidate> year_candidate(const ClosedQuestion& question, const Tokens& tokens,
                                        const Piece& piece) {
    const auto& shape = question.shape;
    if (piece.kind == Piece::Kind::word) {
        const auto number = piece.plain_number();
        if (!number) return std::nullopt;
        const auto line = choice_of_number(shape, *number);
        if (!line.outside) return line;
        return *number >= 10 && *number < 100 ? year_of_two_digits(shape, static_cast<int>(*number))
                                              : Candidate{};
    }
    if (piece.kind != Piece::Kind::number) return std::nullopt;
    const auto parts = parts_of(tokens, piece);
    if (piece.number.kind == Kind::plain) {
        const auto line = choice_of_number(shape, piece.number.value);
        if (!line.outside) return line;  // 0=en tiedä
        if (parts.front().size() == digits_of_a_year)
            return year_in_range(shape, number_in(parts.front()));
        return parts.front().size() == 2 ? year_of_two_digits(shape, number_in(parts.front()))
                                         : Candidate{};
    }
    if (const auto found = year_of_parts(shape, parts)) return found;
    return piece.number.kind == Kind::other || piece.number.kind == Kind::clock_or_decimal
               ? std::nullopt
               : std::optional(Candidate{});
}

Reading reading_of(const Candidate& year) {
    if (year.outside) return {.kind = Reading::Kind::outside};
    return {.kind = Reading::Kind::value, .value = number_value(year.value)};
}

bool is_dated(const DayPiece& piece) {
    return piece.kind == DayPiece::Kind::day && piece.day.month != 0;
}

bool has_date(const DayRow& row) { return std::any_of(row.begin(), row.end(), &is_dated); }

/// Of a whole date, the year; nullopt where there are two, or none in it.
std::optional<int> year_of_date(const DayRow& row) {
    std::optional<int> year;
    for (const auto& piece : row) {
        if (!is_dated(piece)) continue;
        if (!piece.day.year || piece.day.is_doubtful || (year && *year != *piece.day.year))
            return std::nullopt;
        year = piece.day.year;
    }
    return year;
}

/// `vuonna 1984`, `в 1984 году`: one number of four digits among words that say nothing of it.
std::optional<int> lone_year(const Tokens& tokens, const DayRow& row) {
    std::optional<int> year;
    for (const auto& piece : row) {
        if (piece.kind != DayPiece::Kind::number) {
            if (piece.is_neutral() && !is_minus(tokens[piece.first])) continue;
            return std::nullopt;
        }
        const auto& digits = tokens[piece.first].exact;
        if (year || piece.last != piece.first + 1 || digits.size() != digits_of_a_year)
            return std::nullopt;
        year = number_in(digits);
    }
    return year;
}

/// The one value that the reply has, and the question has no room for.
bool is_outside(const ClosedQuestion& question, const ClosedType& type, std::string_view reply) {
    const auto row = judge(question, type, tokens_of(reply, year_tokens_max));
    const auto is_candidate = [](const Judged& judged) { return judged.candidate.has_value(); };
    const auto only = std::find_if(row.begin(), row.end(), is_candidate);
    return std::count_if(row.begin(), row.end(), is_candidate) == 1 && only->candidate->outside;
}

}  // namespace

ClosedType year_type() {
    return {.nearness = Nearness::exact, .candidate = &year_candidate, .value = &number_value};
}

Reading read_year(const ClosedQuestion& question, const ClosedType& type, std::string_view reply) {
    const auto tokens = tokens_of(reply, year_tokens_max);
    const auto row = day_row(question, tokens);
    if (has_date(row)) {
        const auto year = year_of_date(row);
        return year ? reading_of(year_in_range(question.shape, *year)) : Reading{};
    }
    if (const auto year = lone_year(tokens, row))
        return reading_of(year_in_range(question.shape, *year));
    return read_or_outside(question, type, reply);
}

Reading read_or_outside(const ClosedQuestion& question, const ClosedType& type,
                        std::string_view reply) {
    auto reading = read_closed(question, type, reply);
    if (reading.kind == Reading::Kind::unclear && is_outside(question, type, reply))
        reading.kind = Reading::Kind::outside;
    return reading;
}

}  // namespace dialogs
