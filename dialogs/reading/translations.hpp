// The PO files of one script, looked up as its texts are read.
#pragma once

#include "dialogs/language.hpp"
#include "dialogs/reading/name_table.hpp"
#include "dialogs/reading/read_script.hpp"
#include "dialogs/texts/po.hpp"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace dialogs {

class Translations {
public:
    explicit Translations(std::vector<Diagnostic>& diagnostics) : diagnostics_(diagnostics) {}

    /// Asks for `LANGUAGE/ID.po` of every language but the first. A broken file is an error of that
    /// file.
    void load(const std::string& script_id, const std::vector<Language>& languages,
              const FindFile& find);

    /// The text in the source language and in all languages that have it, as written. Fuzzy ones do
    /// not count. Remembers the text for translators and the checker.
    std::map<Language, std::string> translate(const std::string& context, const std::string& source,
                                              const Placer& place);

    /// The same for words from a list, which come as written there: PO files are asked for the languages that it has
    /// no column for. Gives patterns that print those words.
    std::map<Language, std::string> translate_listed(const std::string& context,
                                                     const std::string& source,
                                                     std::map<Language, WrittenText> listed);

    /// Where the text that was asked for last stands in that language.
    [[nodiscard]] const Placer& last_place(const Language& language) const {
        return texts.back().written.at(language).place;
    }

    /// Warns of entries that no text of the script has.
    void warn_of_unused() const;

    std::vector<TranslatableText> texts;
    std::vector<Language> missing_files;

private:
    struct Entry {
        PoEntry po;
        bool is_used = false;
    };
    struct File {
        Language language;
        std::string name;
        std::unordered_map<std::string, Entry> entries;
    };

    static std::string key_of(const std::string& context, const std::string& source) {
        return context + '\4' + source;
    }
    void load_file(const Language& language, const SourceFile& file);
    void look_up(TranslatableText& text);
    std::map<Language, std::string> remember(TranslatableText text);

    std::vector<Diagnostic>& diagnostics_;
    Language source_language_;
    std::vector<Language> languages_;
    std::vector<File> files_;
};

}  // namespace dialogs
