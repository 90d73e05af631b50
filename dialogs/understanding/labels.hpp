// The open question's own words: labels, the script's synonyms, keys; with unique beginnings and typing errors.
#pragma once

#include "dialogs/understanding/inflection.hpp"
#include "dialogs/understanding/phrase_table.hpp"
#include "dialogs/understanding/understand.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dialogs {

/// One of the question's values, found in a reply.
struct FoundLabel {
    std::size_t end = 0;    ///< behind its last token
    std::size_t value = 0;  ///< its index in AnswerShape::values
    bool is_key = false;    ///< found by its key, which no resident was shown
};

/// Cut and folded once, for any number of replies.
class Labels {
  public:
    Labels(const AnswerShape& shape, const Inflection& inflection);

    /// The longest label, synonym or key that begins at the token. What two values share is neither's.
    [[nodiscard]] std::optional<FoundLabel> at(const Tokens& tokens, std::size_t at) const;

    /// The one value whose label in the language spoken begins with these words, or has them but for one typing error
    /// in a word of five letters or more, or in another inflected form. `letters_min`: shorter beginnings are not
    /// looked at.
    [[nodiscard]] std::optional<FoundLabel> nearly_at(const Tokens& tokens, std::size_t at,
                                                      std::size_t letters_min) const;

  private:
    struct Sense {
        std::size_t value = 0;
        bool is_key = false;
        bool shared = false;
        bool merge(const Sense& other);
    };
    using Stems = std::vector<std::vector<std::string>>;  ///< of each of its words
    struct Label {
        std::size_t value;
        Tokens words;
        std::string exact;  ///< its words joined, in both tiers
        std::string loose;
        Stems exact_stems;
        Stems loose_stems;
    };

    [[nodiscard]] std::optional<FoundLabel> nearly(const Tokens& tokens, const GrowingPhrase& phrase,
                                                   std::size_t letters_min, Tier tier) const;

    PhraseTable<Sense> spoken_;  ///< labels in the language spoken, and synonyms: both tiers
    PhraseTable<Sense> others_;  ///< labels in other languages, and keys: tier one
    [[nodiscard]] Stems stems_of(const Tokens& words, Tier tier) const;

    const Inflection& inflection_;
    std::vector<Label> labels_;
};

}  // namespace dialogs
