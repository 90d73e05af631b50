// One day as it is written at a place of a reply: in digits, by the name of its month, by its
// weekday, from today.
#pragma once

#include "dialogs/understanding/days.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace dialogs {

/// A day found, and where its tokens end.
struct FoundDay {
    Day day;
    std::size_t end = 0;
};

/// A name of the calendar found, and where its tokens end.
struct FoundName {
    DayWord word;
    std::size_t end = 0;
};

/// Looks at the tokens of one reply. Keeps references.
class WrittenDays {
public:
    WrittenDays(const ClosedQuestion& question, const Tokens& tokens);

    /// The longest day that begins at the token.
    [[nodiscard]] std::optional<FoundDay> day_at(std::size_t at) const;

    [[nodiscard]] std::optional<FoundName> name_at(std::size_t at) const {
        return at < names_.size() ? names_[at] : std::nullopt;
    }

private:
    [[nodiscard]] std::optional<FoundName> find_name(std::size_t at) const;
    [[nodiscard]] bool is_sign(std::size_t at, std::string_view sign) const;
    [[nodiscard]] bool is_number(std::size_t at, std::size_t digits_max) const;
    [[nodiscard]] int number(std::size_t at) const;
    [[nodiscard]] std::optional<FoundDay> in_digits(std::size_t at) const;
    [[nodiscard]] bool is_year(std::size_t at) const;
    [[nodiscard]] std::optional<FoundDay> year_first(std::size_t at, std::string_view sign) const;
    [[nodiscard]] bool goes_on(std::size_t at) const;
    [[nodiscard]] std::optional<FoundDay> day_and_month(std::size_t at,
                                                        std::string_view sign) const;
    [[nodiscard]] bool set_day(Day& day, int first, int second, bool day_is_first) const;
    [[nodiscard]] YearRange years() const;
    [[nodiscard]] std::optional<FoundName> month_at(std::size_t at) const;
    [[nodiscard]] bool is_between(std::size_t at) const;
    [[nodiscard]] std::size_t behind_ordinal(std::size_t at) const;
    [[nodiscard]] std::size_t behind_between(std::size_t at) const;
    [[nodiscard]] std::optional<FoundDay> day_then_month(std::size_t at) const;
    [[nodiscard]] std::optional<FoundDay> month_then_day(std::size_t at) const;
    [[nodiscard]] FoundDay with_year(FoundDay found) const;
    [[nodiscard]] std::optional<FoundDay> by_word(std::size_t at) const;

    const ClosedQuestion& question_;
    const Tokens& tokens_;
    std::vector<std::optional<FoundName>> names_;  ///< by token
};

}  // namespace dialogs
