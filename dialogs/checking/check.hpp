// The checker: everything that can be known to be wrong before anybody is asked anything.
#pragma once

#include "dialogs/reading/diagnostic.hpp"
#include "dialogs/reading/read_script.hpp"
#include "dialogs/texts/catalog.hpp"

#include <vector>

namespace dialogs {

/// The warnings and errors that need the whole script (never-true conditions, missing translations, segments,
/// cold-script rules, reserved words as labels …). Does not repeat what reading found.
[[nodiscard]] std::vector<Diagnostic> lint(const ReadScript& read, const Catalog& catalog);

/// Runs the script's own `tests:`, each twice (the second time with the state serialised and read back between turns);
/// a failing one is an error at its name that says which line differs and what was said instead.
[[nodiscard]] std::vector<Diagnostic> run_transcripts(const ReadScript& read, const Catalog& catalog);

/// Reading, lint and transcripts: what `kuulolla check` prints for one file, in file order.
[[nodiscard]] std::vector<Diagnostic> check(const ReadScript& read, const Catalog& catalog);

/// What only several scripts together can tell: pools, fields and hooks that one alone names.
[[nodiscard]] std::vector<Diagnostic> check_together(const std::vector<ReadScript>& scripts);

}  // namespace dialogs
