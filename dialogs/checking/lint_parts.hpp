// The checker's parts: each looks for one kind of thing in a script that reads without errors.
#pragma once

#include "dialogs/checking/check.hpp"

#include <string>
#include <vector>

namespace dialogs {

/// What a part looks at, and where it tells what it finds.
struct Linting {
    const ReadScript& read;
    const Script& script;
    const Catalog& catalog;
    std::vector<Diagnostic>& told;

    void warn(Place place, std::string code, std::string text) const {
        told.push_back(
            {Diagnostic::Severity::warning, std::move(place), std::move(code), std::move(text)});
    }

    /// Where a head key, or a key of a step (`3.text`), has its value; the file's beginning where
    /// it has none.
    [[nodiscard]] Place place_of(const std::string& key) const {
        const auto found = read.key_places.find(key);
        return found == read.key_places.end() ? Place{read.file, 1, 1} : found->second;
    }
};

/// Conditions and comparisons that no answer makes true.
void lint_conditions(const Linting& linting);

/// Texts without a translation, or with a fuzzy one.
void lint_translations(const Linting& linting);

/// What stands in texts: signs that leave GSM-7, links, long sentences, numbers that are said
/// again.
void lint_texts(const Linting& linting);

/// Labels, synonyms and keywords that are reserved words.
void lint_words(const Linting& linting);

/// The way through the script: the first message, the way to the question that completes, the way
/// out of each.
void lint_flow(const Linting& linting);

}  // namespace dialogs
