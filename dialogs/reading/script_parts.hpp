// What the readers of a script's parts share.
#pragma once

#include "dialogs/reading/name_table.hpp"
#include "dialogs/reading/source.hpp"
#include "dialogs/reading/text_reader.hpp"
#include "dialogs/script.hpp"

namespace dialogs {

/// A text question that something else answers: a comment to another question, or the starting
/// message.
struct AnsweredBy {
    std::string question;
    std::string_view key;  ///< `comment` or `opening`
    Place place;
    int since;  ///< the position from which the answer may be there
};

struct ScriptParts {
    Source& source;
    NameTable& names;
    TextReader& texts;
    Translations& translations;
    Script& script;    ///< being made
    ReadScript& read;  ///< tests and places
    const FindFile& find_beside;  ///< lists; may be empty
    std::vector<AnsweredBy> answered_by{};
};

/// The names that no question, fact or group may take: conditions have them already.
[[nodiscard]] bool is_taken_name(std::string_view name);

/// True for `[a-z][a-z0-9_]{0,39}`; tells so where it is not, or taken.
bool check_name(Source& source, const YamlNode& scalar);

[[nodiscard]] Question read_question(ScriptParts& parts, const YamlNode& step,
                                     const std::string& path);
[[nodiscard]] Do read_effect(ScriptParts& parts, const YamlNode& step);
[[nodiscard]] std::vector<Step> read_steps(ScriptParts& parts, const YamlNode& sequence,
                                           const std::string& inside);
[[nodiscard]] std::map<std::string, Fact> read_facts(ScriptParts& parts, const YamlEntry& entry);
void read_tests(ScriptParts& parts, const YamlEntry& entry);
void read_head(ScriptParts& parts, const YamlNode& root, const FindFile& find_translation);

/// The names of facts that the effect answers, with their types.
[[nodiscard]] std::map<std::string, NameInfo> effect_answers(std::string_view effect);

}  // namespace dialogs
