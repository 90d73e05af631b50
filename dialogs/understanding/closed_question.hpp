// How a question with a value is answered: what every such type has in common (rules 4 to 6). A type adds only which
// piece would be which value.
#pragma once

#include "dialogs/understanding/pieces.hpp"
#include "dialogs/understanding/understand.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// What a piece would answer if it stood alone.
struct Candidate {
    std::string value;     ///< as in ValueWords::value; empty: a value, but unclear which (a range, `en tiedä`)
    bool loud = false;     ///< a word that is a value wherever it stands (a label, yes)
    bool outside = false;  ///< a number that the question has no room for

    [[nodiscard]] bool is_unclear() const { return value.empty(); }
};

/// A question with all that helps to read replies to it: made once, for any number of them. What a type needs cut,
/// folded or looked up is a member here, made in the constructor.
struct ClosedQuestion {
    /// `its_shape` has its min and max. Keeps references to the catalog.
    ClosedQuestion(AnswerShape its_shape, const Catalog& catalog);

    /// The unit that may follow a number.
    struct Unit {
        Tokens word;       ///< its first word; many letters, where it is written without blanks; empty: none
        std::string name;  ///< the same in every language (`km`); empty: not known

        [[nodiscard]] bool stands_at(const Tokens& tokens, std::size_t at) const;
    };

    AnswerShape shape;
    Words words;
    Labels labels;
    std::vector<Roles> label_roles;  ///< by value: what its label means in the language spoken (yes, no …)
    bool na_is_dont_know = false;    ///< `na` is offered in words that mean "I don't know"
    Unit unit;
};

/// What makes a type: one row in understand.cpp.
struct ClosedType {
    Nearness nearness = Nearness::exact;
    std::optional<Candidate> (*candidate)(const ClosedQuestion& question, const Tokens& tokens, const Piece& piece);
    Value (*value)(const std::string& value);
    bool several = false;  ///< values joined by *and* are all meant
};

/// Reads the reply by rules 4 to 6.
[[nodiscard]] Reading read_closed(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);

/// True where the reply is one candidate and nothing else, and not found by a key.
[[nodiscard]] bool is_exactly_one(const ClosedQuestion& question, const ClosedType& type, std::string_view reply);

/// A number as values are written: `9`, `1.5`.
[[nodiscard]] std::string value_text(double number);

/// For numbers that are values by themselves (nps, scale, smiley, number): inside min and max, or outside.
[[nodiscard]] Candidate number_in_range(const AnswerShape& shape, double number, double min, double max);

/// For numbers that are shown before a choice: the one of that number, or outside.
[[nodiscard]] Candidate choice_of_number(const AnswerShape& shape, double number);

/// A stored number.
[[nodiscard]] Value number_value(const std::string& value);
/// A stored key.
[[nodiscard]] Value key_value(const std::string& value);

}  // namespace dialogs
