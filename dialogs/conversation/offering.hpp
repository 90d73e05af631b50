// What a question offers at this moment: its range, its values in the order shown, their numbers.
#pragma once

#include "dialogs/conversation/turn.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace dialogs {

/// The least and the most that may be answered, or how many may be chosen.
struct Range {
    std::optional<double> min;
    std::optional<double> max;

    [[nodiscard]] bool has(double number) const {
        return number >= min.value_or(number) && number <= max.value_or(number);
    }
};
[[nodiscard]] Range range_of(const Question& question, const Turn& turn);

/// The first and the last day that may be answered.
struct Days {
    std::optional<Date> earliest;
    std::optional<Date> latest;
};
[[nodiscard]] Days days_of(const Question& question, const Turn& turn);

/// The keys of a question's lines in the order shown; then what it says for `other`, and `na`.
[[nodiscard]] std::vector<std::string> offered_keys(const Turn& turn, const Question& question,
                                                    const std::string& path);

/// The values that have buttons, in order; empty where the answer is written freely.
[[nodiscard]] std::vector<std::string> offered_values(const Turn& turn, const Question& question,
                                                      const Asked& asked);

/// What a resident without buttons writes for the value at that place of the order shown; -1 where
/// only its words say it (`na`, where 0 is an answer).
[[nodiscard]] int number_of(const Turn& turn, const Question& question, const std::string& value,
                            std::size_t index);

/// What may be thought of a statement, in the order shown.
inline constexpr std::array<std::string_view, 3> opinions{"agree", "disagree", "pass"};

/// The button that ends the taps of a question of the type `choices`.
inline constexpr std::string_view done_value = "done";

/// How many of the values shown are said at once. The rest, on a text message languages in other
/// alphabets and the items of a brief budget, comes on MORE.
[[nodiscard]] std::size_t shown_at_once(const Turn& turn, const Question& question,
                                        const std::vector<std::string>& values);

}  // namespace dialogs
