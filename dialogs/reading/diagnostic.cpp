#include "dialogs/reading/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dialogs {

std::string to_line(const Diagnostic& diagnostic) {
    const bool is_error = diagnostic.severity == Diagnostic::Severity::error;
    return fmt::format("{}:{}:{}: {}: {} [{}]", diagnostic.place.file, diagnostic.place.line,
                       diagnostic.place.column, is_error ? "error" : "warning", diagnostic.text,
                       diagnostic.code);
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& one) {
        return one.severity == Diagnostic::Severity::error;
    });
}

}  // namespace dialogs
