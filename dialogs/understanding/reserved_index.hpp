// Where commands may be: so that a message is not looked through in each of thirty languages.
#pragma once

#include "dialogs/understanding/phrase_table.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace dialogs {

class Vocabulary;

/// The first words of all languages' reserved words. It may name a language too many, never one too few. Keeps pointers
/// to the vocabularies.
class ReservedIndex {
  public:
    using Languages = std::vector<const Vocabulary*>;

    /// Once a vocabulary is complete.
    void add(const Vocabulary& vocabulary);

    /// The languages one of whose reserved words may begin at one of the tokens. Mostly none.
    [[nodiscard]] Languages candidates(const Tokens& tokens) const;

  private:
    TextMap<Languages> first_words_;
    TextMap<Languages> stops_by_looks_;
    std::vector<std::pair<std::string, const Vocabulary*>> beginnings_;  ///< of reserved words with any ending
};

}  // namespace dialogs
