// Texts of a script: one wording, or a table of conditions and wordings; with their translations.
#pragma once

#include "dialogs/reading/source.hpp"
#include "dialogs/reading/translations.hpp"
#include "dialogs/script.hpp"

namespace dialogs {

class TextReader {
public:
    TextReader(Source& source, NameTable& names, Translations& translations)
        : source_(source), names_(names), translations_(translations) {}

    /// A text where no table may stand: a label. `context` is its path for translators.
    [[nodiscard]] Text plain(const std::string& context, const YamlEntry& entry);
    [[nodiscard]] Text plain(const std::string& context, const YamlNode& scalar);

    /// A text or a table of texts.
    [[nodiscard]] Text table(const std::string& context, const YamlEntry& entry);

    /// Words that are no pattern and have no conditions: the title.
    [[nodiscard]] std::map<Language, std::string> words(const std::string& context,
                                                        const YamlEntry& entry);

    /// A condition, judged once all names are known; nullopt where it does not parse (told).
    [[nodiscard]] std::optional<Expression> condition(const YamlNode& scalar, Expression::Wanted wanted) {
        return condition_behind(scalar, 0, wanted);
    }
    /// The same without the first characters (of ASCII): `until CONDITION`.
    [[nodiscard]] std::optional<Expression> condition_behind(const YamlNode& scalar, std::size_t characters,
                                                             Expression::Wanted wanted);
    /// An expression whose value goes into a profile's field; a bare word that is a choice of it is that choice.
    [[nodiscard]] std::optional<Expression> value_for(const YamlNode& scalar, const NameInfo& field);

    std::vector<Expression> held;              ///< conditions of the steps around what is read now
    std::vector<WrittenCondition> conditions;  ///< read so far

private:
    [[nodiscard]] std::optional<Expression> parsed(const YamlNode& scalar, std::size_t characters);
    bool is_text(const YamlEntry& entry);
    bool is_whole(const YamlNode& scalar);
    [[nodiscard]] Text::Wording wording(const std::string& context, const YamlNode& scalar);
    void read_row(const std::string& context, const YamlEntry& row, bool is_last, Text& into);

    Source& source_;
    NameTable& names_;
    Translations& translations_;
    std::vector<Expression> rows_above_;  ///< of the table of texts being read
};

}  // namespace dialogs
