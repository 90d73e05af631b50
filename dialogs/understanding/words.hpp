// The words that count in one conversation: the language spoken first, then the script's others (rule 4).
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/understanding/vocabulary.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace dialogs {

class Catalog;

/// What stands at a place of a reply.
struct FoundWord {
    std::size_t end = 0;  ///< behind its last token
    Meaning meaning;
    bool foreign = false;  ///< of another language than the one spoken
};

class Words {
  public:
    Words(const Catalog& catalog, const Language& spoken, const std::vector<Language>& languages);

    /// The longest phrase beginning at that token: of the language spoken in either tier, of the others in tier one.
    /// What means anything in the language spoken is not looked for in another; what two others take differently is
    /// nothing.
    [[nodiscard]] std::optional<FoundWord> at(const Tokens& tokens, std::size_t at) const;

    [[nodiscard]] const Vocabulary& spoken() const { return *spoken_; }
    [[nodiscard]] const std::vector<const Vocabulary*>& others() const { return others_; }

  private:
    /// The longest phrase of other languages that ends behind `own_end`.
    [[nodiscard]] std::optional<FoundWord> foreign_at(const Tokens& tokens, std::size_t at, std::size_t own_end) const;

    const Vocabulary* spoken_;
    std::vector<const Vocabulary*> others_;
};

/// True where the reply says what has that role, in words of the language spoken or another of the script's, with
/// nothing beside it but courtesy and signs: `OK, kiitos!`
[[nodiscard]] bool says_only(const Words& words, std::string_view reply, Role role);

}  // namespace dialogs
