#include "dialogs/checking/lint_parts.hpp"

namespace dialogs {

std::vector<Diagnostic> lint(const ReadScript& read, const Catalog& catalog) {
    std::vector<Diagnostic> told;
    if (!read.script) return told;
    const Linting linting{read, *read.script, catalog, told};
    lint_conditions(linting);
    lint_translations(linting);
    lint_texts(linting);
    lint_words(linting);
    lint_flow(linting);
    return told;
}

}  // namespace dialogs
