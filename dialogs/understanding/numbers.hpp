// Numbers as they stand written in digits: what is a plain number, and what is a time, a date, a range, a phone number.
#pragma once

#include "dialogs/understanding/tokens.hpp"

#include <cstddef>

namespace dialogs {

struct WrittenNumber {
    enum class Kind {
        plain,    ///< 9
        decimal,  ///< 1,5
        grouped,  ///< 1 500
        clock_or_decimal,  ///< 9.30
        ratio,    ///< 9/10: `value` of `best`
        vague,    ///< a range, a fraction, 1.500 where it may be either: a number, but which?
        other     ///< a time, a date, a phone number: no quantity
    };

    Kind kind = Kind::plain;
    std::size_t end = 0;  ///< behind its last token
    double value = 0;
    double best = 0;
};

/// Reads the number at a number token. `grouping_sign` is what parts thousands in the language spoken (`,` in English).
[[nodiscard]] WrittenNumber read_number(const Tokens& tokens, std::size_t at, char grouping_sign);

}  // namespace dialogs
