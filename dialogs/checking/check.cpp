#include "dialogs/checking/check.hpp"

#include <algorithm>
#include <tuple>

namespace dialogs {

std::vector<Diagnostic> check(const ReadScript& read, const Catalog& catalog) {
    auto told = read.diagnostics;
    if (!read.script) return told;
    for (const auto& found : {lint(read, catalog), run_transcripts(read, catalog)})
        told.insert(told.end(), found.begin(), found.end());
    const auto order = [&](const Diagnostic& one) {
        return std::tuple(one.place.file != read.file, std::string_view(one.place.file),
                          one.place.line, one.place.column);
    };
    std::stable_sort(told.begin(), told.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
    return told;
}

}  // namespace dialogs
