// From a coordinator's file to a compiled script, with everything that is wrong with it.
#pragma once

#include "dialogs/reading/diagnostic.hpp"
#include "dialogs/script.hpp"
#include "dialogs/value.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dialogs {

/// A file's name (as shown in messages) and its bytes.
struct SourceFile {
    std::string name;
    std::string bytes;
};

/// The files a script may name (`modules/NAME.yaml`, `units.csv`), and its translations. Asked by
/// relative name; nullopt where there is none. The caller does the I/O.
using FindFile = std::function<std::optional<SourceFile>(const std::string& relative)>;

/// One `tests:` entry of a script.
struct ScriptTest {
    struct Line {
        enum class Kind { bot, resident, world } kind;  ///< `<`, `>`, `!`
        std::string text;
        Place place;
    };
    std::string name;
    Place place;  ///< of its `name`
    std::optional<Language> language;
    std::string channel = "sms";
    std::string at = "2026-01-15T12:00:00+02:00";
    std::map<std::string, std::string> given;  ///< as written; read by each fact's type
    std::map<std::string, std::string> profile;
    std::vector<std::string> pools;
    std::vector<Line> talk;
    std::map<std::string, std::string>
        expect;  ///< question → value as written (lists joined: `[a, b]` is "a, b")
    std::optional<std::string> outcome;
    std::optional<std::vector<std::string>> effects;
};

/// A text as it stands in a file, and where.
struct WrittenText {
    std::string pattern;
    Placer place;
};

/// A text of the script as translators meet it.
struct TranslatableText {
    std::string context;  ///< its path, the PO file's msgctxt: `ask.nps.text`
    std::string source;   ///< as written, in the source language
    std::map<Language, WrittenText>
        written;                    ///< in the source language and in those it is translated to
    std::vector<Language> missing;  ///< languages with a PO file that has no translation of it
    std::vector<Language> fuzzy;    ///< … or a fuzzy one, which is not used
    std::vector<Language> listed{};  ///< of a list's text: those that it has a column of its own for; the source
                                     ///< language is among them
};

/// A condition as it stands in the file, for the checker's judgement.
struct WrittenCondition {
    Expression condition;
    Placer place;
    std::vector<Expression>
        held;  ///< of the steps around it: they are true wherever this one is asked
    std::vector<Expression> failed;  ///< the rows above it in a table of texts: they were not true
};

/// A script as read from its file.
struct ReadScript {
    std::string file;              ///< its name, as places have it
    std::optional<Script> script;  ///< none where an error stands in the way
    std::vector<ScriptTest> tests;
    std::vector<Diagnostic> diagnostics;  ///< in file order
    std::map<std::string, Place>
        step_places;  ///< step path → where it is written; for warnings found later
    std::vector<TranslatableText> texts;       ///< in file order
    std::vector<WrittenCondition> conditions;  ///< in file order
    std::map<std::string, Place>
        key_places;  ///< a head key, or a key of a step (`3.text`) → where its value is written
    std::vector<Language> untranslated;  ///< languages without a PO file at all
};

/// Reads, compiles and type-checks one script. Translations are asked for as `LANGUAGE/ID.po`,
/// modules and lists by their names beside the script. Never throws; on any bytes at all it ends,
/// with errors told in file order.
[[nodiscard]] ReadScript read_script(const SourceFile& file, const FindFile& find_beside,
                                     const FindFile& find_translation);

/// As a fact of that type is written by a person (`2026-11-20`, `kyllä`→no: `true`/`yes`), or
/// nullopt.
[[nodiscard]] std::optional<Value> value_from_text(std::string_view text, ValueType type);

}  // namespace dialogs
