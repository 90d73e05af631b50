// From the tree of locales/LANGUAGE/words.yaml to a vocabulary.
#pragma once

#include "dialogs/reading/yaml_tree.hpp"
#include "dialogs/understanding/emergencies.hpp"
#include "dialogs/understanding/vocabulary.hpp"

#include <vector>

namespace dialogs {

/// Adds the file's words, and its emergency phrases to `emergencies`. What does not fit the layout is told in `errors`,
/// all of it.
void read_words(const YamlTree& tree, Vocabulary& vocabulary, Emergencies& emergencies,
                std::vector<Diagnostic>& errors);

}  // namespace dialogs
