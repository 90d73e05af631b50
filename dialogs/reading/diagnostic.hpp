// What the checker says of a place in a file.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace dialogs {

/// A place in a file; line and column (in code points) from 1.
struct Place {
    std::string file;
    int line = 1;
    int column = 1;
    bool operator==(const Place&) const = default;
};

/// Where in a file the character of that index (code points) of a condition or text stands.
using Placer = std::function<Place(std::size_t code_point)>;

struct Diagnostic {
    enum class Severity { error, warning };
    Severity severity = Severity::error;
    Place place;
    std::string code;  ///< `yaml-colon`, `unknown-key` …
    std::string text;  ///< what is wrong, and the cure
    bool operator==(const Diagnostic&) const = default;
};

/// `FILE:LINE:COLUMN: error: TEXT [code]`
[[nodiscard]] std::string to_line(const Diagnostic& diagnostic);

/// True where at least one is an error.
[[nodiscard]] bool has_errors(const std::vector<Diagnostic>& diagnostics);

}  // namespace dialogs
