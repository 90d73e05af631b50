#include "dialogs/understanding/written_days.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace dialogs {
namespace {

constexpr std::size_t year_digits = 4;
constexpr int years_back_max = 99;
constexpr int years_ahead_max = 20;

bool is_date(int day, int month) {
    constexpr std::array<int, 12> lengths{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= lengths.at(static_cast<std::size_t>(month) - 1);
}

}  // namespace

WrittenDays::WrittenDays(const ClosedQuestion& question, const Tokens& tokens)
    : question_(question), tokens_(tokens) {
    names_.reserve(tokens.size());
    for (std::size_t at = 0; at < tokens.size(); ++at)
        names_.push_back(find_name(at));
}

/// A month, a weekday or a day's name: of the language spoken in either tier, of the others in
/// tier one.
std::optional<FoundName> WrittenDays::find_name(std::size_t at) const {
    if (!tokens_[at].is_part()) return std::nullopt;
    const auto& spoken = question_.words.spoken().days;
    for (const auto tier : {Tier::exact, Tier::loose})
        if (const auto match = spoken.longest(tokens_, at, tier))
            return FoundName{*match->value, match->end};
    const auto word = question_.words.at(tokens_, at);
    if (word && !word->foreign) return std::nullopt;  // it means something in the language spoken
    std::optional<FoundName> found;
    for (const auto* other : question_.words.others()) {
        const auto match = other->days.longest(tokens_, at, Tier::exact);
        if (!match) continue;
        if (found && (found->end != match->end || !(found->word == *match->value)))
            return std::nullopt;
        found = FoundName{*match->value, match->end};
    }
    return found;
}

std::optional<FoundDay> WrittenDays::day_at(std::size_t at) const {
    const auto& token = tokens_[at];
    if (!token.is_part() || token.exact.empty()) return std::nullopt;
    std::optional<FoundDay> best;
    const auto consider = [&](std::optional<FoundDay> found) {
        if (found && (!best || found->end > best->end)) best = std::move(found);
    };
    if (token.is_number()) {
        consider(in_digits(at));
        consider(day_then_month(at));
    }
    consider(month_then_day(at));
    consider(by_word(at));
    return best;
}

bool WrittenDays::is_sign(std::size_t at, std::string_view sign) const {
    return at < tokens_.size() && tokens_[at].is_sign(sign);
}

bool WrittenDays::is_number(std::size_t at, std::size_t digits_max) const {
    return at < tokens_.size() && tokens_[at].is_number() && tokens_[at].exact.size() <= digits_max;
}

int WrittenDays::number(std::size_t at) const { return number_in(tokens_[at].exact); }

/// `3.5.2026`, `3/5`, `2026-05-03`.
std::optional<FoundDay> WrittenDays::in_digits(std::size_t at) const {
    for (const std::string_view sign : {".", "/", "-"}) {
        if (!is_sign(at + 1, sign) || !tokens_[at + 1].glued) continue;
        return is_year(at) ? year_first(at, sign) : day_and_month(at, sign);
    }
    return std::nullopt;
}

bool WrittenDays::is_year(std::size_t at) const {
    return is_number(at, year_digits) && tokens_[at].exact.size() == year_digits;
}

std::optional<FoundDay> WrittenDays::year_first(std::size_t at, std::string_view sign) const {
    const bool is_whole = is_number(at + 2, 2) && is_sign(at + 3, sign) && is_number(at + 4, 2) &&
                          tokens_[at + 3].glued && !goes_on(at + 5);
    if (!is_whole || !is_date(number(at + 4), number(at + 2))) return std::nullopt;
    return FoundDay{.day = {.year = number(at), .month = number(at + 2), .day = number(at + 4)},
                    .end = at + 5};
}

/// More digits behind a sign: a phone number, a time, a version.
bool WrittenDays::goes_on(std::size_t at) const {
    return at + 1 < tokens_.size() && tokens_[at].kind == Token::Kind::sign && tokens_[at].glued &&
           tokens_[at + 1].is_number() && tokens_[at + 1].glued && !is_sign(at, ",");
}

std::optional<FoundDay> WrittenDays::day_and_month(std::size_t at, std::string_view sign) const {
    const bool are_near =
        is_number(at, 2) && is_number(at + 2, 2) && (tokens_[at + 2].glued || sign == ".");
    if (!are_near) return std::nullopt;
    FoundDay found{.day = {}, .end = at + 3};
    const bool is_ordinal =
        sign == "." || question_.words.spoken().day_order == DayOrder::day_first;
    if (!set_day(found.day, number(at), number(at + 2), is_ordinal)) return std::nullopt;
    if (!is_sign(found.end, sign) || !tokens_[found.end].glued) {
        const bool is_loose = !tokens_[at + 2].glued;  // `3. 5` may be two numbers of a list
        return is_loose || goes_on(found.end) ? std::nullopt : std::optional(found);
    }
    const auto after = found.end + 1;
    if (is_year(after) && (tokens_[after].glued || sign == ".")) {
        found.day.year = number(after);
        found.end = after + 1;
    } else if (is_number(after, 2) && tokens_[after].exact.size() == 2 && tokens_[after].glued) {
        found.day.year = full_year(number(after), question_.shape.today, years());
        if (!found.day.year) found.day.is_doubtful = true;
        found.end = after + 1;
    } else if (after < tokens_.size() && tokens_[after].is_number() && tokens_[after].glued) {
        return std::nullopt;
    } else if (sign == ".") {
        found.end = after;  // 3.5.
        if (is_year(after)) {
            found.day.year = number(after);
            found.end = after + 1;
        }
    }
    return goes_on(found.end) ? std::nullopt : std::optional(found);
}

/// Day first, or as the language writes it: where it writes it both ways, only what fits one of
/// them is sure.
bool WrittenDays::set_day(Day& day, int first, int second, bool day_is_first) const {
    const bool may_be_day_first = is_date(first, second);
    const bool may_be_month_first = is_date(second, first);
    if (day_is_first ? !may_be_day_first : (!may_be_day_first && !may_be_month_first)) return false;
    const auto order = question_.words.spoken().day_order;
    const bool is_unsure =
        !day_is_first && may_be_day_first && may_be_month_first && first != second;
    const bool month_first =
        !day_is_first && (!may_be_day_first || (is_unsure && order == DayOrder::month_first));
    day.day = month_first ? second : first;
    day.month = month_first ? first : second;
    day.is_either_order = is_unsure && order == DayOrder::either;
    return true;
}

YearRange WrittenDays::years() const {
    const auto& shape = question_.shape;
    if (shape.type != QuestionType::date) return {shape.min, shape.max};
    const auto year_of = [](const std::optional<Date>& date) {
        return date ? std::optional<double>(static_cast<int>(date->year())) : std::nullopt;
    };
    return {year_of(shape.earliest), year_of(shape.latest)};
}

std::optional<FoundName> WrittenDays::month_at(std::size_t at) const {
    const auto name = name_at(at);
    return name && name->word.kind == DayWord::Kind::month ? name : std::nullopt;
}

bool WrittenDays::is_between(std::size_t at) const {
    const auto name = name_at(at);
    return name && name->word.kind == DayWord::Kind::beside && name->end == at + 1;
}

/// Behind a day's number: `.`, `rd`, `:e`, `-го`.
std::size_t WrittenDays::behind_ordinal(std::size_t at) const {
    if (is_sign(at, ".") && tokens_[at].glued) return at + 1;
    for (const auto& ending : question_.words.spoken().day_endings) {
        const auto parts = tokens_of(ending, 3);
        const bool is_there = !parts.empty() && at + parts.size() <= tokens_.size() &&
                              std::equal(parts.begin(), parts.end(),
                                         tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                                         [](const Token& part, const Token& token) {
                                             return token.glued && part.exact == token.exact;
                                         });
        if (is_there) return at + parts.size();
    }
    return at;
}

std::size_t WrittenDays::behind_between(std::size_t at) const {
    while (is_between(at))
        ++at;
    return at;
}

/// `3. toukokuuta 2026`, `the 3rd of May`.
std::optional<FoundDay> WrittenDays::day_then_month(std::size_t at) const {
    if (!is_number(at, 2)) return std::nullopt;
    const auto month = month_at(behind_between(behind_ordinal(at + 1)));
    if (!month || !is_date(number(at), month->word.value)) return std::nullopt;
    return with_year({.day = {.month = month->word.value, .day = number(at)}, .end = month->end});
}

/// `toukokuun 3.`, `May 3rd, 2026`, `5月3日`.
std::optional<FoundDay> WrittenDays::month_then_day(std::size_t at) const {
    const auto month = month_at(at);
    if (!month) return std::nullopt;
    const auto day = behind_between(month->end);
    if (!is_number(day, 2) || !is_date(number(day), month->word.value)) return std::nullopt;
    const auto end = behind_ordinal(day + 1);
    const bool is_something_else = end < tokens_.size() && tokens_[end].glued &&
                                   (tokens_[end].is_word() ? !is_between(end) : goes_on(end));
    if (is_something_else) return std::nullopt;  // May 3pm, May 3.30
    return with_year({.day = {.month = month->word.value, .day = number(day)}, .end = end});
}

FoundDay WrittenDays::with_year(FoundDay found) const {
    auto at = behind_between(found.end);
    if (is_sign(at, ",") || is_sign(at, ".")) ++at;
    at = behind_between(at);
    if (is_year(at)) {
        found.day.year = number(at);
        found.end = behind_between(at + 1);
    }
    return found;
}

std::optional<FoundDay> WrittenDays::by_word(std::size_t at) const {
    if (!tokens_[at].is_word()) return std::nullopt;
    const auto name = name_at(at);
    const bool is_day = name && (name->word.kind == DayWord::Kind::weekday ||
                                 name->word.kind == DayWord::Kind::offset);
    if (!is_day) return std::nullopt;
    const auto word = question_.words.at(tokens_, at);
    if (word && word->end > name->end) return std::nullopt;
    FoundDay found{.day = {}, .end = name->end};
    if (name->word.kind == DayWord::Kind::weekday)
        found.day.weekday = name->word.value;
    else
        found.day.offset = name->word.value;
    found.day.is_short = name->word.is_short;
    return found;
}

std::optional<int> full_year(int digits, Date today, YearRange range) {
    const int now = static_cast<int>(today.year());
    std::optional<int> found;
    for (int century = now / 100 - 1; century <= now / 100 + 1; ++century) {
        const int year = century * 100 + digits;
        const bool is_near = year >= now - years_back_max && year <= now + years_ahead_max;
        if (!is_near || year < range.min.value_or(year) || year > range.max.value_or(year))
            continue;
        if (found) return std::nullopt;
        found = year;
    }
    return found;
}

int number_in(std::string_view digits) {
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

}  // namespace dialogs
