// What the readers of a script's parts share.
#pragma once

#include "dialogs/reading/name_table.hpp"
#include "dialogs/reading/read_script.hpp"
#include "dialogs/reading/source.hpp"
#include "dialogs/reading/text_reader.hpp"
#include "dialogs/script.hpp"

namespace dialogs {

/// A question named by a key: one that something else answers (a comment to another question, the starting message),
/// or one that an effect speaks of.
struct NamedQuestion {
    std::string question;
    std::string_view key;  ///< `comment`, `opening`, `consent` …
    Place place;
    QuestionType type = QuestionType::text;
    std::optional<int> answered_since{};  ///< the position from which its answer may be there by this
};

struct ScriptParts {
    Source& source;
    NameTable& names;
    TextReader& texts;
    Translations& translations;
    Script& script;    ///< being made
    ReadScript& read;  ///< tests and places
    const FindFile& find_beside;  ///< lists and modules; may be empty
    std::vector<NamedQuestion> named_questions{};
    std::string module{};  ///< the one being read; empty: the script itself
};

/// The names that no question, fact or group may take: conditions have them already.
[[nodiscard]] bool is_taken_name(std::string_view name);

/// True for `[a-z][a-z0-9_]{0,39}`; tells so where it is not, or taken. Behind a dot (`profile.channel`) none is taken.
bool check_name(Source& source, const YamlNode& scalar, bool is_behind_dot = false);

/// True for `[a-z][a-z0-9-]{0,39}`, as scripts, modules and pools are called; tells so where it is not.
bool check_id(Source& source, const YamlNode& scalar, std::string_view what);

/// Where declared facts belong: `given.`, or `profile.`, whose names have that before them everywhere.
struct FactsKind {
    std::string_view prefix = "given.";
    int known_from = 0;
};

[[nodiscard]] Question read_question(ScriptParts& parts, const YamlNode& step,
                                     const std::string& path);
[[nodiscard]] Do read_effect(ScriptParts& parts, const YamlNode& step);
[[nodiscard]] std::vector<Step> read_steps(ScriptParts& parts, const YamlNode& sequence,
                                           const std::string& inside);
/// The steps under a step's key (`steps:`); told where there are none, or where they stand too deep.
[[nodiscard]] std::vector<Step> read_steps_inside(ScriptParts& parts, const YamlEntry& entry, const std::string& path);
/// True where more steps may stand in the step at that path; told where not.
bool is_deep_enough(Source& source, const YamlEntry& entry, const std::string& path);
[[nodiscard]] Wait read_wait(ScriptParts& parts, const YamlNode& step, const std::string& path);
/// The steps of `modules/NAME.yaml`; told where there are none.
[[nodiscard]] std::vector<Step> read_module(ScriptParts& parts, const YamlNode& name, const std::string& inside);
[[nodiscard]] std::map<std::string, Fact> read_facts(ScriptParts& parts, const YamlEntry& entry, FactsKind kind = {});
void read_tests(ScriptParts& parts, const YamlEntry& entry);
void read_head(ScriptParts& parts, const YamlNode& root, const FindFile& find_translation);

}  // namespace dialogs
