// The checker's walk through a text's ICU pattern: what ICU would refuse, and what it would take in
// silence.
#pragma once

#include "dialogs/conditions/expression.hpp"
#include "dialogs/reading/diagnostic.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

constexpr int pattern_levels_max = 6;
constexpr int pattern_arguments_max = 40;

struct PatternFault {
    Diagnostic::Severity severity = Diagnostic::Severity::error;
    std::size_t offset = 0;  ///< code points into the pattern
    std::string code;        ///< `text-brace`, `unknown-name` …
    std::string message;
    std::string name{};  ///< of `unknown-name`: the name, for "did you mean"
};

/// A name that a pattern prints or judges.
struct PatternName {
    std::string name;  ///< dotted names as written
    std::size_t offset = 0;
};

struct PatternCheck {
    std::vector<PatternFault> faults;  ///< in order
    std::vector<PatternName> names;    ///< those that are known
};

/// Checks a pattern as it was written; looks every name up, and whether the argument's kind fits
/// its type.
[[nodiscard]] PatternCheck check_pattern(std::string_view pattern, const NameLookup& names);

/// The pattern as ICU takes it: the dot of every dotted name hidden (one private-use letter, so
/// that offsets stay).
[[nodiscard]] std::string hide_dotted_names(std::string_view pattern);

/// The pattern that prints these words: nothing in them is a name or a quote.
[[nodiscard]] std::string pattern_of_words(std::string_view words);

}  // namespace dialogs
