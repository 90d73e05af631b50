// Keywords of scripts: which script a message starts.
#pragma once

#include "dialogs/script.hpp"
#include "dialogs/understanding/phrase_table.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

/// A keyword that starts some script (for "a keyword in mid-dialog starts nothing without asking").
struct KeywordMatch {
    std::string script;   ///< its id
    std::string title;    ///< in the language spoken
    std::string opening;  ///< what followed the keyword, and the code if there was one; empty: nothing
    Language language;    ///< the one the keyword belongs to
    std::map<std::string, Value> given{};  ///< the fact that a poster's code brings
};

/// A poster's code at the beginning of what follows a keyword: the id of a place, or the choice of a fact.
struct PosterCode {
    std::string fact;
    std::string value;    ///< as the script writes it
    std::string opening;  ///< what follows the code
};
[[nodiscard]] std::optional<PosterCode> poster_code(const Script& script, std::string_view behind_keyword);

/// The keywords of some scripts, cut and folded once. Immutable; keeps pointers to the scripts.
class KeywordTable {
public:
    KeywordTable() = default;
    /// In order of preference.
    explicit KeywordTable(const std::vector<const Script*>& scripts);

    /// The script whose keyword opens the message, and what follows it.
    [[nodiscard]] std::optional<KeywordMatch> match(std::string_view message,
                                                    const Language& language) const;

    [[nodiscard]] bool empty() const { return words_most_ == 0; }

private:
    struct Keyword {
        const Script* script;
        const Language* language;
        std::size_t script_place;  ///< in order of preference
        std::size_t place;         ///< among all: by script, then by language
        std::size_t words;
    };
    struct Opened;
    using Keywords = TextMap<std::vector<Keyword>>;

    void add(std::string_view text, Keyword keyword);
    [[nodiscard]] const Keyword* best(const Opened& opened, const Language& language,
                                      Tier tier) const;

    Keywords exact_;
    Keywords loose_;
    std::size_t words_most_ = 0;
};

/// `KeywordTable::match` for one message alone.
[[nodiscard]] std::optional<KeywordMatch> match_keyword(const std::vector<const Script*>& scripts,
                                                        std::string_view message,
                                                        const Language& language);

}  // namespace dialogs
